import type { Clinician } from './clinician.ts'
import type { Adjustment, FitNote, FitNoteAdvice } from './fit-note.ts'
import type { LocalDate } from './local-date.ts'

export const ASSESSMENTS = ['face-to-face', 'telephone', 'video', 'written-report', 'none'] as const
export type Assessment = (typeof ASSESSMENTS)[number]

/** Where the clinician works today, as far as it bears on who should issue the note. */
export const SETTINGS = ['general-practice', 'hospital', 'community-pharmacy', 'other'] as const
export type Setting = (typeof SETTINGS)[number]

/** What the note is asked for besides sickness: none of these is a reason for a fit note. */
export const PURPOSES = [
  'fit-to-return',
  'hospital-team',
  'school-or-exam',
  'isolation',
  'not-medical',
  'cannot-adapt',
  'late-pregnancy',
  'lost-note',
] as const
export type Purpose = (typeof PURPOSES)[number]

/** Work at which a lapse could injure somebody; asked before any "may be fit" advice (hazard H08). */
export const SAFETY_CRITICAL = ['none', 'driving', 'heights', 'machinery', 'other-risk'] as const
export type SafetyCritical = (typeof SAFETY_CRITICAL)[number]

/** A note that is being written: form Med3 04/22 field by field, and what its rules ask besides. All of it may be missing. */
export interface FitNoteDraft {
  readonly assessedOn?: LocalDate
  readonly assessment?: Assessment
  readonly reportBy?: string
  readonly condition?: string
  /** The words for the note where the precise condition would harm the patient; the record keeps the precise one. */
  readonly lessPrecise?: string
  readonly wantsLessPrecise: boolean
  readonly advice?: FitNoteAdvice
  readonly adjustments: readonly Adjustment[]
  readonly comments?: string
  readonly from?: LocalDate
  readonly to?: LocalDate
  readonly indefinite: boolean
  readonly reassess?: 'will' | 'will-not'
  readonly safetyCritical: readonly SafetyCritical[]
  readonly setting?: Setting
  readonly purposes: readonly Purpose[]
  /** The first day off sick, where it lies before the note. */
  readonly offSince?: LocalDate
  /** Why the clinician goes on in spite of a warning. */
  readonly reason?: string
}

/** What the record knows, for the rules: today is the day in London, and the date of the statement. */
export interface NoteSituation {
  readonly today: LocalDate
  readonly notes: readonly FitNote[]
  /** Not all of the earlier notes could be read. */
  readonly historyIncomplete: boolean
  readonly age: number | 'unknown'
  readonly profession: Clinician['profession']
}

/**
 * A rule only ever warns: no note is blocked or delayed (hazards H05, H06). A soft stop asks for a reason; a hint tells what is
 * easily overlooked.
 */
export interface NoteWarning {
  readonly rule: string
  readonly weight: 'soft-stop' | 'warning' | 'hint'
  readonly text: string
  /** Where the rule stands, for those who want to look it up. */
  readonly source: string
}

export type NoteRule = (draft: FitNoteDraft, situation: NoteSituation) => Omit<NoteWarning, 'rule'> | undefined
