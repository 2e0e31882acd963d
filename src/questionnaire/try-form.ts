import type { Questionnaire } from 'fhir/r4.js'
import { withAnswerExpressions } from './answer-expressions.ts'
import { timeBudget } from './fhir-path.ts'
import { responseFromForm } from './form-body.ts'
import type { Problem } from './items.ts'
import { populate } from './populate.ts'
import { stoppedForm } from './stopped-form.ts'

/**
 * Fills in a form for nobody and reads it back, and says which limit it passes over that, or `undefined`: what is too much without a
 * record does not get less with one. A form that passes none here has the same limits in front of a patient.
 */
export async function tryForm(questionnaire: Questionnaire): Promise<Problem | undefined> {
  const budget = timeBudget()
  const base = { authored: '2026-01-01T00:00:00Z' }
  try {
    const form = withAnswerExpressions(questionnaire, {}, base.authored, budget)
    const { response } = await populate(form, { launch: {}, budget }, base)
    responseFromForm(form, {}, { ...base, previous: response, budget })
  } catch {
    return { linkId: '', text: 'The form: it cannot be filled in.' }
  }
  return stoppedForm(questionnaire, budget)
}
