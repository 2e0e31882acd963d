import { Table } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { OUTCOME_NAMES } from '../../../src/domain/coach-words.ts'
import { displayInstant, type Instant } from '../../../src/domain/local-date.ts'
import { type ShownCount, STEPS, type Step } from '../../../src/domain/referral-counts.ts'
import { OUTCOMES } from '../../../src/domain/referral-status.ts'
import { plural } from '../../../src/domain/spell-words.ts'
import { DeskPage } from '../desk-page.tsx'
import type { AtDesk } from '../gate.ts'
import type { Counted, CountedPathway } from './counted.ts'

const STEP_WORDS: Readonly<Record<Step, string>> = {
  accepted: 'Referrals made',
  sent: 'Arrived at the service',
  acknowledged: 'Opened by the service',
  contacted: 'Patient contacted',
  started: 'Support started',
  ended: 'Ended',
}

const PATHWAY_WORDS: Readonly<Record<string, string>> = {
  all: 'All',
  refer: 'Referral, no new fit note',
  'note-and-refer': 'Fit note and referral',
  unknown: 'Not recorded',
}

/** What became of the referrals to one service, as a picture and as tables that say the same. */
export function CountsPage(
  props: Counted & { readonly at: AtDesk; readonly countedAt: Instant; readonly synthetic: boolean },
): ReactElement {
  const { at, rows, offered, declined, countedAt, synthetic } = props
  const [all] = rows
  return (
    <DeskPage at={at} title="Counts" heading={`Referrals to ${at.desk.service.name}`} synthetic={synthetic} wide>
      {all && (
        <Funnel
          bars={[
            ['Could be offered', offered],
            ...STEPS.map(step => [STEP_WORDS[step], all.counts.steps[step]] as const),
          ]}
        />
      )}
      <p>
        Could be offered in a consultation: {offered}. The patient did not agree: {declined}.
      </p>
      <p>{daysInWords(all?.counts.daysToFirstContact)}</p>
      <StepTable rows={rows} />
      {all && (
        <Table caption="Outcomes, as the service gave them">
          <Table.Body>
            {OUTCOMES.map(outcome => (
              <Table.Row key={outcome}>
                <Table.Cell>{OUTCOME_NAMES[outcome]}</Table.Cell>
                <Table.Cell>{all.counts.outcomes[outcome]}</Table.Cell>
              </Table.Row>
            ))}
            <Table.Row>
              <Table.Cell>Finished, no outcome given</Table.Cell>
              <Table.Cell>{all.counts.finished}</Table.Cell>
            </Table.Row>
          </Table.Body>
        </Table>
      )}
      <p className="nhsuk-body-s">
        Counted at {displayInstant(countedAt)}. Counts are rounded to the nearest 5, and counts from 1 to 4 are not
        shown, so that nobody can be told from them. How a referral stands is looked up at the service’s system every
        few minutes.
      </p>
      <p>
        <a href={`${at.home}counts.csv`}>Download as CSV</a>
        {at.session.roles.includes('coach') && (
          <>
            {' · '}
            <a href={at.home}>Back to the referrals</a>
          </>
        )}
      </p>
    </DeskPage>
  )
}

const size = (count: ShownCount): number => (count === 'fewer than 5' ? 2.5 : count)
const BAR = { height: 16, each: 46, width: 400 }

/** The picture; the table below it has the same numbers for those who do not see it. */
function Funnel({ bars }: { bars: readonly (readonly [label: string, count: ShownCount])[] }): ReactElement {
  const most = Math.max(1, ...bars.map(([, count]) => size(count)))
  return (
    <svg className="ww-funnel" viewBox={`0 0 ${BAR.width} ${bars.length * BAR.each}`} aria-hidden="true">
      {bars.map(([label, count], index) => (
        <g key={label} transform={`translate(0 ${index * BAR.each})`}>
          <text x={0} y={15}>
            {label}: {count}
          </text>
          <rect y={21} width={(size(count) / most) * BAR.width} height={BAR.height} />
        </g>
      ))}
    </svg>
  )
}

function StepTable({ rows }: { rows: readonly CountedPathway[] }): ReactElement {
  return (
    <Table caption="How far referrals came, by what the consultation was for">
      <Table.Head>
        <Table.Row>
          <Table.Cell>Step</Table.Cell>
          {rows.map(({ pathway }) => (
            <Table.Cell key={pathway}>{PATHWAY_WORDS[pathway] ?? pathway}</Table.Cell>
          ))}
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {STEPS.map(step => (
          <Table.Row key={step}>
            <Table.Cell>{STEP_WORDS[step]}</Table.Cell>
            {rows.map(({ pathway, counts }) => (
              <Table.Cell key={pathway}>{counts.steps[step]}</Table.Cell>
            ))}
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  )
}

function daysInWords(days: number | undefined): string {
  if (days === undefined) return 'Days to the first contact: fewer than 5 patients were contacted.'
  if (days === 0) return 'Half of the patients who were contacted were contacted on the day of the referral.'
  return `Half of the patients who were contacted were contacted within ${plural(days, 'day')}.`
}
