import { Button, ErrorSummary, Radios, Textarea, TextInput } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { ActionKind } from '../../../src/domain/coach-action.ts'
import type { OpenReferral } from '../../../src/gateways/worklist.ts'
import { DeskPage } from '../desk-page.tsx'
import type { AtDesk } from '../gate.ts'
import { SafetyNote } from '../referral/safety-note.tsx'
import type { Field } from './action-fields.ts'
import { ACTION_WORDS } from './action-words.ts'
import type { FieldProblem, Typed } from './read-action.ts'

function Control({ field, typed, problem }: { field: Field; typed: Typed; problem: string | undefined }): ReactElement {
  const { name, label, type, options = [], hint } = field
  const value = typed[name] ?? ''
  const said = { ...(hint && { hint }), ...(problem && { error: problem }) }
  if (type === 'radios')
    return (
      <Radios id={name} name={name} legend={label} legendProps={{ size: 's' }} small {...said}>
        {options.map(([option, words], index) => (
          <Radios.Item
            key={option}
            id={index === 0 ? name : `${name}-${index}`}
            value={option}
            defaultChecked={value === option}
          >
            {words}
          </Radios.Item>
        ))}
      </Radios>
    )
  if (type === 'text') return <Textarea id={name} name={name} label={label} rows={3} defaultValue={value} {...said} />
  return <TextInput id={name} name={name} type={type} label={label} width={10} defaultValue={value} {...said} />
}

/** One action on its own page: what it asks, what was typed, and what stands in its way. */
export function ActionPage(props: {
  at: AtDesk
  referral: OpenReferral
  kind: ActionKind
  fields: readonly Field[]
  typed: Typed
  problems: readonly FieldProblem[]
  /** What a colleague did meanwhile, or why the hub did not take it. */
  trouble?: string | undefined
  synthetic: boolean
}): ReactElement {
  const { at, referral, kind, fields, typed, problems, trouble, synthetic } = props
  const place = `${at.home}referrals/${referral.task.id}`
  const hasErrors = problems.length > 0 || trouble !== undefined
  return (
    <DeskPage
      at={at}
      title={ACTION_WORDS[kind].does}
      heading={`${ACTION_WORDS[kind].does}: ${referral.view.name}`}
      synthetic={synthetic}
      errors={hasErrors}
    >
      {hasErrors && (
        <ErrorSummary>
          <ErrorSummary.Title>Not saved yet</ErrorSummary.Title>
          <ErrorSummary.List>
            {trouble !== undefined && <ErrorSummary.ListItem>{trouble}</ErrorSummary.ListItem>}
            {problems.map(({ field, message }) => (
              <ErrorSummary.ListItem key={field} href={`#${field}`}>
                {message}
              </ErrorSummary.ListItem>
            ))}
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      <SafetyNote view={referral.view} />
      <form method="post" action={`${place}/${kind}`} noValidate>
        <input type="hidden" name="version" value={referral.view.version} />
        {fields.map(field => (
          <Control
            key={field.name}
            field={field}
            typed={typed}
            problem={problems.find(each => each.field === field.name)?.message}
          />
        ))}
        <Button type="submit">{fields.length === 0 ? ACTION_WORDS[kind].does : 'Save'}</Button>
      </form>
      <p>
        <a href={place}>Back to the referral</a>
      </p>
    </DeskPage>
  )
}
