import { ADJUSTMENT_CODES, ISSUE_CODES, MED3_DOCUMENTS } from './fit-note-codes.ts'
import {
  CTV3_ADJUSTMENT_CODES,
  CTV3_ISSUE_CODES,
  CTV3_LENGTH_CODES,
  CTV3_OTHER_CERTIFICATES,
  READ_V2_ISSUE_CODES,
} from './fit-note-read-codes.ts'
import { FIT_NOTE_TEXTS } from './fit-note-text.ts'
import { CS } from './systems.ts'

const tokens = (system: string, codes: readonly string[]): string => codes.map(code => `${system}|${code}`).join(',')

const codesOf = (...tables: readonly Readonly<Record<string, unknown>>[]): string[] => tables.flatMap(Object.keys)

/** Search tokens for the fit notes that a record may hold as Observations, in every shape that can be read back. */
const FIT_NOTE_OBSERVATIONS = [
  tokens(CS.snomed, codesOf(ISSUE_CODES, ADJUSTMENT_CODES)),
  tokens(CS.observation, ['fitness-for-work-advice', 'recommended-adjustment']),
].join(',')

/** In a search of its own: one list of all codes would be longer than the 2,048 characters that some servers take of an address. */
const READ_CODED_NOTES = [
  tokens(CS.ctv3, codesOf(CTV3_ISSUE_CODES, CTV3_ADJUSTMENT_CODES, CTV3_LENGTH_CODES, CTV3_OTHER_CERTIFICATES)),
  tokens(CS.readV2, codesOf(READ_V2_ISSUE_CODES)),
].join(',')

/** Where a server cannot look for codes: headings under which a note may stand. Results and measurements are left alone. */
const NOTE_CATEGORIES = tokens(CS.observationCategory, [
  'social-history',
  'survey',
  'exam',
  'procedure',
  'therapy',
  'activity',
])

/** The searches of a consultation, as they go to the EHR: type and parameters. */
export const recordSearches = (patient: string, practitioner: string) =>
  ({
    roles: ['PractitionerRole', { practitioner }],
    conditions: ['Condition', { patient, 'clinical-status': 'active,recurrence,relapse' }],
    /** A status is not always said; where a server cannot look for that, all problems are asked for. */
    conditionsWithoutStatus: ['Condition', { patient, 'clinical-status:missing': 'true' }],
    observations: ['Observation', { patient, code: FIT_NOTE_OBSERVATIONS }],
    observationsReadCoded: ['Observation', { patient, code: READ_CODED_NOTES }],
    documents: ['DocumentReference', { patient, type: tokens(CS.snomed, MED3_DOCUMENTS) }],
    documentsByText: ['DocumentReference', { patient, 'type:text': FIT_NOTE_TEXTS.join(',') }],
    referrals: ['ServiceRequest', { patient, category: tokens(CS.category, ['workwell-referral']) }],
  }) as const

/** What is asked for instead, where a server refuses one of those. */
export const insteadOf = (patient: string) =>
  ({
    conditionsWithoutStatus: ['Condition', { patient }],
    observations: ['Observation', { patient, category: NOTE_CATEGORIES }],
    allObservations: ['Observation', { patient }],
    documents: ['DocumentReference', { patient }],
  }) as const
