import type { Coding, Condition } from 'fhir/r4.js'
import { addDays, type LocalDate } from '../../domain/local-date.ts'
import { CS } from '../../fhir/systems.ts'
import type { ProblemCase } from './patient-case.ts'
import { problemNamed } from './problems.ts'

const READ_V2 = 'http://read.info/readv2'
const PRECISION_LENGTH = { year: 4, month: 7, day: 10 } as const

function codings({ problem, coded = 'icd10' }: ProblemCase): Coding[] {
  const { icd10, read } = problemNamed(problem)
  return [
    ...(icd10 && coded.startsWith('icd10') ? [{ system: CS.icd10, code: icd10[0], display: icd10[1] }] : []),
    ...(read && coded.endsWith('read') ? [{ system: READ_V2, code: read[0], display: read[1] }] : []),
  ]
}

/** A problem of the record. An entry made in error has no clinical status (FHIR invariant con-5). */
export function condition(id: string, patient: string, today: LocalDate, entry: ProblemCase): Condition {
  const { sinceDaysAgo, precision = 'day', clinical = 'active', verification = 'confirmed' } = entry
  const coding = codings(entry)
  const since = sinceDaysAgo === undefined ? undefined : addDays(today, -sinceDaysAgo)
  return {
    resourceType: 'Condition',
    id,
    ...(verification !== 'entered-in-error' && {
      clinicalStatus: { coding: [{ system: CS.conditionClinical, code: clinical }] },
    }),
    verificationStatus: { coding: [{ system: CS.conditionVerification, code: verification }] },
    category: [{ coding: [{ system: CS.conditionCategory, code: 'problem-list-item', display: 'Problem List Item' }] }],
    code: { ...(coding.length > 0 && { coding }), text: problemNamed(entry.problem).term },
    subject: { reference: `Patient/${patient}` },
    ...(since !== undefined && {
      onsetDateTime: since.slice(0, PRECISION_LENGTH[precision]),
      recordedDate: precision === 'year' ? since.slice(0, 7) : since,
    }),
  }
}
