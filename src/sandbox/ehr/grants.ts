import type { ExpiringTokens } from './expiring-tokens.ts'
import { createExpiringTokens } from './expiring-tokens.ts'
import type { FaultName } from './faults.ts'

export const ACCESS_SECONDS = 3600
const LAUNCH_SECONDS = 600
const CODE_SECONDS = 60

/** What a launch token stands for: whom the clinician has open, and who the clinician is. */
interface LaunchContext {
  readonly patientId: string
  readonly practitionerId: string
  readonly encounterId?: string
  readonly fault: FaultName
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

export interface AccessGrant {
  readonly patientId: string
  readonly practitionerId: string
  readonly scopes: readonly string[]
}

export interface Grants {
  readonly launches: ExpiringTokens<LaunchContext>
  readonly access: ExpiringTokens<AccessGrant>
  mintCode(grant: CodeGrant): string
  /**
   * Takes the code out, whatever comes of it: a code is good for one try (RFC 6749 section 4.1.2).
   * A second try gets nothing, and takes the token of the first with it.
   */
  takeCode(code: string): CodeGrant | undefined
  mintAccess(code: string, grant: AccessGrant): string
}

interface HeldCode {
  readonly grant: CodeGrant
  readonly until: number
  used: boolean
  gave?: string
}

export function createGrants(now: () => Date): Grants {
  const access = createExpiringTokens<AccessGrant>(ACCESS_SECONDS, now)
  // Codes are remembered for as long as the token that they gave, so that a late replay still revokes it.
  const codes = createExpiringTokens<HeldCode>(ACCESS_SECONDS + CODE_SECONDS, now)

  return {
    launches: createExpiringTokens<LaunchContext>(LAUNCH_SECONDS, now),
    access,
    mintCode: grant => codes.mint({ grant, until: now().getTime() + CODE_SECONDS * 1000, used: false }),
    takeCode(code) {
      const held = codes.find(code)
      if (held === undefined) return undefined
      if (held.used) {
        if (held.gave !== undefined) access.revoke(held.gave)
        return undefined
      }
      held.used = true
      return held.until <= now().getTime() ? undefined : held.grant
    },
    mintAccess(code, grant) {
      const token = access.mint(grant)
      const held = codes.find(code)
      if (held !== undefined) held.gave = token
      return token
    },
  }
}
