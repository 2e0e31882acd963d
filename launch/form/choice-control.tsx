import { Checkboxes, Radios, TextInput } from 'nhsuk-react-components'
import type { JSX } from 'react'
import { fieldName, OTHER } from '../../src/questionnaire/field-names.ts'
import { takesSeveral } from '../../src/questionnaire/item-properties.ts'
import { questionText } from '../../src/questionnaire/items.ts'
import { answerSuffix } from './answer-suffix.ts'
import type { OptionsBehind } from './compiled-form.ts'
import type { ControlProps } from './control-props.ts'
import { elementId } from './element-id.ts'
import { conditionData } from './enable-when-data.ts'
import { itemHint, Named } from './item-hint.tsx'

/** Radios, or check-boxes where several answers are allowed. The group has the question's words as its name, each option its own. */
export function ChoiceControl({ view, node }: ControlProps): JSX.Element {
  const { key, item } = node
  const id = elementId(key)
  const given = new Set(view.texts(node, ''))
  const several = takesSeveral(item)
  const words = `${questionText(item)}${answerSuffix(node)}`
  const Option = several ? Checkboxes.Item : Radios.Item
  const changing = view.optionsThatChange(node)
  const options = changing.length > 0 ? changing : view.options(node).map(each => ({ ...each, isAway: false }))
  const behind = view.behind(node)
  const choices = options.map((option, index) => {
    const choice = (
      <Option
        key={option.token}
        id={index === 0 ? id : `${id}-${index + 1}`}
        value={option.token}
        hint={view.optionHint(node, option.token)}
        defaultChecked={given.has(option.token) && !option.isAway}
        {...(several && option.exclusive ? { exclusive: true, exclusiveGroup: key } : {})}
      >
        <Named prefix={option.prefix} text={option.display} />
      </Option>
    )
    if (behind?.tokens.has(option.token))
      return (
        <div key={option.token} className="app-option app-option--behind">
          {choice}
        </div>
      )
    const when = view.optionConditions(node, option.token)
    if (when.length === 0) return choice
    return (
      <div key={option.token} className="app-option" hidden={option.isAway} {...conditionData(view, node, when, 'all')}>
        {choice}
      </div>
    )
  })
  const Group = several ? Checkboxes : Radios
  const open = item.type === 'open-choice'
  return (
    <>
      <Group
        small
        name={key}
        id={`${id}--options`}
        legend={<Named prefix={item.prefix} text={words} />}
        legendProps={{ size: 's' }}
        hint={itemHint(view, node)}
        error={view.error(node)}
        formGroupProps={{ beforeInput: view.note(node) }}
      >
        {behind === undefined ? choices : withSomethingElse(node, options, choices, behind)}
        {open ? (
          <Option id={`${id}-other`} value={OTHER} defaultChecked={given.has(OTHER)}>
            Other
          </Option>
        ) : null}
      </Group>
      {open ? <OtherAnswer view={view} node={node} /> : null}
    </>
  )
}

/** Choosing it answers nothing: it brings the options behind it into sight. */
function withSomethingElse(
  { key }: ControlProps['node'],
  options: readonly { readonly token: string }[],
  choices: readonly JSX.Element[],
  { name, tokens }: OptionsBehind,
): JSX.Element[] {
  const first = options.findIndex(option => tokens.has(option.token))
  if (first < 0) return [...choices]
  const somethingElse = (
    <div key="something else" className="app-something-else">
      <Radios.Item id={`${elementId(key)}-something-else`} value="">
        {name}
      </Radios.Item>
    </div>
  )
  return [...choices.slice(0, first), somethingElse, ...choices.slice(first)]
}

/** The box for an answer that is not on the list. Always there: the design system's conditional radios fail axe (aria-expanded on a radio). */
export function OtherAnswer({ view, node }: ControlProps): JSX.Element {
  return (
    <TextInput
      id={`${elementId(node.key)}-other-text`}
      name={fieldName(node.key, 'other')}
      label={`Other answer to: ${questionText(node.item)}${answerSuffix(node)}`}
      autoComplete="off"
      defaultValue={view.texts(node, 'other')[0]}
    />
  )
}
