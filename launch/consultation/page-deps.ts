import type { Bundle, Questionnaire } from 'fhir/r4.js'
import type { DeliveryDesk } from '../../src/delivery/delivery.ts'
import type { ReleaseContact } from '../../src/delivery/release-contact.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import type { FhirClient } from '../../src/gateways/fhir-client.ts'
import type { Hub } from '../../src/gateways/hub.ts'
import type { ValueSets } from '../../src/questionnaire/value-sets.ts'
import type { Audit } from '../../src/store/audit.ts'
import type { Courses } from '../../src/store/courses.ts'
import type { Declined } from '../../src/store/declined.ts'
import type { Drafts } from '../../src/store/drafts.ts'
import type { HeldContacts } from '../../src/store/held-contacts.ts'
import type { Outbox } from '../../src/store/outbox.ts'
import type { StatedReferrers } from '../../src/store/stated-referrers.ts'
import type { LaunchSession } from '../smart/launch-session.ts'
import type { LaunchStore } from '../smart/launch-store.ts'
import type { SignOut } from '../smart/sign-out.ts'

/** All that the pages are given; `server.ts` puts it together. */
export interface PageDeps {
  readonly launches: Pick<LaunchStore, 'readSession' | 'readEnded' | 'isOpen'>
  /** Ends a session for good, and gives its tokens back to the EHR. */
  readonly signOut: SignOut
  readonly drafts: Drafts
  readonly declined: Declined
  readonly statedReferrers: StatedReferrers
  readonly audit: Audit
  /** Contact details that wait for a talk of coach and referrer; and the talk itself. */
  readonly held: HeldContacts
  readonly releaseContact: ReleaseContact
  readonly services: readonly WorkWellService[]
  readonly questionnaire: Questionnaire
  /** The questions of a service's own, where its pack names some. */
  readonly siteQuestionnaire: (serviceId: string) => Questionnaire | undefined
  /** Lists of answers that a form may name without holding them. */
  readonly valueSets: ValueSets
  readonly fitNoteForm: Questionnaire
  readonly reportForm: Questionnaire
  /** The EHR's FHIR server with the clinician's own token. */
  readonly ehrFor: (session: LaunchSession) => FhirClient
  readonly hubFor: (serviceId: string) => Hub | undefined
  readonly delivery: DeliveryDesk
  /** What a practice referred in the last days, newest first; and what of a referral is still kept. */
  readonly practiceRows: Outbox['ofPractice']
  /** How a referral stood when its hub was last asked in the background. */
  readonly lastSeen: Courses['read']
  /** After something was done at a hub: it is asked soon how the referral stands. */
  readonly lookSoon: (serviceId: string, taskId: string) => Promise<void>
  /** Of a letter that was made: the code by which its service answers, until when, and whether it was withdrawn. */
  readonly letterCodeOf: (
    referralId: string,
  ) => Promise<{ code: string; until: string; isWithdrawn: boolean } | undefined>
  readonly publicUrl: string
  readonly bundleOf: (referralId: string) => Promise<Bundle | undefined>
  readonly patientKeyOf: (text: string) => string
  readonly now: () => Date
  /** A fresh UUID. */
  readonly newId: () => string
  /** How long a page waits for the hub before it says "not sent yet". */
  readonly hubWaitMs: number
  readonly synthetic: boolean
}
