import type { ClinicalContext, PatientSummary, RecordCoding } from './clinical-context.ts'
import type { Clinician, Profession } from './clinician.ts'
import type { Pathway, WorkStatus } from './consultation-words.ts'
import type { Adjustment, FitNote, FitNoteAdvice } from './fit-note.ts'
import { ageOn, type Instant, type LocalDate } from './local-date.ts'
import { isNhsNumber, isTestNhsNumber } from './nhs-number.ts'
import { fail, ok, type Result } from './result.ts'
import { type RingAnswers, type RingFirst, ringFirst } from './ring-first.ts'
import type { WorkWellService } from './site.ts'
import { type StatedReferrer, withStated } from './stated-referrer.ts'
import { tellable } from './todays-note.ts'
import type { ToldBy } from './told-by.ts'

export type ReferringPathway = 'refer' | 'note-and-refer'

export const isReferring = (pathway: Pathway): pathway is ReferringPathway =>
  pathway === 'refer' || pathway === 'note-and-refer'

export const SHARING_LEVELS = ['basic', 'standard', 'full'] as const
export type SharingLevel = (typeof SHARING_LEVELS)[number]

export const CONDITION_GROUPS = [
  'mental-health',
  'musculoskeletal',
  'cancer',
  'heart',
  'respiratory',
  'neurological',
  'autism-learning-disability',
  'pain-fatigue',
  'post-operative',
  'other',
  'not-categorised',
] as const
export type ConditionGroup = (typeof CONDITION_GROUPS)[number]

export const CONCERNS = ['none-known', 'phone-first', 'not-discussed', 'urgent'] as const
export type Concern = (typeof CONCERNS)[number]

/** With this concern the first message holds no way to reach the patient: it follows once coach and referrer have spoken (hazard H10). */
export const holdsContactBack = (concern: ReferralAnswers['concern']): boolean => concern === 'phone-first'

/** The answers of today's consultation that rules look at; every other answer goes from form to FHIR untouched. */
export interface ReferralAnswers {
  readonly pathway: Pathway
  readonly sharing: SharingLevel | 'none' | 'unanswered'
  readonly concern: Concern | 'unanswered'
  readonly concernManaged: boolean
  readonly ring: RingAnswers
  readonly profession?: Profession
  /** What the clinician says of themselves where the record is silent. */
  readonly stated?: StatedReferrer
  readonly mainCondition?: {
    readonly group: ConditionGroup
    /** The record's own term, where the clinician picked a problem of the record. */
    readonly recorded?: {
      readonly source: string
      readonly term: string
      readonly coding: RecordCoding | 'uncoded'
    }
  }
  readonly note?: {
    readonly advice: FitNoteAdvice
    readonly from?: LocalDate
    readonly to?: LocalDate
    readonly adjustments: readonly Adjustment[]
  }
  readonly reachable: boolean
  /** Whether it is safe to leave a message; absent where nobody answered. */
  readonly messages?: boolean
  /** Who interpreted when the patient was told; absent where nobody did, or nobody said. */
  readonly toldBy?: ToldBy
  readonly workStatus?: WorkStatus
  readonly offWorkSince?: LocalDate
  /** Why the clinician refers although the service's own rules say no: the clinician's choice is final (hazard H17). */
  readonly againstRules?: string
  /** With no fit note and no evidence: what the clinician says of it. */
  readonly evidence?: 'at-work' | 'current-note' | 'service-may-certify' | 'patient-understands'
}

/** Why this patient cannot be referred from here. These stop the sending of a referral, never a fit note. */
export type SendStop =
  | 'DECEASED'
  | 'UNDER_AGE'
  | 'AGE_UNKNOWN'
  | 'RESTRICTED'
  | 'SUPERSEDED'
  | 'UNREADABLE'
  | 'NO_SERVICE'
  | 'REAL_PATIENT_IN_SANDBOX'

/** No WorkWell service takes anybody younger. A service's own age limit is a rule of the service, not a stop. */
const YOUNGEST = 16

/** Hard stops of a referral, from the record alone: known before the first question is asked. */
export function sendStops(patient: PatientSummary, service: WorkWellService | undefined, today: LocalDate): SendStop[] {
  const stops: (SendStop | false)[] = [
    patient.deceased && 'DECEASED',
    patient.restricted && 'RESTRICTED',
    patient.superseded && 'SUPERSEDED',
    patient.unreadable.length > 0 && 'UNREADABLE',
    patient.birthDate === 'unknown' && 'AGE_UNKNOWN',
    patient.birthDate !== 'unknown' && ageOn(patient.birthDate, today) < YOUNGEST && 'UNDER_AGE',
    service === undefined && 'NO_SERVICE',
    service?.makeBelieve === true &&
      isNhsNumber(patient.nhsNumber) &&
      !isTestNhsNumber(patient.nhsNumber) &&
      'REAL_PATIENT_IN_SANDBOX',
  ]
  return stops.filter(stop => stop !== false)
}

