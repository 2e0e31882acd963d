import type { Questionnaire, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { tokenOf } from './answer-fields.ts'
import { answerProblem } from './answer-problem.ts'
import { brokenConstraints } from './constraints.ts'
import type { Environment } from './fhir-path.ts'
import { allNodes, type FormNode, instanceIndex } from './form-tree.ts'
import { itemControl, maxOccurs, minOccurs } from './item-properties.ts'
import { questionText, walkItems, whyNotOffered } from './items.ts'
import { offeredOptions } from './offered-options.ts'
import { type Settled, settle } from './settle.ts'

/** What is wrong with an answer, as a sentence that names the question. */
export interface AnswerIssue {
  /** The item's linkId, or the key (`linkId~1`) of a later instance of a repeating group or of a later answer with questions of its own. */
  readonly linkId: string
  readonly text: string
}

/** One issue an item at most. Only what a person can see and change is judged: disabled, hidden and readOnly items are not. */
export const validateAnswers = (
  questionnaire: Questionnaire,
  response: QuestionnaireResponse,
  known?: Environment,
): AnswerIssue[] => settledIssues(questionnaire, settle(questionnaire, response, known))

export function settledIssues(questionnaire: Questionnaire, settled: Settled): AnswerIssue[] {
  const { response, tree } = settled
  const enabled = settled.enabled()
  const judged = allNodes(tree).filter(
    node => enabled.has(node.key) && node.editable && whyNotOffered(questionnaire, node.item) === undefined,
  )
  return [
    ...judged.flatMap(node => {
      const text =
        node.item.type === 'group' ? groupProblem(node, enabled) : questionProblem(questionnaire, node, settled)
      return text === undefined ? [] : [{ linkId: node.key, text }]
    }),
    ...brokenConstraints(questionnaire, settled, 'error'),
    ...unknownItems(questionnaire, response),
  ]
}

function questionProblem(questionnaire: Questionnaire, node: FormNode, settled: Settled): string | undefined {
  const { item, answers, allAnswers } = node
  if (item.type === 'display') return undefined
  // How many there are is said once, at the first.
  const isFirst = instanceIndex(node) === 0
  const name = questionText(item)
  const fewest = Math.max(item.required === true ? 1 : 0, allAnswers.length > 0 ? (minOccurs(item) ?? 0) : 0)
  const most = item.repeats === true ? (maxOccurs(item) ?? Number.POSITIVE_INFINITY) : 1
  if (allAnswers.length === 0) return fewest === 0 || !isFirst ? undefined : askFor(node)
  if (isFirst && allAnswers.length < fewest) return `${verb(node)} at least ${fewest} answers for: ${name}`
  if (isFirst && allAnswers.length > most)
    return `${verb(node)} no more than ${most === 1 ? '1 answer' : `${most} answers`} for: ${name}`
  const options = offeredOptions(questionnaire, node, settled.expressions)
  const exclusive = options.find(
    option => option.exclusive && allAnswers.some(each => tokenOf(each, options) === option.token),
  )
  if (isFirst && exclusive !== undefined && allAnswers.length > 1) {
    return `Select "${exclusive.display}" alone, or only other options, for: ${name}`
  }
  for (const answer of answers) {
    const problem = answerProblem(item, answer, options)
    if (problem !== undefined) return problem
  }
  return undefined
}

function groupProblem(node: FormNode, enabled: ReadonlySet<string>): string | undefined {
  if (node.item.required !== true) return undefined
  const answered = allNodes(node.children).some(child => enabled.has(child.key) && child.answers.length > 0)
  return answered ? undefined : `Answer at least one question in: ${questionText(node.item)}`
}

function askFor(node: FormNode): string {
  const name = questionText(node.item)
  switch (node.item.type) {
    case 'boolean':
      return itemControl(node.item) === 'check-box' ? `Tick the box for: ${name}` : `Select an option for: ${name}`
    case 'choice':
    case 'open-choice':
      return `Select ${node.item.repeats === true ? 'at least one option' : 'an option'} for: ${name}`
    case 'date':
      return `Enter a date for: ${name}`
    case 'dateTime':
      return `Enter a date and time for: ${name}`
    case 'time':
      return `Enter a time for: ${name}`
    case 'integer':
    case 'decimal':
    case 'quantity':
      return `Enter a number for: ${name}`
    default:
      return `Enter an answer for: ${name}`
  }
}

const verb = (node: FormNode): string => (node.item.type === 'choice' ? 'Select' : 'Give')

function unknownItems(questionnaire: Questionnaire, response: QuestionnaireResponse): AnswerIssue[] {
  const known = new Set([...walkItems(questionnaire.item)].map(({ item }) => item.linkId))
  return linkIdsOf(response.item ?? [])
    .filter(linkId => !known.has(linkId))
    .map(linkId => ({ linkId, text: `The form has no question "${linkId}"` }))
}

const linkIdsOf = (items: readonly QuestionnaireResponseItem[]): string[] =>
  items.flatMap(each => [
    each.linkId,
    ...linkIdsOf(each.item ?? []),
    ...(each.answer ?? []).flatMap(answer => linkIdsOf(answer.item ?? [])),
  ])
