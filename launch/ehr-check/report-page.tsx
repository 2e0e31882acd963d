import { Tag } from 'nhsuk-react-components'
import type { ComponentProps, ReactElement } from 'react'
import { Page } from '../web/page.tsx'
import type { Checked, Report, Status } from './report.ts'

const WORDS: Readonly<Record<Status, string>> = {
  pass: 'Passed',
  warn: 'Look at this',
  fail: 'Failed',
  'not-run': 'Not run',
}
const COLOURS: Readonly<Record<Status, ComponentProps<typeof Tag>['modifier']>> = {
  pass: 'green',
  warn: 'yellow',
  fail: 'red',
  'not-run': 'grey',
}

/** The verdict in one sentence. */
function outcomeOf({ summary, depth }: Report): string {
  if (summary.fail > 0)
    return `${summary.fail} ${summary.fail === 1 ? 'check' : 'checks'} failed. Mend what follows before clinicians use the app with this EHR.`
  if (depth === 'without-sign-in')
    return 'Nothing stands in the way of a launch, as far as can be told without signing in.'
  return summary.warn > 0
    ? 'This EHR can launch the app. Some things could be better.'
    : 'This EHR can launch the app, and every check that ran has passed.'
}

function CheckItem({ check }: { check: Checked }): ReactElement {
  const { id, name, status, clause, seen, todo } = check
  return (
    <li className="ww-check" id={id}>
      <h3 className="nhsuk-heading-xs">
        <Tag modifier={COLOURS[status]}>{WORDS[status]}</Tag> {name}
      </h3>
      <p>{`Seen: ${seen}`}</p>
      {todo !== undefined && (
        <p>
          <strong>What to do:</strong> {todo}
        </p>
      )}
      <p className="nhsuk-body-s">
        {clause}. <code>{id}</code>
      </p>
    </li>
  )
}

export interface ReportPageProps {
  readonly report: Report
  readonly ehrName: string
  /** The same as JSON. */
  readonly jsonUrl: string
  readonly launchUrl: string
  readonly synthetic: boolean
}

/** A report for the engineers of an EHR: what to mend first, then every check. To be printed or sent on as it is. */
export function ReportPage({ report, ehrName, jsonUrl, launchUrl, synthetic }: ReportPageProps): ReactElement {
  const { summary, checks, depth, checkedAt, issuer } = report
  const toMend = checks.filter(({ status }) => status === 'fail')
  const groups = [...new Set(checks.map(({ group }) => group))]
  return (
    <Page title="EHR check" heading={`Check of ${ehrName}`} synthetic={synthetic}>
      <p className="nhsuk-body-l">{outcomeOf(report)}</p>
      <ul>
        <li>
          FHIR base: <code className="ww-reference">{issuer}</code>
        </li>
        <li>{depth === 'full' ? 'A whole launch, with a sign-in.' : 'Without signing in.'}</li>
        <li>
          Checked at <time dateTime={checkedAt}>{`${checkedAt.slice(0, 19).replace('T', ' ')} UTC`}</time>.
        </li>
        <li>
          {`${summary.pass} passed, ${summary.warn} to look at, ${summary.fail} failed, ${summary['not-run']} not run.`}
        </li>
      </ul>
      {toMend.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">What to mend</h2>
          <p>These should hold, and do not:</p>
          <ol>
            {toMend.map(({ id, name }) => (
              <li key={id}>
                <a href={`#${id}`}>{name}</a>
              </li>
            ))}
          </ol>
        </>
      )}
      {groups.map(group => (
        <section key={group}>
          <h2 className="nhsuk-heading-m">{group}</h2>
          <ol className="ww-checks">
            {checks
              .filter(check => check.group === group)
              .map(check => (
                <CheckItem key={check.id} check={check} />
              ))}
          </ol>
        </section>
      ))}
      <h2 className="nhsuk-heading-m">What now</h2>
      {depth === 'without-sign-in' && (
        <p>
          For the token, the launch context and the record, launch <code className="ww-reference">{launchUrl}</code>{' '}
          from your EHR for a test patient.
        </p>
      )}
      <p>
        <a href={jsonUrl}>This report as JSON</a>, or <a href="/ehr-check">check another EHR</a>. It holds no token and
        nothing of a patient.
      </p>
    </Page>
  )
}
