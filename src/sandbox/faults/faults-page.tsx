import { Button, Table, Tag } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { Page } from '../../../launch/web/page.tsx'
import type { FaultWords } from './fault-switches.ts'

export interface FaultsPageProps {
  readonly service: string
  readonly intro: string
  readonly home: { readonly href: string; readonly text: string }
  /** Where these switches stand: the forms go below it. */
  readonly address: string
  readonly table: readonly FaultWords[]
  readonly isOn: (name: string) => boolean
  /** The page that launches with one fault for that launch only, where there is one. */
  readonly oneLaunch?: (name: string) => string
  /** Things that can be done once. */
  readonly actions?: readonly { readonly name: string; readonly label: string; readonly says: string }[]
}

function Row({ fault, props }: { fault: FaultWords; props: FaultsPageProps }): ReactElement {
  const { name, says, sees } = fault
  const on = props.isOn(name)
  return (
    <Table.Row>
      <Table.Cell>
        <strong>{name}</strong> {on && <Tag modifier="red">On</Tag>}
        <br />
        {says}
        {props.oneLaunch !== undefined && (
          <>
            <br />
            <a href={props.oneLaunch(name)}>
              Launch once with it<span className="nhsuk-u-visually-hidden">{`: ${name}`}</span>
            </a>
          </>
        )}
      </Table.Cell>
      <Table.Cell>{sees}</Table.Cell>
      <Table.Cell>
        <form method="post" action={`${props.address}/${name}`}>
          <Button type="submit" name="turn" value={on ? 'off' : 'on'} small secondary={!on}>
            {`${on ? 'Switch off' : 'Switch on'} ${name}`}
          </Button>
        </form>
      </Table.Cell>
    </Table.Row>
  )
}

/** Every fault with what it does and what the person at the app then sees; each with a button, no script needed. */
export function FaultsPage(props: FaultsPageProps): ReactElement {
  const { service, intro, home, address, table, isOn, actions = [] } = props
  const places = [...new Set(table.map(({ where }) => where))]
  return (
    <Page title="Faults" heading="Faults that can be switched on" service={service} synthetic wide>
      <p>{intro}</p>
      <p>
        <a href={home.href}>{home.text}</a>
      </p>
      {table.some(({ name }) => isOn(name)) && (
        <form method="post" action={address}>
          <Button type="submit">Switch all faults off</Button>
        </form>
      )}
      {actions.map(({ name, label, says }) => (
        <form key={name} method="post" action={`${address}/${name}`}>
          <p>{says}</p>
          <Button type="submit" secondary small>
            {label}
          </Button>
        </form>
      ))}
      {places.map(place => (
        <Table key={place} caption={place}>
          <Table.Head>
            <Table.Row>
              <Table.Cell>What goes wrong</Table.Cell>
              <Table.Cell>What the clinician sees</Table.Cell>
              <Table.Cell>Switch</Table.Cell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {table
              .filter(({ where }) => where === place)
              .map(fault => (
                <Row key={fault.name} fault={fault} props={props} />
              ))}
          </Table.Body>
        </Table>
      ))}
    </Page>
  )
}
