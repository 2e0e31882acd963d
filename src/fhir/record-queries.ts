import { ADJUSTMENT_CODES, ISSUE_CODES, MED3_DOCUMENTS } from './fit-note-codes.ts'
import { CS } from './systems.ts'

const tokens = (system: string, codes: readonly string[]): string => codes.map(code => `${system}|${code}`).join(',')

/** Search tokens for the fit notes that a record may hold as Observations, in every shape that can be read back. */
export const FIT_NOTE_OBSERVATIONS = [
  tokens(CS.snomed, [...Object.keys(ISSUE_CODES), ...Object.keys(ADJUSTMENT_CODES)]),
  tokens(CS.observation, ['fitness-for-work-advice', 'recommended-adjustment']),
].join(',')

export const MED3_DOCUMENT_TYPES = tokens(CS.snomed, MED3_DOCUMENTS)

export const WORKWELL_CATEGORY = tokens(CS.category, ['workwell-referral'])
