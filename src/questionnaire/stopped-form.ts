import type { Questionnaire } from 'fhir/r4.js'
import type { TimeBudget } from './fhir-path.ts'
import { type Problem, walkItems } from './items.ts'
import { questionName } from './question-name.ts'

/**
 * Why the work on a form was stopped, with the first item that has the expression (an empty linkId: the form itself), or `undefined`
 * where it was not. What came out of a form that was stopped is not the whole answer.
 */
export function stoppedForm(questionnaire: Questionnaire, { stopped }: TimeBudget): Problem | undefined {
  if (stopped === undefined) return undefined
  const { text, expression } = stopped
  const at = [...walkItems(questionnaire.item)].find(({ item }) => holds(item.extension, expression))
  const linkId = at?.item.linkId ?? ''
  return { linkId, text: `${at === undefined ? 'The form' : questionName(at.place, at.item)}: ${text}` }
}

interface Part {
  readonly extension?: readonly Part[] | undefined
  readonly valueExpression?: { readonly expression?: string | undefined } | undefined
  readonly valueString?: string | undefined
}

const holds = (parts: readonly Part[] | undefined, expression: string | undefined): boolean =>
  expression !== undefined &&
  (parts ?? []).some(
    each =>
      each.valueExpression?.expression === expression ||
      each.valueString === expression ||
      holds(each.extension, expression),
  )
