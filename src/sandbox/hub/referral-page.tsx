import { ErrorSummary, SummaryList, Tag } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { Page } from '../../../launch/web/page.tsx'
import { OUTCOME_NAMES, STAGES } from '../../domain/coach-words.ts'
import { ringWords } from '../../domain/ring-first.ts'
import type { SharedLine } from '../../fhir/describe-transaction.ts'
import type { ReferralView } from '../../fhir/referral-view.ts'
import { BringForm } from '../case-system/bring-form.tsx'
import { EMPTY_DRAFT, type MoveDraft, type MoveProblem } from './move-form.ts'
import { MoveForms } from './move-forms.tsx'

export interface ReferralPageProps {
  readonly referral: ReferralView
  /** Where the inbox is mounted, with a slash at its end. */
  readonly home: string
  readonly draft?: MoveDraft
  /** Why the decision was not saved: on the form, or because of what the hub says. */
  readonly problem?: MoveProblem | { readonly message: string } | undefined
}

const Lines = ({ lines }: { lines: readonly SharedLine[] }): ReactElement => (
  <SummaryList>
    {lines.map(({ label, value }) => (
      <SummaryList.Row key={`${label} ${value}`}>
        <SummaryList.Key>{label}</SummaryList.Key>
        <SummaryList.Value>{value}</SummaryList.Value>
      </SummaryList.Row>
    ))}
  </SummaryList>
)

function statusLines({ status, updated, sent, referrer, practice, agreement }: ReferralView): SharedLine[] {
  return [
    { label: 'Sent', value: sent },
    { label: 'Last change', value: updated },
    ...(status.reason === undefined ? [] : [{ label: 'Reason', value: status.reason }]),
    ...(status.outcome === undefined ? [] : [{ label: 'Outcome', value: OUTCOME_NAMES[status.outcome] }]),
    { label: 'Referred by', value: referrer },
    { label: 'Practice', value: practice },
    { label: 'Agreement', value: agreement },
  ]
}

/** One referral: where it stands, what the coach can decide now, who it is about and what was shared. */
export function ReferralPage(props: ReferralPageProps): ReactElement {
  const { referral, home, draft = EMPTY_DRAFT, problem } = props
  const [stage, colour] = STAGES[referral.status.stage]
  const field = problem && 'field' in problem ? problem : undefined
  return (
    <Page
      title="Referral"
      heading={referral.name}
      service="WorkWell hub inbox"
      synthetic
      errors={problem !== undefined}
    >
      {problem !== undefined && (
        <ErrorSummary>
          <ErrorSummary.Title>Not saved</ErrorSummary.Title>
          <ErrorSummary.List>
            <ErrorSummary.ListItem href={field ? `#${field.field}` : '#status'}>
              {problem.message}
            </ErrorSummary.ListItem>
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      <p id="status">
        <Tag modifier={colour}>{stage}</Tag>
      </p>
      {referral.concern.heed && (
        <p>
          <Tag modifier="red">Safety</Tag> The referrer says: {referral.concern.text}
          {referral.talk === 'waiting' && referral.ring && `. ${ringWords(referral.ring)}`}
        </p>
      )}
      <MoveForms referral={referral} home={home} draft={draft} problem={field} />
      <BringForm referral={referral} home={home} />
      <h2 className="nhsuk-heading-m">The referral</h2>
      <Lines lines={statusLines(referral)} />
      <h2 className="nhsuk-heading-m">The patient</h2>
      <Lines lines={referral.patient} />
      <h2 className="nhsuk-heading-m">What was shared</h2>
      <Lines lines={[...referral.answers, ...referral.findings]} />
      <p>
        <a href={home}>All referrals</a>
      </p>
    </Page>
  )
}
