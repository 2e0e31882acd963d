import { Button, Details, TextInput } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Sought } from '../../../src/domain/worklist-query.ts'
import { SOUGHT_FIELDS } from './sought.ts'

/** Looks for one referral among all of the service, ended ones too. Sent in the body: no name stands in an address. */
export function FindForm(props: {
  home: string
  sought: Sought | undefined
  /** Nobody was found, so something else is tried next. */
  isOpen: boolean
}): ReactElement {
  const { home, sought, isOpen } = props
  return (
    <Details className="ww-no-print" open={isOpen}>
      <Details.Summary>Find a referral, open or ended</Details.Summary>
      <Details.Text>
        <form method="post" action={`${home}find`} noValidate>
          {SOUGHT_FIELDS.map(({ name, label, hint, type }) => (
            <TextInput
              key={name}
              id={`find-${name}`}
              name={name}
              label={label}
              width={type === 'date' ? 10 : 20}
              type={type === 'date' ? 'date' : 'search'}
              autoComplete="off"
              defaultValue={sought?.[name as keyof Sought] ?? ''}
              {...(hint && { hint })}
            />
          ))}
          <Button type="submit" secondary>
            Find
          </Button>
        </form>
      </Details.Text>
    </Details>
  )
}
