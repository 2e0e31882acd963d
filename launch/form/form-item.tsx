import type { JSX } from 'react'
import type { FormNode } from '../../src/questionnaire/form-tree.ts'
import { asksBeneathAnswers } from '../../src/questionnaire/item-properties.ts'
import { questionText, whyNotOffered } from '../../src/questionnaire/items.ts'
import { AnswerItem } from './answer-item.tsx'
import type { CompiledItem } from './compiled-form.ts'
import type { ControlProps } from './control-props.ts'
import { containerId } from './element-id.ts'
import { enableWhenData, onlyIfText } from './enable-when-data.ts'
import { FoldButton, foldData } from './fold-button.tsx'
import type { FormView } from './form-view.ts'
import { GroupItem } from './group-item.tsx'
import { isHint, saysOptional } from './item-hint.tsx'
import { QuestionControl } from './question-control.tsx'
import { filledQuestion } from './question-template.ts'
import { ReadOnlyItem } from './read-only-item.tsx'

interface ItemProps extends ControlProps {
  /** How many groups stand around it. */
  readonly depth: number
}

/** One item with all below it, in the container that a condition shows and hides. */
export function FormItem({ view, node, depth }: ItemProps): JSX.Element | null {
  if (node.hidden || !view.holdsExpression(node)) return null
  const compiled = view.compiled(node)
  const data = compiled?.data ?? enableWhenData(view, node)
  const conditional = Object.keys(data).length > 0
  const holds = view.conditions.holdsOwn(node)
  if (!conditional && !holds) return null
  // Until the script has come, the style sheet goes by this: what does not hold is not drawn first and taken away then.
  const unmet = conditional && !holds ? { 'data-unmet': '' } : {}
  const place = { className: 'app-item', id: containerId(node.key), ...data, ...unmet }
  const question = compiled && questionMarkup(view, node, compiled)
  const markup = question === undefined || holds ? question : compiled?.onlyIf + question
  const fold = view.fold(node)
  const after = view.after(node)
  const inside =
    markup === undefined ? (
      <>
        {holds ? null : <OnlyIf view={view} node={node} />}
        <ItemBody view={view} node={node} depth={depth} />
      </>
    ) : undefined
  if (fold === undefined && after === undefined)
    return markup === undefined ? <div {...place}>{inside}</div> : <Drawn place={place} markup={markup} />
  const body = { className: 'app-fold__body' }
  return (
    <div {...place} {...(fold === undefined ? {} : foldData(fold))}>
      {fold === undefined ? null : <FoldButton fold={fold} itemKey={node.key} />}
      {markup === undefined ? <div {...body}>{inside}</div> : <Drawn place={body} markup={markup} />}
      {after}
    </div>
  )
}

/** What was drawn before (docs/adr/0025). */
const Drawn = ({ place, markup }: { readonly place: object; readonly markup: string }): JSX.Element => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React drew it before any patient was known, and what was filled in is escaped as React does it
  <div {...place} dangerouslySetInnerHTML={{ __html: markup }} />
)

function questionMarkup(
  view: FormView,
  node: FormNode,
  { question, saysOptional: was }: CompiledItem,
): string | undefined {
  if (question === undefined || was !== saysOptional(node.parent) || !view.isPlain(node)) return undefined
  return filledQuestion(view, node, question)
}

export const OnlyIf = ({ view, node }: ControlProps): JSX.Element => (
  <p className="nhsuk-body-s app-only-if">Only if: {onlyIfText(view, node)}</p>
)

export function ItemBody({ view, node, depth }: ItemProps): JSX.Element | null {
  const { item } = node
  if (item.type === 'display') return <p className="nhsuk-body">{item.text}</p>
  const below = node.children
    .filter(child => !isHint(child.item))
    .map(child => <FormItem key={child.key} view={view} node={child} depth={depth + 1} />)
  if (item.type === 'group') {
    return (
      <GroupItem view={view} node={node} depth={depth}>
        {below}
      </GroupItem>
    )
  }
  const why = whyNotOffered(view.questionnaire, item)
  const question = (
    <>
      {why === undefined ? <Question view={view} node={node} /> : <NotOffered node={node} why={why} />}
      {below}
    </>
  )
  return asksBeneathAnswers(item) ? (
    <AnswerItem view={view} node={node}>
      {question}
    </AnswerItem>
  ) : (
    question
  )
}

const Question = ({ view, node }: ControlProps): JSX.Element =>
  node.editable ? <QuestionControl view={view} node={node} /> : <ReadOnlyItem node={node} />

/** A choice without any list is one whose options the record did not give: there is nothing to choose, and nothing to say. */
function NotOffered({ node, why }: { node: FormNode; why: string }): JSX.Element | null {
  if (node.item.type === 'choice' && node.item.answerValueSet === undefined) return null
  return (
    <p className="nhsuk-body">
      {questionText(node.item)}: {why}
    </p>
  )
}
