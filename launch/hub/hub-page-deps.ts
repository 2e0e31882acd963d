import type { ReleaseContact } from '../../src/delivery/release-contact.ts'
import type { Asked, CountedGroup } from '../../src/domain/referral-counts.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import type { Worklist } from '../../src/gateways/worklist.ts'
import type { Audit } from '../../src/store/audit.ts'
import type { SecretBox } from '../../src/store/secret-box.ts'
import type { CoachSessions } from './coach-session.ts'
import type { SignIn } from './sign-in.ts'

/** One service that has its worklist here. */
export interface Desk {
  readonly service: WorkWellService
  readonly issuer: string
  readonly worklist: Worklist
  readonly signIn: SignIn
}

/** All that the coach's pages are given; `server.ts` puts it together. */
export interface HubPageDeps {
  /** By the service's id; empty where no site pack has a worklist. */
  readonly desks: ReadonlyMap<string, Desk>
  readonly sessions: CoachSessions
  readonly audit: Audit
  /** Records the talk that a referrer asked for; the contact details follow. */
  readonly releaseContact: ReleaseContact
  /** Every referral to a service, added up. */
  readonly countedOf: (serviceId: string) => Promise<CountedGroup[]>
  readonly askedOf: (serviceId: string) => Promise<Asked>
  /** Seals where a coach is in a list. */
  readonly secretBox: Pick<SecretBox, 'seal' | 'open'>
  readonly publicUrl: string
  readonly now: () => Date
  readonly synthetic: boolean
}

export const SERVICE_NAME = 'WorkWell worklist'
