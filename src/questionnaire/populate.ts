import type {
  Bundle,
  FhirResource,
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
} from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'
import { answerFromValue } from './answer-from-value.ts'
import { type Answer, answerValue } from './answer-value.ts'
import { type Asking, answering } from './asking.ts'
import { type Environment, type TimeBudget, timeBudget } from './fhir-path.ts'
import { instanceKey, type Scope } from './form-tree.ts'
import { asksBeneathAnswers, extensionOf, repeatsAsWhole } from './item-properties.ts'
import type { Problem } from './items.ts'
import { newResponse, type ResponseBase } from './new-response.ts'
import { optionsOf } from './options.ts'
import { populationContexts } from './population-contexts.ts'
import { joined } from './response-items.ts'
import { settle } from './settle.ts'
import { evaluateIn, launchNames, type Surroundings, usesFailed, withVariables } from './variables.ts'

export type RunQuery = (query: string) => Promise<Bundle | undefined>

/** Items and answers that are filled in: repeating groups inside of each other multiply. */
const MOST_FILLED = 10_000

export interface PopulateContext {
  /** What the launch brought, by the names of SDC launchContext: patient, encounter, user ... */
  readonly launch: Readonly<Record<string, FhirResource | readonly FhirResource[] | undefined>>
  /** Values by name for `%name`, for what the caller has read already. */
  readonly variables?: Readonly<Record<string, unknown>>
  /** Runs `application/x-fhir-query` variables with the clinician's rights; without it such a variable has failed. */
  readonly query?: RunQuery
  readonly budget?: TimeBudget
}

export interface Populated {
  readonly response: QuestionnaireResponse
  /** Prefill that did not work, each on its item. */
  readonly problems: Problem[]
  /** Items whose answer came out of the record (not a fixed initial value): shown as such. */
  readonly prefilled: ReadonlySet<string>
  /** What expressions can speak of from now on, by name: the launch and what the form's queries found. */
  readonly known: Environment
}

/** SDC population: initial values, initialExpressions and population contexts. What fails is told on its item and never blocks. */
export async function populate(
  questionnaire: Questionnaire,
  context: PopulateContext,
  base: ResponseBase,
): Promise<Populated> {
  const budget = context.budget ?? timeBudget()
  return answering(
    budget,
    () => populated(questionnaire, context, base, budget),
    async query => {
      try {
        return (await context.query?.(query)) ?? 'failed'
      } catch {
        return 'failed'
      }
    },
  )
}

function* populated(
  questionnaire: Questionnaire,
  context: PopulateContext,
  base: ResponseBase,
  budget: TimeBudget,
): Asking<Populated> {
  const problems: Problem[] = []
  const prefilled = new Set<string>()
  let made = 0

  function* fill(
    items: readonly QuestionnaireItem[] | undefined,
    above: Surroundings,
    scope: Scope,
    isBelowSeveral: boolean,
  ): Asking<QuestionnaireResponseItem[]> {
    const filled: QuestionnaireResponseItem[] = []
    for (const item of items ?? []) {
      const found = yield* populationContexts(item, above)
      if (found.problem !== undefined) problems.push({ linkId: instanceKey(item.linkId, scope), text: found.problem })
      const isAnswer = asksBeneathAnswers(item)
      let index = 0
      for (const here of found.contexts) {
        const at = { group: item.linkId, index, ...(isAnswer ? { isAnswer } : {}) }
        const own = repeatsAsWhole(item) ? [...scope, at] : scope
        if (made > MOST_FILLED) {
          if (budget.stopped === undefined) problems.push({ linkId: instanceKey(item.linkId, own), text: TOO_MANY })
          budget.stopped ??= { text: `More than ${MOST_FILLED} items and answers would be filled in.` }
          break
        }
        const one = yield* fillOne(item, here, own, isBelowSeveral)
        if (one === undefined) continue
        filled.push(one)
        index += one.answer?.length ?? 1
      }
    }
    return joined(filled)
  }

  function* fillOne(
    item: QuestionnaireItem,
    above: Surroundings,
    scope: Scope,
    isBelowSeveral: boolean,
  ): Asking<QuestionnaireResponseItem | undefined> {
    const key = instanceKey(item.linkId, scope)
    const here = yield* withVariables(above, item.extension)
    const found = fromExpression(questionnaire, item, here, isBelowSeveral)
    if (found.problem !== undefined) problems.push({ linkId: key, text: found.problem })
    const fromRecord = found.answers.length > 0
    made += 1 + found.answers.length
    const [first, ...others] = fromRecord ? found.answers : initialAnswers(questionnaire, item)
    // What is asked beneath each answer is filled in beneath each.
    const apart = asksBeneathAnswers(item) ? others.map((_answer, index) => furtherOn(scope, index + 1)) : []
    if (fromRecord && speaksOfRecord(item))
      for (const place of [scope, ...apart]) prefilled.add(instanceKey(item.linkId, place))
    const beneath: QuestionnaireResponseItem[][] = []
    for (const place of [scope, ...apart])
      beneath.push(yield* fill(item.item, here, place, isBelowSeveral || apart.length > 0))
    const [below = []] = beneath
    const named = { linkId: item.linkId, ...(item.text === undefined ? {} : { text: item.text }) }
    if (first === undefined && below.length === 0) return undefined
    if (item.type === 'group') return { ...named, item: below }
    const answer = [first, ...others].map((each, index): Answer => {
      const own = beneath[index] ?? []
      return own.length === 0 ? { ...each } : { ...each, item: own }
    })
    return { ...named, answer }
  }

  const names = {
    ...launchNames(questionnaire.extension, context.launch),
    ...context.variables,
    questionnaire,
    resource: newResponse(questionnaire, base),
  }
  const start: Surroundings = { environment: names, failed: new Set(), budget, at: base.authored }
  const root = yield* withVariables(start, questionnaire.extension)
  const response = newResponse(questionnaire, base, yield* fill(questionnaire.item, root, [], false))
  const { questionnaire: _form, resource: _draft, ...known } = root.environment
  const settled = settle(questionnaire, response, known, budget)
  return { response: settled.response, problems: [...problems, ...settled.problems], prefilled, known }
}

