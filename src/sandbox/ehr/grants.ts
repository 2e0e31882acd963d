import { randomUUID } from 'node:crypto'
import type { ExpiringTokens } from './expiring-tokens.ts'
import { createExpiringTokens } from './expiring-tokens.ts'

export const ACCESS_SECONDS = 3600
const LAUNCH_SECONDS = 600
const CODE_SECONDS = 60
/** A working day: a sign-in that is refreshed lasts no longer. */
const REFRESH_SECONDS = 12 * 3600

/** What a launch token stands for: whom the clinician has open, and who the clinician is. */
export interface LaunchContext {
  readonly patientId: string
  readonly practitionerId: string
  readonly encounterId?: string
  /** What the app is opened for (SMART App Launch 2.2, `intent`). */
  readonly intent?: string
  /** What a CDS Hooks card gave to its link. */
  readonly appContext?: string
  /** The faults of this launch, by name. */
  readonly faults: readonly string[]
}

/** What was asked at the authorize endpoint and must be met again at the token endpoint. */
export interface CodeGrant {
  readonly launch: LaunchContext
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly codeChallenge: string
  readonly nonce?: string
}

/** What one sign-in gave, to which client. All of its tokens fall together. */
export interface SignIn {
  readonly id: string
  readonly clientId: string
  readonly launch: LaunchContext
  readonly scopes: readonly string[]
}

export interface AccessGrant {
  readonly patientId: string
  readonly practitionerId: string
  readonly scopes: readonly string[]
  readonly faults: readonly string[]
  /** From a refresh and not from the sign-in itself. */
  readonly refreshed: boolean
  /** Whether nothing has been asked with this sign-in before. */
  readonly first: boolean
}

export interface Grants {
  readonly launches: ExpiringTokens<LaunchContext>
  mintCode(grant: CodeGrant): string
  /**
   * Takes the code out, whatever comes of it: a code is good for one try (RFC 6749 section 4.1.2).
   * A second try gets nothing, and takes all tokens of the first with it.
   */
  takeCode(code: string): { readonly grant: CodeGrant; readonly signInId: string } | undefined
  mintAccess(signIn: SignIn, refreshed: boolean, shape?: (random: string) => string): string
  findAccess(token: string): AccessGrant | undefined
  mintRefresh(signIn: SignIn): string
  /** Takes it out. One that was used before may have been stolen: then the whole sign-in is over (RFC 9700 section 4.14.2). */
  takeRefresh(token: string, clientId: string): SignIn | undefined
  /** The sign-in of an access or refresh token, if it is this client's. */
  signInOf(token: string, clientId: string): SignIn | undefined
  /** Ends the sign-in of an access or refresh token, if it is this client's (RFC 7009). */
  revoke(token: string, clientId: string): void
}

export function createGrants(now: () => Date): Grants {
  const over = new Set<string>()
  const end = (signInId: string): void => void over.add(signInId)
  const isOver = (signInId: string): boolean => over.has(signInId)
  const seen = new Set<string>()

  const access = createExpiringTokens<{ signIn: SignIn; refreshed: boolean }>(ACCESS_SECONDS, now)
  const refresh = createExpiringTokens<{ signIn: SignIn; used: boolean }>(REFRESH_SECONDS, now)
  // Codes are remembered for as long as the tokens that they gave, so that a late replay still revokes those.
  const codes = createExpiringTokens<{ grant: CodeGrant; signInId: string; until: number; used: boolean }>(
    REFRESH_SECONDS + CODE_SECONDS,
    now,
  )

  const signInOf = (token: string, clientId: string): SignIn | undefined => {
    const signIn = access.find(token)?.signIn ?? refresh.find(token)?.signIn
    return signIn?.clientId === clientId ? signIn : undefined
  }

  return {
    launches: createExpiringTokens<LaunchContext>(LAUNCH_SECONDS, now),
    mintCode: grant =>
      codes.mint({ grant, signInId: randomUUID(), until: now().getTime() + CODE_SECONDS * 1000, used: false }),
    takeCode(code) {
      const held = codes.find(code)
      if (held === undefined) return undefined
      if (held.used) {
        end(held.signInId)
        return undefined
      }
      held.used = true
      return held.until <= now().getTime() ? undefined : { grant: held.grant, signInId: held.signInId }
    },
    mintAccess: (signIn, refreshed, shape) => access.mint({ signIn, refreshed }, shape),
    findAccess(token) {
      const held = access.find(token)
      if (held === undefined || isOver(held.signIn.id)) return undefined
      const { launch, scopes } = held.signIn
      const { patientId, practitionerId, faults } = launch
      const first = !seen.has(held.signIn.id)
      seen.add(held.signIn.id)
      return { patientId, practitionerId, faults, scopes, refreshed: held.refreshed, first }
    },
    mintRefresh: signIn => refresh.mint({ signIn, used: false }),
    takeRefresh(token, clientId) {
      const held = refresh.find(token)
      if (held === undefined || held.signIn.clientId !== clientId || isOver(held.signIn.id)) return undefined
      if (held.used) {
        end(held.signIn.id)
        return undefined
      }
      held.used = true
      return held.signIn
    },
    signInOf,
    revoke(token, clientId) {
      const signIn = signInOf(token, clientId)
      if (signIn !== undefined) end(signIn.id)
    },
  }
}
