import type { Instant, LocalDate } from './local-date.ts'

export type FitNoteAdvice = 'not-fit' | 'may-be-fit'

export const ADJUSTMENTS = ['phased-return', 'amended-duties', 'altered-hours', 'workplace-adaptations'] as const
export type Adjustment = (typeof ADJUSTMENTS)[number]

/** One earlier or today's fit note, whatever shape the record holds it in. What the record does not say stays unknown. */
export interface FitNote {
  /** Where it stands in the record, e.g. `Observation/123`. */
  readonly source: string
  /** The day it was recorded or issued, if the record says. */
  readonly recordedOn: LocalDate | 'unknown'
  readonly advice: FitNoteAdvice | 'unknown'
  /** Both days inclusive. An end date is never derived from the issue date. */
  readonly period: { readonly from: LocalDate; readonly to: LocalDate } | 'unknown'
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
