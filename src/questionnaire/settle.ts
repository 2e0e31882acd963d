import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse } from 'fhir/r4.js'
import { once, onceFor } from '../domain/once-for.ts'
import { EXT } from '../fhir/systems.ts'
import { answerFromValue } from './answer-from-value.ts'
import type { Answer } from './answer-value.ts'
import { underOneLimit } from './asking.ts'
import { enabledNodes, type HoldsExpression } from './enabled.ts'
import { type Environment, type TimeBudget, timeBudget } from './fhir-path.ts'
import { type FormExpressions, formExpressions } from './form-expressions.ts'
import { allNodes, type FormNode, formTree, instanceIndex } from './form-tree.ts'
import { asksBeneathAnswers, calculation, extensionOf } from './item-properties.ts'
import type { Problem } from './items.ts'
import { itemsInPlace } from './response-items.ts'

/** A response with all that its form works out: calculated answers, and which conditions hold. */
export interface Settled {
  /** Answers of disabled items are still in it, for a person who changes their mind. */
  readonly response: QuestionnaireResponse
  readonly tree: readonly FormNode[]
  /** The keys of what is asked. */
  readonly enabled: () => ReadonlySet<string>
  readonly expressions: FormExpressions
  readonly holdsExpression: HoldsExpression
  /** Expressions that could not be worked out, each on its item. */
  readonly problems: readonly Problem[]
}

/** A calculation may use another one, and switch questions by it: again until nothing changes. */
const MOST_ROUNDS = 8

export function settle(
  questionnaire: Questionnaire,
  response: QuestionnaireResponse,
  known: Environment = {},
  budget: TimeBudget = timeBudget(),
): Settled {
  if (!worksAnythingOut(questionnaire)) return given(questionnaire, response, known, budget)
  return underOneLimit(budget, () => workedOut(questionnaire, response, known, budget))
}

/** Of a form that works nothing out. */
function given(
  questionnaire: Questionnaire,
  response: QuestionnaireResponse,
  known: Environment,
  budget: TimeBudget,
): Settled {
  const tree = formTree(questionnaire, response)
  const counted = once(() => withAnswers(tree, response, node => node.answers))
  const expressions = formExpressions(questionnaire, counted, known, budget)
  return settled(tree, { response, expressions, problems: [] }, () => true)
}

function workedOut(
  questionnaire: Questionnaire,
  response: QuestionnaireResponse,
  known: Environment,
  budget: TimeBudget,
): Settled {
  const counted = withAnswers(formTree(questionnaire, response), response, node => node.answers)
  let expressions = formExpressions(questionnaire, () => counted, known, budget)
  let now = response
  let counting = counted
  let changed: readonly FormNode[] = []
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const tree = formTree(questionnaire, now)
    const enabled = enabledNodes(tree, conditionsBy(expressions))
    const answers = new Map(
      allNodes(tree).map(node => [node.key, answersOf(questionnaire, node, enabled.has(node.key), expressions)]),
    )
    changed = allNodes(tree).filter(node => !same(node.answers, answers.get(node.key) ?? []))
    now = withAnswers(tree, now, node => answers.get(node.key) ?? [])
    const before = counting
    counting = withAnswers(formTree(questionnaire, now), now, node => (enabled.has(node.key) ? node.answers : []))
    if (changed.length === 0 && same(before, counting)) break
    const counts = counting
    expressions = formExpressions(questionnaire, () => counts, known, budget)
  }
  const tree = formTree(questionnaire, now)
  const problems = problemsOf(tree, expressions, new Set(changed.map(node => node.key)))
  return settled(tree, { response: now, expressions, problems }, conditionsBy(expressions))
}

const settled = (
  tree: readonly FormNode[],
  found: Pick<Settled, 'response' | 'expressions' | 'problems'>,
  holdsExpression: HoldsExpression,
): Settled => ({ ...found, tree, holdsExpression, enabled: once(() => enabledNodes(tree, holdsExpression)) })

const worksAnythingOut = ({ item = [] }: Questionnaire): boolean => item.some(worksOut)

/** The item, or one below it. */
const worksOut: (item: QuestionnaireItem) => boolean = onceFor(
  item =>
    calculation(item) !== undefined ||
    extensionOf(item, EXT.enableWhenExpression) !== undefined ||
    (item.item ?? []).some(worksOut),
)

/** A condition that cannot be worked out is no reason not to ask: unknown is never no. */
const conditionsBy =
  (expressions: FormExpressions): HoldsExpression =>
  node => {
    const condition = extensionOf(node.item, EXT.enableWhenExpression)?.valueExpression
    if (condition === undefined) return true
    const result = expressions.evaluate(node, condition)
    return !result.ok || result.values[0] === true
  }

function answersOf(
  questionnaire: Questionnaire,
  node: FormNode,
  isEnabled: boolean,
  expressions: FormExpressions,
): readonly Answer[] {
  const expression = calculation(node.item)
  if (expression === undefined) return node.answers
  const result = isEnabled ? expressions.evaluate(node, expression) : undefined
  if (result?.ok !== true) return []
  const wanted = node.item.repeats === true ? result.values : result.values.slice(0, 1)
  const all = wanted.flatMap(value => answerFromValue(questionnaire, node.item, value) ?? [])
  if (!asksBeneathAnswers(node.item)) return all
  // Each node has its own answer; what there are too many of goes with the last one, and has nodes of its own in the next round.
  const index = instanceIndex(node)
  return all.slice(index, isLastAnswer(node) ? undefined : index + 1)
}

const isLastAnswer = (node: FormNode): boolean => instanceIndex(node) >= node.allAnswers.length - 1

function problemsOf(
  tree: readonly FormNode[],
  expressions: FormExpressions,
  unsettled: ReadonlySet<string>,
): Problem[] {
  return allNodes(tree).flatMap(node => {
    const text = problemOf(node, expressions, unsettled)
    return text === undefined ? [] : [{ linkId: node.key, text }]
  })
}

function problemOf(node: FormNode, expressions: FormExpressions, unsettled: ReadonlySet<string>): string | undefined {
  const condition = extensionOf(node.item, EXT.enableWhenExpression)?.valueExpression
  if (condition !== undefined && !expressions.evaluate(node, condition).ok) {
    return 'Whether this applies could not be worked out, so it is asked.'
  }
  const expression = calculation(node.item)
  if (expression === undefined) return undefined
  if (unsettled.has(node.key)) return 'This depends on itself, and could not be worked out.'
  const result = expressions.evaluate(node, expression)
  if (!result.ok) {
    return NOT_WORKED_OUT[result.why]
  }
  return result.values.length > 0 && node.allAnswers.length === 0 ? 'What was worked out does not fit here.' : undefined
}

const NOT_WORKED_OUT = {
  broken: 'This could not be worked out.',
  'too-slow': 'This took too long to work out.',
  'too-large': 'What was worked out is too much for an answer.',
} satisfies Record<string, string>

/** The same response with other answers. */
function withAnswers(
  tree: readonly FormNode[],
  response: QuestionnaireResponse,
  answersTo: (node: FormNode) => readonly Answer[],
): QuestionnaireResponse {
  const { item: _before, ...rest } = response
  const item = itemsInPlace(tree, answersTo)
  return item.length === 0 ? rest : { ...rest, item }
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right)
