import type { Questionnaire } from 'fhir/r4.js'
import type { DeliveryDesk } from '../../src/delivery/delivery.ts'
import type { ReleaseContact } from '../../src/delivery/release-contact.ts'
import type { DecileOf } from '../../src/domain/count-facts.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import type { FhirClient } from '../../src/gateways/fhir-client.ts'
import type { Hub } from '../../src/gateways/hub.ts'
import type { Audit } from '../../src/store/audit.ts'
import type { Courses } from '../../src/store/courses.ts'
import type { Declined } from '../../src/store/declined.ts'
import type { Drafts } from '../../src/store/drafts.ts'
import type { HeldContacts } from '../../src/store/held-contacts.ts'
import type { StatedReferrers } from '../../src/store/stated-referrers.ts'
import type { LaunchSession } from '../smart/launch-session.ts'
import type { LaunchStore } from '../smart/launch-store.ts'

/** What any rule may need: the time, a fresh UUID, and a keyed hash in place of whom it is about. */
export interface BasicDeps {
  readonly now: () => Date
  readonly newId: () => string
  readonly patientKeyOf: (text: string) => string
}

/** What is asked, and by which services. */
export interface QuestionDeps {
  readonly services: readonly WorkWellService[]
  readonly questionnaire: Questionnaire
  /** The questions of a service's own, where its pack names some. */
  readonly siteQuestionnaire: (serviceId: string) => Questionnaire | undefined
}

export interface LaunchDeps {
  readonly launches: Pick<LaunchStore, 'readSession' | 'readEnded' | 'isOpen'>
}

export interface RecordDeps {
  /** The EHR's FHIR server with the clinician's own token. */
  readonly ehrFor: (session: LaunchSession) => FhirClient
}

/** What is kept of a consultation, and what was done in it. */
export interface KeepingDeps {
  readonly drafts: Drafts
  readonly audit: Audit
}

/** What is remembered from one consultation to the next. */
export interface MemoryDeps {
  readonly declined: Declined
  readonly statedReferrers: StatedReferrers
}

export interface SendingDeps {
  readonly delivery: DeliveryDesk
  /** How long a page waits for the hub before it says "not sent yet". */
  readonly hubWaitMs: number
  /** Of a home postcode, where a table is given: for counting. */
  readonly decileOf: DecileOf
}

/** Contact details that wait for a talk of coach and referrer; and the talk itself. */
export interface TalkDeps {
  readonly held: HeldContacts
  readonly releaseContact: ReleaseContact
}

/** How a referral goes on at its service. */
export interface FollowingDeps {
  readonly hubFor: (serviceId: string) => Hub | undefined
  /** How a referral stood when its hub was last asked in the background. */
  readonly lastSeen: Courses['read']
  /** Of a service that does not say how a referral stands: it was withdrawn from here. */
  readonly keepWithdrawn: Courses['withdrawn']
  /** After something was done at a hub: it is asked soon how the referral stands. */
  readonly lookSoon: (serviceId: string, taskId: string) => Promise<void>
}

/** Opening a consultation: the record is read, and what was left is taken up again. */
export interface OpeningDeps
  extends BasicDeps,
    QuestionDeps,
    LaunchDeps,
    RecordDeps,
    KeepingDeps,
    Pick<MemoryDeps, 'statedReferrers'>,
    Pick<SendingDeps, 'delivery'>,
    Pick<FollowingDeps, 'lastSeen'> {}

/** Accepting a referral: it is delivered, and goes into the record. */
export interface AcceptingDeps
  extends BasicDeps,
    RecordDeps,
    KeepingDeps,
    MemoryDeps,
    SendingDeps,
    Pick<TalkDeps, 'held'> {}
