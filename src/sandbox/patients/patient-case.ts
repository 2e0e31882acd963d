import type { HumanName, Patient } from 'fhir/r4.js'
import type { Adjustment, FitNoteAdvice } from '../../domain/fit-note.ts'
import type { ProblemName } from './problems.ts'

/** Days before today; negative lies ahead. */
type DaysAgo = number

export interface PersonCase {
  readonly names: readonly HumanName[]
  readonly gender: Patient['gender']
  readonly age: number
  /** Verified unless said otherwise. `unavailable` says why there is none, `absent` does not. */
  readonly nhsNumber?:
    | 'verified'
    | 'verified-in-retired-codes'
    | 'not-traced'
    | 'fails-check'
    | 'unavailable'
    | 'absent'
  readonly ethnicity?: { readonly codes: 'current' | 'retired'; readonly code: string; readonly display: string }
  readonly phones?: readonly PhoneCase[]
  readonly email?: boolean
  readonly addresses?: readonly AddressCase[]
  readonly language?: { readonly code: string; readonly display: string; readonly interpreter: boolean }
  readonly partner?: { readonly name: HumanName; readonly holdsThePhone: boolean }
  readonly practice?: 'practice-demo' | 'practice-other'
  readonly diedDaysAgo?: DaysAgo
  readonly restricted?: boolean
  /** The slug of the record that replaced this one. */
  readonly replacedBy?: string
}

export interface PhoneCase {
  readonly kind: 'mobile' | 'home' | 'work' | 'old mobile'
  readonly rank?: number
  readonly endedDaysAgo?: DaysAgo
}

export type AddressCase =
  | { readonly use: 'home' | 'temp' | 'old'; readonly endedDaysAgo?: DaysAgo; readonly elsewhere?: boolean }
  | { readonly use: 'no-fixed-abode' }

export interface ProblemCase {
  readonly problem: ProblemName
  readonly sinceDaysAgo?: DaysAgo
  /** How exactly the record knows the day; GP records often hold only the month or the year. */
  readonly precision?: 'day' | 'month' | 'year'
  readonly clinical?: 'active' | 'inactive' | 'resolved'
  readonly verification?: 'confirmed' | 'refuted' | 'entered-in-error'
  readonly coded?: 'icd10' | 'icd10-and-read' | 'read' | 'text'
}

export type Emed3Entry =
  | 'not-fit'
  | 'may-be-fit'
  | 'by-hand-not-fit'
  | 'by-hand-may-be-fit'
  | 'duplicate-not-fit'
  | 'duplicate-may-be-fit'

/** Those of the built-in clinicians who may certify. */
export type IssuerKey = 'gp' | 'nurse' | 'pharmacist' | 'physiotherapist' | 'occupational-therapist'

interface Days {
  readonly fromDaysAgo: DaysAgo
  /** Both the first and the last day count. */
  readonly lasting: number
}

/** The shapes in which records hold a fit note. */
export type NoteCase =
  | {
      readonly shape: 'emed3'
      readonly entry: Emed3Entry
      readonly says: 'period'
      readonly days: Days
      readonly issuedBy?: IssuerKey
    }
  | { readonly shape: 'emed3'; readonly entry: Emed3Entry; readonly says: 'issue-day'; readonly issuedDaysAgo: DaysAgo }
  | { readonly shape: 'emed3'; readonly entry: Emed3Entry; readonly says: 'nothing' }
  | {
      readonly shape: 'document'
      readonly issuedDaysAgo: DaysAgo
      readonly days?: Days
      readonly from?: string
      /** Its type in these words alone, without a code. */
      readonly typedAs?: string
    }
  | {
      readonly shape: 'ctv3'
      readonly code: string
      readonly term: string
      readonly recordedDaysAgo: DaysAgo
      /** How long the certificate is for, as an entry of its own. */
      readonly weeks?: number
    }
  | {
      readonly shape: 'own'
      readonly advice: FitNoteAdvice
      readonly days: Days
      readonly adjustments: readonly Adjustment[]
      readonly issuedBy?: IssuerKey
    }

/** One patient as data: days are counted back from today, so that the case is as fresh tomorrow. */
export interface PatientCase {
  readonly slug: string
  readonly scenario: string
  readonly person: PersonCase
  /** Seen in the room (AMB), by telephone or video (VR), or not at all today. */
  readonly seen?: 'AMB' | 'VR' | 'not-today'
  readonly problems?: readonly ProblemCase[]
  readonly notes?: readonly NoteCase[]
  readonly earlierReferral?: { readonly status: 'active' | 'completed'; readonly sentDaysAgo: DaysAgo }
}
