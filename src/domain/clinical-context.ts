import type { Clinician } from './clinician.ts'
import type { FitNote } from './fit-note.ts'
import type { GatewayFailureCode } from './gateway-failure.ts'
import type { Instant, LocalDate } from './local-date.ts'
import type { NhsNumber } from './nhs-number.ts'
import type { OtherCertificate } from './other-certificate.ts'
import type { ReferralStage } from './referral-status.ts'

/** The parts of the record that the first page reads, in the words it uses for a part that could not be read. */
export const RECORD_PARTS = {
  patient: 'Patient details',
  clinician: 'Your details',
  practice: 'Practice details',
  encounter: "Today's consultation",
  conditions: 'Problems',
  'fit-notes': 'Earlier fit notes',
  referrals: 'Earlier WorkWell referrals',
} as const
export type RecordPart = keyof typeof RECORD_PARTS

/** Earlier fit notes that may be there and could not be asked for, since the record system cannot search in that way. */
export const NOT_SEARCHED = ['NOTES_OUTSIDE_CATEGORIES', 'DOCUMENTS_WITHOUT_CODE'] as const
export type NotSearched = (typeof NOT_SEARCHED)[number]

/** A part of the record that is missing on this page: named to the clinician, never a silent blank. */
export interface ContextGap {
  readonly part: RecordPart
  readonly why: GatewayFailureCode | 'NOT_GRANTED' | 'NOT_UNDERSTOOD' | NotSearched
}

export const DECIDING_FACTS = {
  death: 'whether the patient has died',
  merge: 'whether this record is still the patient’s',
  restriction: 'whether the record is restricted',
  'birth-date': 'the date of birth',
  name: 'the name',
  'nhs-number': 'the NHS number',
} as const
export type DecidingFact = keyof typeof DECIDING_FACTS

export interface PatientSummary {
  /** The EHR's own id: repeated with every write (hazard H01). */
  readonly id: string
  readonly name: string
  readonly birthDate: LocalDate | 'unknown'
  readonly nhsNumber: NhsNumber | 'missing' | 'invalid'
  readonly gender: string | 'unknown'
  readonly postcode: string | 'unknown'
  /** An address of now that is marked temporary, in one line: it may be a refuge, and is used only where the clinician picks it (hazard H02). */
  readonly temporaryAddress?: string
  /** ODS code of the practice where the patient is registered. */
  readonly practiceCode: string | 'unknown'
  readonly deceased: boolean
  readonly restricted: boolean
  /** The record was merged into another, or is no longer in use. */
  readonly superseded: boolean
  /** What decides whether a referral may be made and could not be read: sending waits (hazard H01). */
  readonly unreadable: readonly DecidingFact[]
}

/** A code as the record has it, with the words that belong to the code, where the record says them. */
export interface RecordCoding {
  readonly system: string
  readonly code: string
  readonly display?: string
}

/** A problem that is not over, offered as a candidate for the main condition; never pre-selected (hazard H14). */
export interface HealthCondition {
  readonly source: string
  readonly term: string
  readonly coding: RecordCoding | 'uncoded'
  readonly since: LocalDate | 'unknown'
  /** The record does not say, or not in a code that is known, whether it is still active. */
  readonly statusUnknown?: true
}

export interface EarlierReferral {
  readonly referralId: string
  readonly sentOn: LocalDate | 'unknown'
  readonly open: boolean
  /** How it stood at its service when that was last asked, where this app sent it. */
  readonly lastSeen?: {
    readonly stage: ReferralStage
    readonly seenAt: Instant
    /** Since when its service's system has not got it. */
    readonly missingSince?: Instant | undefined
  }
}

/** What the record says about work and health, in one look. */
export interface ClinicalContext {
  readonly patient: PatientSummary
  readonly clinician: Clinician
  readonly practice:
    | {
        readonly name: string
        readonly odsCode: string | 'unknown'
        readonly phone: string | 'unknown'
        /** A practice that only the clinician named is where the service replies, and nothing else. */
        readonly from: 'record' | 'self-declared'
      }
    | 'unknown'
  readonly conditions: readonly HealthCondition[]
  readonly fitNotes: readonly FitNote[]
  readonly otherCertificates: readonly OtherCertificate[]
  readonly referrals: readonly EarlierReferral[]
  readonly gaps: readonly ContextGap[]
}
