import { LAUNCH_FAILURES } from '../../../../launch/web/launch-failure-page.tsx'
import type { FaultWords } from '../../faults/fault-switches.ts'
import type { WireAnswer } from '../../faults/wire-answer.ts'
import type { KeyRing } from '../key-ring.ts'

/** What a fault may need to know of the EHR in which it acts. */
export interface FaultWorld {
  readonly issuer: string
  /** Another host: the EHR's own trap, which counts what comes to it. */
  readonly elsewhere: string
  readonly clientId: string
}

export type Claims = Readonly<Record<string, unknown>>
export type ChangeAnswer = (answer: WireAnswer, world: FaultWorld) => WireAnswer

/** A call on the FHIR base, as far as a fault tells calls apart. */
export interface FhirAsked {
  readonly method: string
  readonly type: string | undefined
  readonly isSearch: boolean
  /** With a token from a refresh and not from the sign-in. */
  readonly refreshed: boolean
  /** The first call with this sign-in. */
  readonly first: boolean
}
/** Nothing is done and this is answered, or what was done is answered differently. */
export type FhirAct = { readonly instead: WireAnswer } | { readonly change: (answer: WireAnswer) => WireAnswer }

/** One way to misbehave: a small change at one seam of the EHR. */
export interface EhrFault extends FaultWords {
  /** The parameters with which the app is opened. */
  readonly opening?: (parameters: Readonly<Record<string, string>>) => Record<string, string>
  readonly discovery?: ChangeAnswer
  /** The way back from the authorize endpoint. */
  readonly callback?: (to: URL, world: FaultWorld) => URL
  readonly scopes?: (granted: readonly string[]) => readonly string[]
  readonly accessToken?: (random: string) => string
  readonly token?: ChangeAnswer
  readonly refresh?: ChangeAnswer
  readonly revocation?: ChangeAnswer
  readonly claims?: (claims: Claims, world: FaultWorld) => Claims
  readonly idToken?: (claims: Claims, keys: KeyRing) => string
  readonly jwks?: ChangeAnswer
  readonly fhir?: (asked: FhirAsked, world: FaultWorld) => FhirAct | undefined
}

type LaunchFailure = keyof typeof LAUNCH_FAILURES

/** For a fault that ends the launch: the title of the page that the clinician then sees, and the code in the log. */
export const endsIn = (code: LaunchFailure): { sees: string; code: string } => ({
  sees: LAUNCH_FAILURES[code].title,
  code,
})

/** For a fault that a careful app shrugs off. */
export const WORKS = { sees: 'The consultation opens as usual' } as const

/** For a fault of the patient's own record: without it nothing is certain. */
export const NO_PATIENT_DETAILS = { sees: 'The patient’s details could not be read' } as const

/** One after the other over an answer. */
export const changed = (
  faults: readonly EhrFault[],
  seam: 'discovery' | 'token' | 'refresh' | 'revocation' | 'jwks',
  answer: WireAnswer,
  world: FaultWorld,
): WireAnswer => faults.reduce((each, fault) => fault[seam]?.(each, world) ?? each, answer)

/** The id_token: the first fault that signs in its own way, else the EHR's own key. */
export const signedBy = (faults: readonly EhrFault[], claims: Claims, keys: KeyRing): string => {
  const sign = faults.find(each => each.idToken !== undefined)?.idToken
  return sign === undefined ? keys.sign(claims) : sign(claims, keys)
}
