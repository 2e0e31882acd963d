import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import type { ReactNode } from 'react'
import { answerFields } from '../../src/questionnaire/answer-fields.ts'
import { brokenConstraints } from '../../src/questionnaire/constraints.ts'
import { type Conditions, createConditions, type HoldsExpression } from '../../src/questionnaire/enabled.ts'
import type { Environment } from '../../src/questionnaire/fhir-path.ts'
import { fieldName, fieldParts } from '../../src/questionnaire/field-names.ts'
import { allNodes, type FormNode, formTree } from '../../src/questionnaire/form-tree.ts'
import type { Problem } from '../../src/questionnaire/items.ts'
import { offeredOptions } from '../../src/questionnaire/offered-options.ts'
import type { AnswerOption } from '../../src/questionnaire/options.ts'
import { settle } from '../../src/questionnaire/settle.ts'
import type { AnswerIssue } from '../../src/questionnaire/validate-answers.ts'

export interface QuestionnaireFormProps {
  /** What the form's expressions can speak of, by name. */
  readonly known?: Environment
  readonly questionnaire: Questionnaire
  readonly response: QuestionnaireResponse
  /** What was typed and not understood, by field name: shown again instead of the response's answer. */
  readonly typed?: Readonly<Record<string, string | string[]>>
  readonly issues: readonly AnswerIssue[]
  /** Items whose answer came out of the record. */
  readonly prefilled: ReadonlySet<string>
  /** By linkId: what the record says beside an answer, in place of "From the record". */
  readonly recordNotes?: Readonly<Record<string, string>>
  /** Prefill that did not work, told on its item. */
  readonly problems?: readonly Problem[]
  /** By linkId: what stands in an item before its control. */
  readonly notes?: Readonly<Record<string, ReactNode>>
  /** By linkId and option token: a line under an option. */
  readonly optionHints?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** What the parts of the form ask while they are drawn. */
export interface FormView {
  readonly questionnaire: Questionnaire
  readonly tree: readonly FormNode[]
  readonly conditions: Conditions
  /** Whether its SDC enableWhenExpression, which only the server works out, lets it be asked. */
  readonly holdsExpression: HoldsExpression
  options(node: FormNode): AnswerOption[]
  texts(node: FormNode, part: string): readonly string[]
  error(node: FormNode): string | undefined
  note(node: FormNode): ReactNode
  optionHint(node: FormNode, token: string): string | undefined
  /** Where the answer comes from, or what the record says in its place. */
  recordNote(node: FormNode): string | undefined
  problem(node: FormNode): string | undefined
  hasIssueWithin(node: FormNode): boolean
}

export function createFormView(props: QuestionnaireFormProps): FormView {
  const { questionnaire, issues } = props
  const settled = settle(questionnaire, props.response, props.known)
  const tree = formTree(questionnaire, settled.response, { spare: true })
  const warnings = brokenConstraints(questionnaire, settled, 'warning')
  const problems = [...(props.problems ?? []), ...settled.problems, ...warnings]
  const error = (node: FormNode): string | undefined => issues.find(issue => issue.linkId === node.key)?.text
  const isTyped = (node: FormNode): boolean =>
    fieldParts(node.item).some(part => own(props.typed, fieldName(node.key, part)) !== undefined)
  return {
    questionnaire,
    tree,
    conditions: createConditions(tree, settled.holdsExpression),
    options: node => offeredOptions(questionnaire, node, settled.expressions),
    holdsExpression: settled.holdsExpression,
    texts(node, part) {
      const typed = own(props.typed, fieldName(node.key, part))
      if (typed !== undefined) return typeof typed === 'string' ? [typed] : typed
      return answerFields(questionnaire, node.item, node.answers).get(part) ?? []
    },
    error,
    note: node => own(props.notes, node.item.linkId),
    optionHint: (node, token) => own(own(props.optionHints, node.item.linkId), token),
    recordNote: node =>
      own(props.recordNotes, node.key) ??
      (props.prefilled.has(node.key) && node.answers.length > 0 && !isTyped(node) ? 'From the record' : undefined),
    problem: node => problems.find(each => each.linkId === node.key)?.text,
    hasIssueWithin: node => allNodes([node]).some(each => error(each) !== undefined),
  }
}

/** A linkId may be "constructor" or "__proto__": only what was really put there counts. */
function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}
