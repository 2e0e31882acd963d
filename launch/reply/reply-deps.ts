import type { ReleaseContact } from '../../src/delivery/release-contact.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import type { Audit } from '../../src/store/audit.ts'
import type { HeldContacts } from '../../src/store/held-contacts.ts'
import type { LetterLinks } from '../../src/store/letter-links.ts'
import type { Letters } from '../../src/store/letters.ts'
import type { ReplySessions } from './reply-session.ts'

/** All that the pages are given on which a service answers a letter; `server.ts` puts it together. */
export interface ReplyDeps {
  readonly letters: Letters
  readonly links: LetterLinks
  readonly sessions: ReplySessions
  readonly services: readonly WorkWellService[]
  /** What was agreed with a service as its second factor; undefined where another thing is asked. */
  readonly serviceCodeOf: (serviceId: string) => string | undefined
  readonly audit: Audit
  /** Contact details that the letter does not hold, once they are released; and the talk that releases them. */
  readonly held: Pick<HeldContacts, 'read'>
  readonly releaseContact: ReleaseContact
  readonly now: () => Date
  readonly synthetic: boolean
}

export const SERVICE_NAME = 'Answer a referral letter'
