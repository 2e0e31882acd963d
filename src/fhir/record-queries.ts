import { ADJUSTMENT_CODES, ISSUE_CODES, MED3_DOCUMENTS } from './fit-note-codes.ts'
import { CS } from './systems.ts'

const tokens = (system: string, codes: readonly string[]): string => codes.map(code => `${system}|${code}`).join(',')

/** Search tokens for the fit notes that a record may hold as Observations, in every shape that can be read back. */
const FIT_NOTE_OBSERVATIONS = [
  tokens(CS.snomed, [...Object.keys(ISSUE_CODES), ...Object.keys(ADJUSTMENT_CODES)]),
  tokens(CS.observation, ['fitness-for-work-advice', 'recommended-adjustment']),
].join(',')

/** The searches of a consultation, as they go to the EHR: type and parameters. */
export const recordSearches = (patient: string, practitioner: string) =>
  ({
    roles: ['PractitionerRole', { practitioner }],
    conditions: ['Condition', { patient, 'clinical-status': 'active,recurrence,relapse' }],
    /** A status is not always said; where a server cannot look for that, all problems are asked for. */
    conditionsWithoutStatus: ['Condition', { patient, 'clinical-status:missing': 'true' }],
    allConditions: ['Condition', { patient }],
    observations: ['Observation', { patient, code: FIT_NOTE_OBSERVATIONS }],
    documents: ['DocumentReference', { patient, type: tokens(CS.snomed, MED3_DOCUMENTS) }],
    referrals: ['ServiceRequest', { patient, category: tokens(CS.category, ['workwell-referral']) }],
  }) as const
