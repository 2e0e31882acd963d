import { Button, ErrorSummary, Radios, Textarea, TextInput } from 'nhsuk-react-components'
import type { ReactElement, ReactNode } from 'react'
import type { Field } from './action-fields.ts'
import type { FieldProblem, Typed } from './read-action.ts'

function Control({ field, typed, problem }: { field: Field; typed: Typed; problem: string | undefined }): ReactElement {
  const { name, label, type, options = [], hint } = field
  const value = typed[name] ?? ''
  const said = { ...(hint && { hint }), ...(problem && { error: problem }) }
  if (type === 'radios')
    return (
      // An id of its own: the error summary's link, and each option's label, find an option and not the group.
      <Radios id={`${name}--options`} name={name} legend={label} legendProps={{ size: 's' }} small {...said}>
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

/** What an action asks, what was typed, and what stands in its way. */
export function ActionForm(props: {
  /** Where the form goes. */
  to: string
  version: string
  /** Which referral the form is about, where its address alone does not prove it. */
  about?: string
  does: string
  fields: readonly Field[]
  typed: Typed
  problems: readonly FieldProblem[]
  /** What somebody else did meanwhile, or why it was not taken. */
  trouble?: string | undefined
  children?: ReactNode
}): ReactElement {
  const { to, version, about, does, fields, typed, problems, trouble, children } = props
  return (
    <>
      {(problems.length > 0 || trouble !== undefined) && (
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
      {children}
      <form method="post" action={to} noValidate>
        <input type="hidden" name="version" value={version} />
        {about !== undefined && <input type="hidden" name="about" value={about} />}
        {fields.map(field => (
          <Control
            key={field.name}
            field={field}
            typed={typed}
            problem={problems.find(each => each.field === field.name)?.message}
          />
        ))}
        <Button type="submit">{fields.length === 0 ? does : 'Save'}</Button>
      </form>
    </>
  )
}