/** What is missing of the context (never of the answers: those are judged by the Questionnaire alone). */
export type Missing = 'REQUESTER' | 'PROFESSION' | 'PRACTICE' | 'CONTACT_DETAILS' | 'RING_NUMBER' | 'AGREEMENT'

/** Everything that a referral needs is here: writing it as FHIR cannot fail. */
export interface Referral {
  readonly id: string
  readonly authoredOn: Instant
  readonly pathway: ReferringPathway
  readonly sharing: SharingLevel
  readonly concern: Concern
  /** Whom the service phones first; with that concern only. */
  readonly ringFirst?: RingFirst
  readonly messages?: boolean
  readonly toldBy?: ToldBy
  readonly mainCondition: NonNullable<ReferralAnswers['mainCondition']>
  readonly note?: NonNullable<ReferralAnswers['note']> & { readonly state: 'issued' | 'planned' }
  readonly requester: Omit<Clinician, 'profession'> & {
    readonly profession: Exclude<Clinician['profession'], 'unknown'>
  }
  /** Where the service replies. */
  readonly practice: Exclude<ClinicalContext['practice'], 'unknown'>
  readonly service: WorkWellService
}

/**
 * Context and validated answers to a whole Referral; each lack is named. `id` was minted when the draft began (decision 7). `issuedToday` is the
 * record's own note of today.
 */
export function completeReferral(
  id: string,
  context: ClinicalContext,
  answers: ReferralAnswers,
  service: WorkWellService,
  now: Instant,
  issuedToday: FitNote | undefined,
): Result<Referral, Missing[]> {
  const { sharing, pathway, mainCondition } = answers
  const note = noteOf(answers, issuedToday)
  const { clinician, practice } = withStated(context, answers.stated)
  const profession = professionOf(clinician, answers)
  const ring = holdsContactBack(answers.concern) ? ringFirst(answers.ring, clinician.name, practice) : undefined
  const missing: (Missing | false)[] = [
    clinician.name === 'unknown' && 'REQUESTER',
    profession === undefined && 'PROFESSION',
    practice === 'unknown' && 'PRACTICE',
    !answers.reachable && 'CONTACT_DETAILS',
    holdsContactBack(answers.concern) && ring === undefined && 'RING_NUMBER',
    (sharing === 'none' || sharing === 'unanswered') && 'AGREEMENT',
  ]
  const lacks = missing.filter(each => each !== false)
  if (lacks.length > 0 || profession === undefined || practice === 'unknown') return fail(lacks)
  if (sharing === 'none' || sharing === 'unanswered') return fail(lacks)
  if (!isReferring(pathway) || mainCondition === undefined || answers.concern === 'unanswered')
    return fail(['AGREEMENT'])
  return ok({
    id,
    authoredOn: now,
    pathway,
    sharing,
    concern: answers.concern,
    ...(ring && { ringFirst: ring }),
    ...(answers.messages === undefined ? {} : { messages: answers.messages }),
    ...(answers.toldBy && { toldBy: answers.toldBy }),
    mainCondition,
    ...(note && { note }),
    requester: { ...clinician, profession },
    practice,
    service,
  })
}

/** The note that goes with the referral: the one that is written today, or the one that the record shows to have been issued today all the same. */
function noteOf({ pathway, note }: ReferralAnswers, issuedToday: FitNote | undefined): Referral['note'] {
  if (pathway === 'note-and-refer' && note) {
    // Only a note that the record holds with this very advice is said to have been issued.
    const isIssued =
      issuedToday?.issue === 'issued' && (issuedToday.advice === 'unknown' || issuedToday.advice === note.advice)
    return { ...note, state: isIssued ? 'issued' : 'planned' }
  }
  const told = pathway === 'refer' ? tellable(issuedToday) : undefined
  if (told === undefined) return undefined
  const { advice, period, adjustments } = told
  return { advice, ...(period === 'unknown' ? {} : period), adjustments, state: 'issued' }
}

/** The record's word on the profession wins; only where it is silent does the clinician's own answer count (decision 13). */
function professionOf(clinician: Clinician, answers: ReferralAnswers): Referral['requester']['profession'] | undefined {
  if (clinician.profession !== 'unknown') return clinician.profession
  return answers.profession ? { is: answers.profession, from: 'self-declared' } : undefined
}