/** The place of an answer that stands further on than the one of this place. */
const furtherOn = (scope: Scope, by: number): Scope =>
  scope.map((each, depth) => (depth === scope.length - 1 ? { ...each, index: each.index + by } : each))

const expressionOf = (item: QuestionnaireItem) => extensionOf(item, EXT.initialExpression)?.valueExpression

/** `today()` fills an item, but not from the record. */
const speaksOfRecord = (item: QuestionnaireItem): boolean => expressionOf(item)?.expression?.includes('%') === true

function fromExpression(
  questionnaire: Questionnaire,
  item: QuestionnaireItem,
  here: Surroundings,
  isBelowSeveral: boolean,
): { readonly answers: readonly Answer[]; readonly problem?: string } {
  const found = expressionOf(item)
  if (found === undefined) return { answers: [] }
  if (usesFailed(found.expression ?? '', here.failed)) {
    return { answers: [], problem: 'This could not be read from the record. Please fill it in.' }
  }
  const result = evaluateIn(here, found, here.environment.resource)
  if (!result.ok) {
    return { answers: [], problem: NOT_FILLED[result.why] }
  }
  // Several answers came of one expression, and several values of this: nobody knows which belongs to which.
  if (isBelowSeveral && result.values.length > 1) return { answers: [], problem: NOT_TOLD_APART }
  const wanted = item.repeats === true ? result.values : result.values.slice(0, 1)
  const answers = wanted.flatMap(value => answerFromValue(questionnaire, item, value) ?? [])
  return answers.length < wanted.length
    ? { answers, problem: 'What the record says does not fit this question. Please check it.' }
    : { answers }
}

const NOT_TOLD_APART = 'The record does not say which of its values belongs to this answer. Please fill it in.'
const TOO_MANY = 'The record has more than can be filled in here. Please fill in the rest.'
const NOT_FILLED = {
  broken: 'This could not be filled in from the record. Please fill it in.',
  'too-slow': 'This took too long to fill in from the record. Please fill it in.',
  'too-large': 'What the record says here is too much to fill in. Please fill it in.',
} satisfies Record<string, string>

function initialAnswers(questionnaire: Questionnaire, item: QuestionnaireItem): readonly Answer[] {
  if (item.type === 'group' || item.type === 'display') return []
  const selected = optionsOf(questionnaire, item).filter(option => option.selected)
  const initial = (item.initial ?? []).filter(each => answerValue(each) !== undefined)
  const all: readonly Answer[] = initial.length > 0 ? initial : selected.map(option => option.answer)
  return item.repeats === true ? all : all.slice(0, 1)
}
