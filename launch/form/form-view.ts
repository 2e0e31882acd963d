import type { Questionnaire, QuestionnaireItemEnableWhen, QuestionnaireResponse } from 'fhir/r4.js'
import type { ReactElement, ReactNode } from 'react'
import { answerFields } from '../../src/questionnaire/answer-fields.ts'
import { brokenConstraints } from '../../src/questionnaire/constraints.ts'
import { type Conditions, createConditions, type HoldsExpression } from '../../src/questionnaire/enabled.ts'
import type { Environment } from '../../src/questionnaire/fhir-path.ts'
import { fieldName, fieldParts } from '../../src/questionnaire/field-names.ts'
import { allNodes, type FormNode, formTree } from '../../src/questionnaire/form-tree.ts'
import { type Problem, whyNotOffered } from '../../src/questionnaire/items.ts'
import { offeredOptions } from '../../src/questionnaire/offered-options.ts'
import { type AnswerOption, optionsOf } from '../../src/questionnaire/options.ts'
import { settle } from '../../src/questionnaire/settle.ts'
import type { AnswerIssue } from '../../src/questionnaire/validate-answers.ts'
import type {
  CompiledForm,
  CompiledItem,
  FormNotes,
  OptionConditions,
  OptionHints,
  OptionsBehind,
} from './compiled-form.ts'
import { foldsOf } from './fold-of.ts'
import type { Fold, Folding } from './folding.ts'

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
  readonly notes?: FormNotes
  readonly optionHints?: OptionHints
  /** By linkId and option token: what has to hold for an option to be offered, as the script of the page sees it. The form itself says it to the server. */
  readonly optionConditions?: OptionConditions
  readonly folding?: Folding
  /** By linkId: what stands below an item. */
  readonly after?: FormNotes
  /** By linkId: options that stand behind a last one, "Something else". */
  readonly behind?: Readonly<Record<string, OptionsBehind>>
  /** What of the form was drawn before: with its notes and hints, which those above go before. */
  readonly compiled?: CompiledForm
}

/** What the parts of the form ask while they are drawn. */
export interface FormView {
  readonly questionnaire: Questionnaire
  readonly tree: readonly FormNode[]
  readonly conditions: Conditions
  readonly requiresAnything: boolean
  /** Whether its answer can be changed here, so that the script of the page sees it. */
  isOnPage(node: FormNode): boolean
  /** What of an item was drawn before, where it holds on this page. */
  compiled(node: FormNode): CompiledItem | undefined
  /** Whether an item says, besides answers and what the record says, only what its Questionnaire says: no error, no note of this patient's. */
  isPlain(node: FormNode): boolean
  /** Whether its SDC enableWhenExpression, which only the server works out, lets it be asked. */
  readonly holdsExpression: HoldsExpression
  options(node: FormNode): readonly AnswerOption[]
  /** Options that answers on the page can take away and bring back, with whether they are away now; none for most questions. */
  optionsThatChange(node: FormNode): readonly (AnswerOption & { readonly isAway: boolean })[]
  optionConditions(node: FormNode, token: string): readonly QuestionnaireItemEnableWhen[]
  texts(node: FormNode, part: string): readonly string[]
  error(node: FormNode): string | undefined
  note(node: FormNode): ReactNode
  after(node: FormNode): ReactNode
  /** How it stands, where it may be folded. */
  fold(node: FormNode): Fold | undefined
  /** The options that stand behind a last one, and what that is called; undefined where all stand in sight. */
  behind(node: FormNode): OptionsBehind | undefined
  optionHint(node: FormNode, token: string): string | ReactElement | undefined
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
  const problem = (node: FormNode): string | undefined => problems.find(each => each.linkId === node.key)?.text
  const nodes = allNodes(tree)
  const byItem = new Map(nodes.map(node => [node.item, node]))
  const requiresAnything = nodes.some(({ item }) => item.required)
  const { compiled, folding } = props
  const isCompiled = compiled?.requiresAnything === requiresAnything && compiled.contained === questionnaire.contained
  const view: Omit<FormView, 'fold'> = {
    questionnaire,
    tree,
    requiresAnything,
    isOnPage: ({ editable, item }) => editable && whyNotOffered(questionnaire, item) === undefined,
    compiled(node) {
      const found = isCompiled && node.scope.length === 0 ? compiled.of(node.item) : undefined
      const holds =
        found?.editable === node.editable &&
        found.targets.every(({ item, editable }) => byItem.get(item)?.editable === editable)
      return holds ? found : undefined
    },
    isPlain: node =>
      error(node) === undefined &&
      problem(node) === undefined &&
      own(props.notes, node.item.linkId) === undefined &&
      Object.keys(own(props.optionHints, node.item.linkId) ?? {}).length === 0,
    conditions: createConditions(tree, settled.holdsExpression),
    options: node => offeredOptions(questionnaire, node, settled.expressions),
    optionsThatChange(node) {
      if (own(props.optionConditions, node.item.linkId) === undefined) return []
      const offered = new Set(offeredOptions(questionnaire, node, settled.expressions).map(each => each.token))
      return optionsOf(questionnaire, node.item).map(each => ({ ...each, isAway: !offered.has(each.token) }))
    },
    optionConditions: ({ item: { linkId } }, token) => own(own(props.optionConditions, linkId), token) ?? [],
    holdsExpression: settled.holdsExpression,
    texts(node, part) {
      const typed = own(props.typed, fieldName(node.key, part))
      if (typed !== undefined) return typeof typed === 'string' ? [typed] : typed
      return answerFields(questionnaire, node.item, node.answers).get(part) ?? []
    },
    error,
    note: ({ item: { linkId } }) => own(props.notes, linkId) ?? own(compiled?.notes, linkId),
    optionHint: ({ item: { linkId } }, token) =>
      own(own(props.optionHints, linkId), token) ?? own(own(compiled?.optionHints, linkId), token),
    recordNote: node =>
      own(props.recordNotes, node.key) ??
      (props.prefilled.has(node.key) && node.answers.length > 0 && !isTyped(node) ? 'From the record' : undefined),
    problem,
    after: ({ item: { linkId } }) => own(props.after, linkId),
    behind: ({ item: { linkId } }) => own(props.behind, linkId),
    hasIssueWithin: node => allNodes([node]).some(each => error(each) !== undefined),
  }
  return { ...view, fold: folding === undefined ? () => undefined : foldsOf(folding, view) }
}

/** A linkId may be "constructor" or "__proto__": only what was really put there counts. */
function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}
