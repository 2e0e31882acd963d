import { Table, Tag } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { Page } from '../../../launch/web/page.tsx'
import { STAGES } from './coach-words.ts'
import { type Inbox, MOST_SHOWN } from './read-referrals.ts'
import type { ReferralView } from './referral-view.ts'

const sharedText = ({ sharing, answers }: ReferralView): string =>
  `${answers.length} ${answers.length === 1 ? 'answer' : 'answers'}, level: ${sharing}`

function Row({ referral, home }: { referral: ReferralView; home: string }): ReactElement {
  const [stage, colour] = STAGES[referral.status.stage]
  return (
    <Table.Row>
      <Table.Cell>
        <a href={`${home}referrals/${referral.taskId}`}>{referral.name}</a>
      </Table.Cell>
      <Table.Cell>{referral.phone}</Table.Cell>
      <Table.Cell>{referral.bestWay}</Table.Cell>
      <Table.Cell>
        {referral.concern.heed ? <Tag modifier="red">{referral.concern.text}</Tag> : referral.concern.text}
      </Table.Cell>
      <Table.Cell>{referral.workStatus}</Table.Cell>
      <Table.Cell>{sharedText(referral)}</Table.Cell>
      <Table.Cell>
        {referral.referrer}
        <br />
        {referral.practice}
      </Table.Cell>
      <Table.Cell>{referral.sent}</Table.Cell>
      <Table.Cell>
        <Tag modifier={colour}>{stage}</Tag>
      </Table.Cell>
    </Table.Row>
  )
}

const COLUMNS = ['Name', 'Phone', 'Best way', 'Safety', 'Work status', 'Shared', 'Referred by', 'Sent', 'Status']

/** The coach's list, newest first. */
export function InboxPage({ inbox, home }: { inbox: Inbox; home: string }): ReactElement {
  const { referrals, unreadable } = inbox
  return (
    <Page title="Referrals" heading="Referrals to WorkWell" service="WorkWell hub inbox" synthetic wide>
      {unreadable > 0 && (
        <p>
          <strong>
            {unreadable} {unreadable === 1 ? 'referral arrives' : 'referrals arrive'} in a form that cannot be read
            here.
          </strong>{' '}
          Look for {unreadable === 1 ? 'it' : 'them'} in the hub’s FHIR server.
        </p>
      )}
      {referrals.length === 0 ? (
        <p>No referral has arrived yet.</p>
      ) : (
        <Table responsive caption="Newest first" captionProps={{ size: 's' }}>
          <Table.Head>
            <Table.Row>
              {COLUMNS.map(column => (
                <Table.Cell key={column}>{column}</Table.Cell>
              ))}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {referrals.map(referral => (
              <Row key={referral.taskId} referral={referral} home={home} />
            ))}
          </Table.Body>
        </Table>
      )}
      {referrals.length >= MOST_SHOWN && <p>Only the newest {MOST_SHOWN} are shown.</p>}
    </Page>
  )
}
