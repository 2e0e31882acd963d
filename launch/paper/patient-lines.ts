import type { PatientSummary } from '../../src/domain/clinical-context.ts'
import { displayDate } from '../../src/domain/local-date.ts'
import { displayNhsNumber } from '../../src/domain/nhs-number.ts'
import type { PaperLine } from './paper-line.ts'

const MISSING = 'Missing from the record'

/** Whom a paper is about (hazard H01): the banner is of the screen and is not printed on a paper. What is missing is said to be missing. */
export const patientLines = ({ name, birthDate, nhsNumber }: PatientSummary): PaperLine[] => [
  { element: 'name', label: 'Patient', said: name.trim() || MISSING },
  { element: 'birth-date', label: 'Date of birth', said: birthDate === 'unknown' ? MISSING : displayDate(birthDate) },
  { element: 'nhs-number', label: 'NHS number', said: numberWords(nhsNumber) },
]

function numberWords(number: PatientSummary['nhsNumber']): string {
  if (number === 'missing') return MISSING
  return number === 'invalid' ? 'Not valid in the record' : displayNhsNumber(number)
}
