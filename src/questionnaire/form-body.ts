import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { answerFields } from './answer-fields.ts'
import type { Answer } from './answer-value.ts'
import type { Environment, TimeBudget } from './fhir-path.ts'
import { fieldName, fieldParts, GROUP_BUTTON } from './field-names.ts'
import { fieldTexts, LONGEST_TEXT, MOST_ANSWERS, sameTexts, tidy } from './field-texts.ts'
import { allNodes, type FormNode, formTree, instanceKey, type Scope } from './form-tree.ts'
import { questionText, whyNotOffered } from './items.ts'
import { newResponse, type ResponseBase } from './new-response.ts'
import { readAnswers } from './read-answer.ts'
import { responseItems } from './response-items.ts'
import { settle } from './settle.ts'
import { type AnswerIssue, settledIssues } from './validate-answers.ts'

const MOST_INSTANCES = 50

export interface FormAnswers {
  readonly response: QuestionnaireResponse
  /** All that is wrong, in the order of the form. */
  readonly issues: AnswerIssue[]
  /** What was typed and could not be understood, by field name, to be shown again as it came. */
  readonly typed: Record<string, string | string[]>
  /** A button of a repeating group was pressed: the person goes on with the form, so nothing is judged yet. */
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
  const isHere = (key: string): boolean => Object.hasOwn(form, key) || kept.has(key)
  const skeleton = newResponse(questionnaire, base, instances(questionnaire.item, isHere, []))
  const tree = formTree(questionnaire, skeleton)
  const removed = fieldTexts(form, GROUP_BUTTON.remove)
  const reads = new Map(
    allNodes(tree).map(node => [
      node.key,
      isIn(node, removed) ? NOTHING : readNode(questionnaire, node, form, previous.get(node.key) ?? []),
    ]),
  )
  const read = newResponse(
    questionnaire,
    base,
    responseItems(tree, node => reads.get(node.key)?.answers ?? []),
  )
  const settled = settle(questionnaire, read, base.known, base.budget)
  const { response } = settled
  const enabled = settled.enabled()
  const validated = settledIssues(questionnaire, settled)
  const issues = allNodes(tree).flatMap((node): AnswerIssue[] => {
    const problem = reads.get(node.key)?.problem
    if (problem !== undefined) return enabled.has(node.key) ? [{ linkId: node.key, text: problem }] : []
    return validated.filter(issue => issue.linkId === node.key)
  })
  return {
    response,
    issues,
    typed: Object.fromEntries([...reads.values()].flatMap(read => read.typed)),
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
  readonly typed: readonly [string, string | string[]][]
}

function readNode(
  questionnaire: Questionnaire,
  node: FormNode,
  form: Record<string, unknown>,
  previous: readonly Answer[],
): NodeRead {
  const parts = fieldParts(node.item)
  if (!node.editable || whyNotOffered(questionnaire, node.item) !== undefined) return { answers: previous, typed: [] }
  const sent = new Map(parts.map(part => [part, fieldTexts(form, fieldName(node.key, part))]))
  const refused = oversize(node.item, [...sent.values()])
  if (refused !== undefined) return { answers: [], problem: refused, typed: shownAgain(node, sent) }
  const typed = new Map([...sent].map(([part, texts]) => [part, texts.map(tidy)]))
  // Sent back as it was shown: the answer stays as it is, with what a field cannot show (a code, seconds, a date without day).
  const shown = answerFields(questionnaire, node.item, previous)
  const unchanged = parts.every(part => sameTexts(typed.get(part) ?? [], (shown.get(part) ?? []).map(tidy)))
  if (unchanged) return { answers: previous, typed: [] }
  const read = readAnswers(questionnaire, node.item, part => typed.get(part) ?? [])
  return { ...read, typed: read.problem === undefined ? [] : shownAgain(node, sent) }
}

/** A response without answers that has the instances of repeating groups: the first always, later ones while they announce themselves. */
function instances(
  items: readonly QuestionnaireItem[] | undefined,
  isHere: (key: string) => boolean,
  scope: Scope,
): QuestionnaireResponseItem[] {
  return (items ?? []).flatMap((item): QuestionnaireResponseItem[] => {
    const { linkId } = item
    if (item.type !== 'group' || item.repeats !== true) {
      return [{ linkId, item: instances(item.item, isHere, scope) }]
    }
    const found: QuestionnaireResponseItem[] = []
    for (let index = 0; index < MOST_INSTANCES; index += 1) {
      const here = [...scope, { group: linkId, index }]
      if (index > 0 && !isHere(instanceKey(linkId, here))) break
      found.push({ linkId, item: instances(item.item, isHere, here) })
    }
    return found
  })
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

const shownAgain = (node: FormNode, sent: ReadonlyMap<string, readonly string[]>): [string, string | string[]][] =>
  [...sent].map(([part, texts]) => {
    const kept = texts.slice(0, MOST_ANSWERS).map(text => text.slice(0, LONGEST_TEXT))
    return [fieldName(node.key, part), kept.length === 1 ? (kept[0] ?? '') : kept]
  })
