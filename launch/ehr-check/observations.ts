import type { Result } from '../../src/domain/result.ts'
import type { recordSearches } from '../../src/fhir/record-queries.ts'
import type { LaunchFailure } from '../smart/launch-failure.ts'
import type { Look } from './look.ts'

/** The EHR under check, as the registry has it, or as somebody named it on the command line. */
export interface CheckedEhr {
  readonly issuer: string
  readonly endpointOrigins: readonly string[]
  /** How the app is registered there; undefined where it is not. */
  readonly client?: { readonly clientId: string; readonly auth: string; readonly redirectUri: string } | undefined
}

/** What can be seen of an EHR without signing in. */
export interface Observations {
  readonly ehr: CheckedEhr
  readonly discovery: Look
  readonly jwks: Look
  readonly authorize: {
    readonly foreignRedirect: Look
    readonly foreignAudience: Look
    readonly withoutPkce: Look
  }
  readonly inventedCode: Look
  readonly metadata: Look
  readonly withoutToken: Look
  readonly inventedToken: Look
  readonly signIn?: SignInObservations | undefined
}

export interface SearchSeen {
  readonly part: SearchedPart
  readonly seen: Look
}
/** By the name of the search (record-queries.ts). */
export type SearchedPart = keyof ReturnType<typeof recordSearches>

/** What a launch showed, from the way back to the end of its tokens. */
export interface SignInObservations {
  /** Why it could not even begin. */
  readonly notBegun?: LaunchFailure | undefined
  readonly callback?: { readonly error?: string | undefined; readonly iss?: string | undefined } | undefined
  readonly asked: readonly string[]
  readonly token?: Look
  /** The app's own judgement of the id_token. */
  readonly signedIn?: Result<{ readonly fhirUser: string }, LaunchFailure> | undefined
  readonly expected?: { readonly issuer: string; readonly clientId: string; readonly nonce: string } | undefined
  readonly patient?: Look
  readonly encounter?: Look
  readonly user?: Look
  readonly searches: readonly SearchSeen[]
  readonly firstPage?: Look
  readonly nextPage?: Look
  /** Only where writing was asked for. */
  readonly written?: { readonly created: Look; readonly readBack: Look } | undefined
  readonly refreshed?: Look
  readonly afterRefresh?: Look
  readonly revoked?: Look
  readonly afterRevocation?: Look
  readonly codeAgain?: Look
}
