import type { FhirResource, Questionnaire, QuestionnaireItem, QuestionnaireResponse } from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'
import { answerFromValue } from './answer-from-value.ts'
import { type Answer, answerValue } from './answer-value.ts'
import { evaluateFhirPath } from './fhir-path.ts'
import { type FormNode, formTree } from './form-tree.ts'
import { extensionOf } from './item-properties.ts'
import type { Problem } from './items.ts'
import { newResponse, type ResponseBase } from './new-response.ts'
import { optionsOf } from './options.ts'
import { launchNames, type RunQuery, type Surroundings, usesFailed, withVariables } from './populate-variables.ts'
import { responseItems } from './response-items.ts'

export interface PopulateContext {
  /** What the launch brought, by the names of SDC launchContext: patient, encounter, user ... */
  readonly launch: Readonly<Record<string, FhirResource | undefined>>
  /** Values by name for `%name`, for what the caller has read already. */
  readonly variables?: Readonly<Record<string, unknown>>
  /** Runs `application/x-fhir-query` variables with the clinician's rights; without it such a variable has failed. */
  readonly query?: RunQuery
}

export interface Populated {
  readonly response: QuestionnaireResponse
  /** Prefill that did not work, each on its item. */
  readonly problems: Problem[]
  /** Items whose answer came out of the record (not a fixed initial value): shown as such. */
  readonly prefilled: ReadonlySet<string>
}

/** SDC population: initial values and initialExpressions. What fails is told on its item and never blocks. */
export async function populate(
  questionnaire: Questionnaire,
  context: PopulateContext,
  base: ResponseBase,
): Promise<Populated> {
  const answers = new Map<string, readonly Answer[]>()
  const problems: Problem[] = []
  const prefilled = new Set<string>()

  async function fill(nodes: readonly FormNode[], above: Surroundings): Promise<void> {
    for (const { key, item, children } of nodes) {
      const here = await withVariables(above, item.extension, context.query)
      const found = fromExpression(questionnaire, item, here)
      if (found.problem !== undefined) problems.push({ linkId: key, text: found.problem })
      const fromRecord = found.answers.length > 0
      answers.set(key, fromRecord ? found.answers : initialAnswers(questionnaire, item))
      if (fromRecord && speaksOfRecord(item)) prefilled.add(key)
      await fill(children, here)
    }
  }

  const tree = formTree(questionnaire)
  const resource = newResponse(questionnaire, base)
  const names = {
    ...launchNames(questionnaire.extension, context.launch),
    ...context.variables,
    questionnaire,
    resource,
  }
  const start: Surroundings = { environment: names, failed: new Set() }
  await fill(tree, await withVariables(start, questionnaire.extension, context.query))
  const item = responseItems(tree, node => answers.get(node.key) ?? [])
  return { response: newResponse(questionnaire, base, item), problems, prefilled }
}

const expressionOf = (item: QuestionnaireItem) => extensionOf(item, EXT.initialExpression)?.valueExpression

/** `today()` fills an item, but not from the record. */
const speaksOfRecord = (item: QuestionnaireItem): boolean => expressionOf(item)?.expression?.includes('%') === true

function fromExpression(
  questionnaire: Questionnaire,
  item: QuestionnaireItem,
  { environment, failed }: Surroundings,
): { readonly answers: readonly Answer[]; readonly problem?: string } {
  const found = expressionOf(item)
  if (found === undefined) return { answers: [] }
  const { language, expression = '' } = found
  if (usesFailed(expression, failed)) {
    return { answers: [], problem: 'This could not be read from the record. Please fill it in.' }
  }
  const result =
    language === 'text/fhirpath' ? evaluateFhirPath(expression, environment.resource, environment) : undefined
  if (result?.ok !== true) {
    return { answers: [], problem: 'This could not be filled in from the record. Please fill it in.' }
  }
  const wanted = item.repeats === true ? result.values : result.values.slice(0, 1)
  const answers = wanted.flatMap(value => answerFromValue(questionnaire, item, value) ?? [])
  return answers.length < wanted.length
    ? { answers, problem: 'What the record says does not fit this question. Please check it.' }
    : { answers }
}

function initialAnswers(questionnaire: Questionnaire, item: QuestionnaireItem): readonly Answer[] {
  const selected = optionsOf(questionnaire, item).filter(option => option.selected)
  const initial = (item.initial ?? []).filter(each => answerValue(each) !== undefined)
  const all: readonly Answer[] = initial.length > 0 ? initial : selected.map(option => option.answer)
  return item.repeats === true ? all : all.slice(0, 1)
}
