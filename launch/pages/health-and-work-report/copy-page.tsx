import { SummaryList } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { type Clinician, PROFESSION_NAMES } from '../../../src/domain/clinician.ts'
import { ADVICE_NAMES } from '../../../src/domain/fit-note.ts'
import { displayDate, type LocalDate } from '../../../src/domain/local-date.ts'
import { ID } from '../../../src/fhir/systems.ts'
import type { Consultation } from '../consultation-of.ts'
import { ConsultationPage } from '../consultation-page.tsx'
import { pathOf } from '../gate.ts'
import type { ReportOfConsultation } from './report-of.ts'

/** The report on one sheet of A4. What was not said is said to be missing. */
export function ReportCopyPage(props: {
  consultation: Consultation
  written: ReportOfConsultation
  synthetic: boolean
}): ReactElement {
  const { consultation, written, synthetic } = props
  const { rows } = written.report
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="AHP Health and Work Report"
      heading="AHP Health and Work Report"
    >
      <p>Evidence for sick pay, not for benefits. This is not a fit note.</p>
      <SummaryList>
        {linesOf(consultation, written).map(([label, value]) => (
          <SummaryList.Row key={label}>
            <SummaryList.Key>{label}</SummaryList.Key>
            <SummaryList.Value>{value}</SummaryList.Value>
          </SummaryList.Row>
        ))}
      </SummaryList>
      <table className="nhsuk-table">
        <caption className="nhsuk-table__caption">Difficulties at work, and what is recommended</caption>
        <thead>
          <tr>
            <th scope="col">Difficulty that the patient reports</th>
            <th scope="col">Recommendation or goal</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ difficulty, goal, by }) => (
            <tr key={difficulty + goal}>
              <td>{difficulty || NOT_SAID}</td>
              <td>
                {goal || NOT_SAID}
                {by && ` (by ${displayDate(by)})`}
              </td>
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={2}>{NOT_SAID}</td>
            </tr>
          )}
        </tbody>
      </table>
      <p className="ww-not-printed">
        Print it with your browser’s own print command.{' '}
        <a href={pathOf(consultation, 'health-and-work-report')}>Change the report</a>
        {' · '}
        <a href={pathOf(consultation, 'health-and-work-report/fhir')}>As FHIR</a>
        {' · '}
        <a href={pathOf(consultation, '')}>Back to the consultation</a>
      </p>
    </ConsultationPage>
  )
}

const NOT_SAID = 'Not said yet'
const dayOr = (day: LocalDate | undefined): string => (day ? displayDate(day) : NOT_SAID)

function linesOf({ context }: Consultation, { report, clinician }: ReportOfConsultation): [string, string][] {
  const { practice } = context
  const contact =
    practice === 'unknown' ? 'Not in the record' : [practice.name, practice.phone].filter(known).join(', ')
  return [
    ['Advice', report.advice ? ADVICE_NAMES[report.advice] : NOT_SAID],
    ['Assessed on', dayOr(report.assessedOn)],
    ['The advice holds', `${dayOr(report.from)} to ${dayOr(report.to)}, both included`],
    ['With the employer’s agreement', report.options.join(', ') || 'Nothing ticked'],
    [
      'Follow-up review',
      report.review ? `${report.review}${report.reviewOn ? `, on ${displayDate(report.reviewOn)}` : ''}` : NOT_SAID,
    ],
    ['Written by', writtenBy(clinician)],
    ['Organisation', contact],
    ['The patient agrees that it goes to', report.shareWith.join(', ') || 'Nobody yet: hand it to the patient'],
  ]
}

const known = (text: string): boolean => text !== 'unknown'

function writtenBy({ name, profession, identifiers }: Clinician): string {
  const hcpc = identifiers.find(each => each.system === ID.hcpc)?.value
  return [
    name === 'unknown' ? 'Name not in the record' : name,
    profession === 'unknown'
      ? 'profession not said'
      : `${PROFESSION_NAMES[profession.is]}${profession.from === 'record' ? '' : ' (as stated by the clinician)'}`,
    ...(hcpc ? [`HCPC ${hcpc}`] : []),
  ].join(', ')
}
