import { Table } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { displayDate, londonDay } from '../../../src/domain/local-date.ts'
import type { Attention } from '../../../src/domain/practice-list.ts'
import { plural } from '../../../src/domain/spell-words.ts'
import { Page } from '../../web/page.tsx'
import type { PracticeList, PracticeReferral } from './practice-referrals.ts'

const WORDS: Readonly<Record<Attention, { readonly says: string; readonly next: string }>> = {
  'no-talk': {
    says: 'Waiting for a talk: the service was asked to phone before contact, and no talk is recorded after two working days',
    next: 'Ring the service. Then open WorkWell from the patient’s record and say that you have spoken.',
  },
  refused: {
    says: 'Not taken: the service’s system declined it',
    next: 'Ring the service and ask why. Think about another way to help the patient.',
  },
  held: {
    says: 'Saved, not sent: the connection to the service has a fault',
    next: 'It goes once the connection is put right; whoever runs this app is told. If it should not wait, ring the service.',
  },
  failed: { says: 'Did not reach a coach', next: 'Ring the service: refer again if the patient still needs it.' },
  'not-there': {
    says: 'The service’s system does not have it',
    next: 'Ring the service and ask whether somebody has it. If not, refer again.',
  },
  declined: { says: 'Declined by the service', next: 'Think about another way to help the patient.' },
  ended: {
    says: 'Ended, and the service does not say how',
    next: 'Ring the service: refer again if the patient still needs it.',
  },
  'not-sent': { says: 'Saved, not sent yet', next: 'It is tried again by itself. After an hour, ring the service.' },
  'not-acknowledged': {
    says: 'Not opened after two working days',
    next: 'Ring the service and ask whether somebody has it.',
  },
  question: { says: 'The service has a question', next: 'Answer it from the patient’s record, or ring the service.' },
  'no-contact': { says: 'The service could not reach the patient', next: 'Check the patient’s contact details.' },
  'not-readable': { says: 'How it stands is not known', next: 'Look again later, or ring the service.' },
}

const COLUMNS: readonly { readonly head: string; readonly cell: (referral: PracticeReferral) => string }[] = [
  {
    head: 'Patient',
    cell: ({ patient }) =>
      patient ? `${patient.name}, born ${patient.born}` : 'Name no longer kept here: see the practice’s record',
  },
  {
    head: 'Referred',
    cell: ({ acceptedAt, service }) => `${displayDate(londonDay(new Date(acceptedAt)))}, ${service}`,
  },
  { head: 'How it stands', cell: ({ attention }) => WORDS[attention].says },
  {
    head: 'What to do',
    cell: ({ attention, phone }) => `${WORDS[attention].next}${phone ? ` Phone ${phone}.` : ''}`,
  },
]

/** Several patients stand here, so no patient's banner does: nobody is acted upon from this page (hazard H01). */
export function PracticePage(props: {
  list: PracticeList | undefined
  practice: string
  back: string
  synthetic: boolean
}): ReactElement {
  const { list, practice, back, synthetic } = props
  return (
    <Page title="Referrals of the practice" heading="Referrals that need attention" synthetic={synthetic} wide>
      <p>
        {practice}. Several patients are on this page. To do something for one of them, open WorkWell from that
        patient’s record.
      </p>
      {list === undefined ? (
        <p>Your record system does not say for which practice you work, so no referrals can be listed.</p>
      ) : (
        <Listed list={list} />
      )}
      <p>
        <a href={back}>Back to the consultation</a>
      </p>
    </Page>
  )
}

function Listed({ list }: { list: PracticeList }): ReactElement {
  const { referrals, total, notAsked } = list
  return (
    <>
      {referrals.length === 0 ? (
        <p>
          {total === 0
            ? 'Nobody here has referred a patient in the last 30 days.'
            : 'Nothing needs attention: every referral of the last 30 days that was looked up is with its service.'}
        </p>
      ) : (
        <Table
          responsive
          caption={`${referrals.length} of ${plural(total, 'referral')} in the last 30 days`}
          captionProps={{ size: 's' }}
        >
          <Table.Head>
            <Table.Row>
              {COLUMNS.map(({ head }) => (
                <Table.Cell key={head}>{head}</Table.Cell>
              ))}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {referrals.map(referral => (
              <Table.Row key={referral.referralId}>
                {COLUMNS.map(({ head, cell }) => (
                  <Table.Cell key={head}>
                    <span className="nhsuk-table-responsive__heading" aria-hidden="true">
                      {head}{' '}
                    </span>
                    {cell(referral)}
                  </Table.Cell>
                ))}
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      )}
      {notAsked > 0 && (
        <p>
          The services were asked about the newest referrals only: how {notAsked} older ones stand was not looked up.
        </p>
      )}
    </>
  )
}
