import type { Questionnaire, QuestionnaireItem, QuestionnaireItemAnswerOption } from 'fhir/r4.js'
import { z } from 'zod'
import type { Instant } from '../domain/local-date.ts'
import { EXT } from '../fhir/systems.ts'
import { underOneLimit } from './asking.ts'
import { coding } from './element-schemas.ts'
import { type Environment, type TimeBudget, timeBudget } from './fhir-path.ts'
import { extensionOf } from './item-properties.ts'
import { evaluateIn, launchNames, type Surroundings, withFhirPathVariables } from './variables.ts'

const option = z.union([
  coding.transform(valueCoding => ({ valueCoding })),
  z.object({ coding: z.array(coding).min(1) }).transform(({ coding: [valueCoding] }) => ({ valueCoding })),
  z.int().transform(valueInteger => ({ valueInteger })),
  z.string().transform(valueString => ({ valueString })),
])

/**
 * The Questionnaire with the options that its SDC answerExpressions find (in the record, in contained resources), so that from
 * here on they are options like any other. One that cannot be worked out leaves the item as it was.
 */
export function withAnswerExpressions(
  questionnaire: Questionnaire,
  known: Environment,
  at: Instant,
  budget: TimeBudget = timeBudget(),
): Questionnaire {
  if (!hasAny(questionnaire.item)) return questionnaire
  return underOneLimit(budget, () => withFound(questionnaire, known, at, budget))
}

function withFound(questionnaire: Questionnaire, known: Environment, at: Instant, budget: TimeBudget): Questionnaire {
  const environment = { ...launchNames(questionnaire.extension, known), questionnaire, resource: questionnaire }
  const start: Surroundings = { environment, failed: new Set(), budget, at }
  const root = withFhirPathVariables(start, questionnaire.extension, {})
  const resolve = (item: QuestionnaireItem, above: Surroundings): QuestionnaireItem => {
    const here = withFhirPathVariables(above, item.extension, {})
    const below = item.item?.map(each => resolve(each, here))
    return { ...item, ...found(item, here), ...(below === undefined ? {} : { item: below }) }
  }
  return { ...questionnaire, item: (questionnaire.item ?? []).map(each => resolve(each, root)) }
}

const hasAny = (items: readonly QuestionnaireItem[] | undefined): boolean =>
  (items ?? []).some(item => extensionOf(item, EXT.answerExpression) !== undefined || hasAny(item.item))

function found(item: QuestionnaireItem, here: Surroundings): { answerOption?: QuestionnaireItemAnswerOption[] } {
  const expression = extensionOf(item, EXT.answerExpression)?.valueExpression
  const result = expression === undefined ? undefined : evaluateIn(here, expression, {})
  if (result?.ok !== true || result.values.length === 0) return {}
  return { answerOption: result.values.flatMap(value => option.safeParse(value).data ?? []) }
}
