import type { Instant, LocalDate } from './local-date.ts'

export type FitNoteAdvice = 'not-fit' | 'may-be-fit'

export const ADJUSTMENTS = ['phased-return', 'amended-duties', 'altered-hours', 'workplace-adaptations'] as const
export type Adjustment = (typeof ADJUSTMENTS)[number]

/** Days of a fit note: both inclusive (hazard H19). */
export interface Period {
  readonly from: LocalDate
  readonly to: LocalDate
}

/** Why dates that stand in the record make no period. None of them is mended by a guess. */
export type PeriodLack = 'no-start' | 'no-end' | 'not-a-day' | 'ends-before-it-begins' | 'too-long' | 'not-yet-written'

export type LengthUnit = 'day' | 'week' | 'month'

/** How long a note is for, where the record gives that apart from its days. No day is worked out from it. */
export interface NoteLength {
  readonly value: number
  readonly unit: LengthUnit
}

/** One earlier or today's fit note, whatever shape the record holds it in. What the record does not say stays unknown. */
export interface FitNote {
  /** Where it stands in the record, e.g. `Observation/123`. */
  readonly source: string
  /** The day it was recorded or issued, if the record says. */
  readonly recordedOn: LocalDate | 'unknown'
  readonly advice: FitNoteAdvice | 'unknown'
  /** Both days inclusive. An end date is never derived from the issue date. */
  readonly period: Period | 'unknown'
  /** What is wrong with the dates that the record gives, where the period is unknown in spite of them. */
  readonly periodLack?: PeriodLack
  /** Where the period is unknown. */
  readonly lasts?: NoteLength
  readonly adjustments: readonly Adjustment[]
  readonly issue: 'issued' | 'duplicate' | 'draft'
  readonly issuedAt?: Instant
}

export const ADVICE_NAMES: Record<FitNoteAdvice, string> = {
  'not-fit': 'Not fit for work',
  'may-be-fit': 'May be fit for work',
}

export const ADJUSTMENT_NAMES: Record<Adjustment, string> = {
  'phased-return': 'Phased return to work',
  'amended-duties': 'Amended duties',
  'altered-hours': 'Altered hours',
  'workplace-adaptations': 'Workplace adaptations',
}
