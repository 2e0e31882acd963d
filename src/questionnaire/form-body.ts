import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse } from 'fhir/r4.js'
import { answerFields } from './answer-fields.ts'
import type { Answer } from './answer-value.ts'
import { answeredInstances } from './answered-instances.ts'
import type { Environment, TimeBudget } from './fhir-path.ts'
import { fieldName, fieldParts, GROUP_BUTTON } from './field-names.ts'
import { fieldTexts, LONGEST_TEXT, MOST_ANSWERS, sameTexts, tidy } from './field-texts.ts'
import { instancesIn, sentFor } from './form-instances.ts'
import { allNodes, type FormNode, formTree } from './form-tree.ts'
import { questionText, whyNotOffered } from './items.ts'
import { newResponse, type ResponseBase } from './new-response.ts'
import { readAnswers } from './read-answer.ts'
import { itemsInPlace } from './response-items.ts'
import { settle } from './settle.ts'
import { type AnswerIssue, settledIssues } from './validate-answers.ts'

export interface FormAnswers {
  readonly response: QuestionnaireResponse
  /** All that is wrong, in the order of the form. */
  readonly issues: AnswerIssue[]
  /** What was typed and could not be understood, by field name, to be shown again as it came. */
  readonly typed: Record<string, string | string[]>
  /** A button that adds or takes away was pressed: the person goes on with the form, so nothing is judged yet. */
  readonly goesOn: boolean
}

export interface FormBase extends ResponseBase {
  readonly previous?: QuestionnaireResponse
  /** What the form's expressions can speak of, by name. */
  readonly known?: Environment
  readonly budget?: TimeBudget
}

/**
 * The answers in a form body. Only the fields of the Questionnaire are read, and only the form's own properties.
 * Hidden and readOnly items keep the answer of `base.previous`: a form cannot change them.
 */
export function responseFromForm(
  questionnaire: Questionnaire,
  form: Record<string, unknown>,
  base: FormBase,
): FormAnswers {
  const before = allNodes(formTree(questionnaire, base.previous))
  const previous = new Map(before.map(node => [node.key, node.answers]))
  const kept = new Set(before.filter(node => !node.editable).map(node => node.key))
  const tree = formTree(questionnaire, newResponse(questionnaire, base, instancesIn(questionnaire.item, form, kept)))
  const removed = fieldTexts(form, GROUP_BUTTON.remove)
  const reads = new Map(
    allNodes(tree).map(node => [
      node.key,
      isIn(node, removed) ? NOTHING : readNode(questionnaire, node, form, previous.get(node.key) ?? []),
    ]),
  )
  const { nodes, keyBefore } = answeredInstances(tree, ({ key }) => isAnswered(reads.get(key)))
  const readOf = ({ key }: FormNode): NodeRead => reads.get(keyBefore.get(key) ?? key) ?? NOTHING
  const read = newResponse(
    questionnaire,
    base,
    itemsInPlace(nodes, node => readOf(node).answers),
  )
  const settled = settle(questionnaire, read, base.known, base.budget)
  const { response } = settled
  const enabled = settled.enabled()
  const validated = settledIssues(questionnaire, settled)
  const shown = allNodes(settled.tree)
  const issues = shown.flatMap((node): AnswerIssue[] => {
    const { problem } = readOf(node)
    if (problem !== undefined) return enabled.has(node.key) ? [{ linkId: node.key, text: problem }] : []
    return validated.filter(issue => issue.linkId === node.key)
  })
  const typed = shown.flatMap(node =>
    readOf(node).typed.map(([part, texts]) => [fieldName(node.key, part), texts] as const),
  )
  return {
    response,
    issues,
    typed: Object.fromEntries(typed),
    goesOn: Object.values(GROUP_BUTTON).some(name => fieldTexts(form, name).length > 0),
  }
}

const NOTHING: NodeRead = { answers: [], typed: [] }

/** Whether a node is an instance of a repeating group that is taken away, or stands in it. */
const isIn = (node: FormNode | undefined, keys: readonly string[]): boolean =>
  node !== undefined && (keys.includes(node.key) || isIn(node.parent, keys))

interface NodeRead {
  readonly answers: readonly Answer[]
  readonly problem?: string
  /** By part of the fields' names. */
  readonly typed: readonly [string, string | string[]][]
}

const isAnswered = (read: NodeRead | undefined): boolean =>
  read !== undefined && (read.answers.length > 0 || read.problem !== undefined)

function readNode(
  questionnaire: Questionnaire,
  node: FormNode,
  form: Record<string, unknown>,
  previous: readonly Answer[],
): NodeRead {
  const parts = fieldParts(node.item)
  if (!node.editable || whyNotOffered(questionnaire, node.item) !== undefined) return { answers: previous, typed: [] }
  const sent = sentFor(node, form)
  const refused = oversize(node.item, [...sent.values()])
  if (refused !== undefined) return { answers: [], problem: refused, typed: shownAgain(sent) }
  const typed = new Map([...sent].map(([part, texts]) => [part, texts.map(tidy)]))
  // Sent back as it was shown: the answer stays as it is, with what a field cannot show (a code, seconds, a date without day).
  const shown = answerFields(questionnaire, node.item, previous)
  const unchanged = parts.every(part => sameTexts(typed.get(part) ?? [], (shown.get(part) ?? []).map(tidy)))
  if (unchanged) return { answers: previous, typed: [] }
  const read = readAnswers(questionnaire, node.item, part => typed.get(part) ?? [])
  return { ...read, typed: read.problem === undefined ? [] : shownAgain(sent) }
}

function oversize(item: QuestionnaireItem, texts: readonly (readonly string[])[]): string | undefined {
  if (texts.some(each => each.length > MOST_ANSWERS)) {
    return `Give no more than ${MOST_ANSWERS} answers to: ${questionText(item)}`
  }
  if (texts.some(each => each.some(text => text.length > LONGEST_TEXT))) {
    return `Use ${LONGEST_TEXT.toLocaleString('en-GB')} characters or fewer for: ${questionText(item)}`
  }
  return undefined
}

const shownAgain = (sent: ReadonlyMap<string, readonly string[]>): [string, string | string[]][] =>
  [...sent].map(([part, texts]) => {
    const kept = texts.slice(0, MOST_ANSWERS).map(text => text.slice(0, LONGEST_TEXT))
    return [part, kept.length === 1 ? (kept[0] ?? '') : kept]
  })
