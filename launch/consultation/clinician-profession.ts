import type { QuestionnaireResponse } from 'fhir/r4.js'
import { type Clinician, PROFESSIONS } from '../../src/domain/clinician.ts'
import { allAnswers } from '../../src/fhir/read-answers.ts'
import type { Consultation } from './consultation-of.ts'

/**
 * Who is signed in, asked once: the record's word, else what the clinician said in any form of this consultation, marked as said
 * by them (decision 13, hazard H07).
 */
export function professionIn(
  { context, answers }: Pick<Consultation, 'context' | 'answers'>,
  ...responses: readonly (QuestionnaireResponse | undefined)[]
): Clinician['profession'] {
  if (context.clinician.profession !== 'unknown') return context.clinician.profession
  const said = responses.map(each => allAnswers(each?.item ?? []).get('profession')?.[0]?.valueCoding?.code)
  const is = answers.profession ?? PROFESSIONS.find(each => said.includes(each))
  return is ? { is, from: 'self-declared' } : 'unknown'
}
