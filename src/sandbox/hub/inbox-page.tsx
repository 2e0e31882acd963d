import { Table, Tag } from 'nhsuk-react-components'
import type { ReactElement, ReactNode } from 'react'
import { Page } from '../../../launch/web/page.tsx'
import { STAGES } from '../../domain/coach-words.ts'
import { ringWords } from '../../domain/ring-first.ts'
import type { ReferralView } from '../../fhir/referral-view.ts'
import { type Inbox, MOST_SHOWN } from '../../gateways/read-referrals.ts'

const COLUMNS: readonly {
  readonly head: string
  readonly cell: (referral: ReferralView, home: string) => ReactNode
}[] = [
  { head: 'Name', cell: ({ taskId, name }, home) => <a href={`${home}referrals/${taskId}`}>{name}</a> },
  { head: 'How to reach', cell: reachCell },
  {
    head: 'Safety',
    cell: ({ concern }) => (concern.heed ? <Tag modifier="red">{concern.text}</Tag> : concern.text),
  },
  {
    head: 'Work and sharing',
    cell: referral => <Two first={referral.workStatus} second={sharedText(referral)} />,
  },
  { head: 'Referred by', cell: ({ referrer, practice }) => <Two first={referrer} second={practice} /> },
  { head: 'Sent', cell: ({ sent }) => sent },
  { head: 'Status', cell: ({ status }) => <Stage stage={status.stage} /> },
]

/** Before the talk that the referrer asked for, whom to phone is all there is to know. */
function reachCell({ phone, bestWay, talk, ring }: ReferralView): ReactElement {
  if (talk === 'waiting' && ring) return <span>{ringWords(ring)}</span>
  return <Two first={phone} second={`Best way: ${bestWay}`} />
}

const sharedText = ({ sharing, answers }: ReferralView): string =>
  `Shared: ${sharing} (${answers.length} ${answers.length === 1 ? 'answer' : 'answers'})`

const Two = ({ first, second }: { first: string; second: string }): ReactElement => (
  <span>
    {first}
    <br />
    {second}
  </span>
)

function Stage({ stage }: { stage: ReferralView['status']['stage'] }): ReactElement {
  const [words, colour] = STAGES[stage]
  return <Tag modifier={colour}>{words}</Tag>
}

/** The coach's list, newest first. On a narrow screen each cell carries its own heading, which static markup has to bring. */
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
              {COLUMNS.map(({ head }) => (
                <Table.Cell key={head}>{head}</Table.Cell>
              ))}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {referrals.map(referral => (
              <Table.Row key={referral.taskId}>
                {COLUMNS.map(({ head, cell }) => (
                  <Table.Cell key={head}>
                    <span className="nhsuk-table-responsive__heading" aria-hidden="true">
                      {head}{' '}
                    </span>
                    {cell(referral, home)}
                  </Table.Cell>
                ))}
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      )}
      {referrals.length >= MOST_SHOWN && <p>Only the newest {MOST_SHOWN} are shown.</p>}
    </Page>
  )
}
