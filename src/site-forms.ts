import type { Questionnaire } from 'fhir/r4.js'
import type { Problem } from './questionnaire/items.ts'
import { tryForm } from './questionnaire/try-form.ts'
import { unfilledForm } from './questionnaire/unfilled-form.ts'

/**
 * The services' own questions as they are asked, by service id. A form that passes a limit when it is filled in for nobody would hold up
 * everybody at each page, so its questions are asked without it; `tell` hears of it, and nobody's referral is stopped (hazard H23).
 */
export async function askableForms(
  forms: ReadonlyMap<string, Questionnaire>,
  tell: (service: string, problem: Problem) => void,
): Promise<ReadonlyMap<string, Questionnaire>> {
  const asked = new Map<string, Questionnaire>()
  for (const [service, form] of forms) {
    const problem = await tryForm(form)
    if (problem !== undefined) tell(service, problem)
    asked.set(service, problem === undefined ? form : unfilledForm(form))
  }
  return asked
}
