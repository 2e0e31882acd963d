import type { Patient } from 'fhir/r4.js'
import type { PatientCase, PersonCase } from '../../src/sandbox/patients/patient-case.ts'

/** One row of the table: who comes with what in the record, what is answered, and what must be seen, sent and kept back. */
export interface Scenario {
  /** What a clinician would call it; a failure says it first. */
  readonly row: string
  /** The day of the consultation; Thursday 3 September 2026 unless said otherwise. Days of the record count back from it. */
  readonly on?: string
  /** A GP unless said otherwise. */
  readonly clinician?: 'gp' | 'nurse' | 'physiotherapist' | 'occupational-therapist' | 'pharmacist' | 'podiatrist'
  readonly person?: Partial<PersonCase>
  readonly problems?: PatientCase['problems']
  readonly notes?: PatientCase['notes']
  readonly earlierReferral?: PatientCase['earlierReferral']
  /** What the case language has no word for. */
  readonly patient?: Partial<Patient>
  /** How the record system misbehaves in this launch. */
  readonly fault?: string
  /** A consultation that came before, with these answers. */
  readonly before?: Answers
  readonly first?: Seen
  readonly answers?: Answers
  /** The page that the answers lead to, and what it says. */
  readonly after?: Seen & { readonly page: 'check' | 'asked again' | 'nothing sent' | 'pause' | 'stays closed' }
  /** "Managed, still refer" is pressed on the pause page. */
  readonly managed?: true
  /** It is sent: what of it reaches the service, and what must not. */
  readonly sent?: { readonly leaves?: readonly string[]; readonly stays?: readonly string[] }
}

export interface Seen {
  readonly says?: readonly string[]
  readonly saysNot?: readonly string[]
}

/** Choices by the words on the screen; text by what is typed. */
export interface Answers {
  readonly for?: string
  readonly condition?: string
  readonly work?: string
  readonly safe?: string
  readonly share?: string
  readonly profession?: string
  readonly evidence?: string
  readonly advice?: string
  readonly service?: string
  readonly typed?: Readonly<Record<string, string>>
}

export const FIELDS = {
  for: 'pathway',
  condition: 'main-condition',
  work: 'work-status',
  safe: 'concern',
  share: 'sharing',
  profession: 'profession',
  evidence: 'evidence',
  advice: 'note-advice',
  service: 'service',
} as const

export const REFER = 'Refer to WorkWell, no fit note today'
export const NOTE_AND_REFER = 'Fit note today and refer to WorkWell'
export const NOTE_LATER = 'Fit note today, WorkWell perhaps later'
export const NOTE_ONLY = 'Fit note only'
export const NEITHER = 'No fit note and no referral'

/** The five taps of the usual case. */
export const USUAL: Answers = {
  for: REFER,
  condition: 'Muscles, bones or joints',
  work: 'Employed, off sick',
  safe: 'Nothing known',
  share: 'Standard',
}

export const usual = (parts: Answers): Answers => ({ ...USUAL, ...parts })

type Note = NonNullable<PatientCase['notes']>[number]

/** A fit note of the GP system, not fit for work, with its first day and its length. */
export const notFit = (fromDaysAgo: number, lasting: number): Note => ({
  shape: 'emed3',
  entry: 'not-fit',
  says: 'period',
  days: { fromDaysAgo, lasting },
})
export const mayBeFit = (fromDaysAgo: number, lasting: number): Note => ({
  shape: 'emed3',
  entry: 'may-be-fit',
  says: 'period',
  days: { fromDaysAgo, lasting },
})
