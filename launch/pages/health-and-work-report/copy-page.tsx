import type { ReactElement } from 'react'
import { type Clinician, PROFESSION_NAMES } from '../../../src/domain/clinician.ts'
import { ADVICE_NAMES } from '../../../src/domain/fit-note.ts'
import { displayDate, type LocalDate } from '../../../src/domain/local-date.ts'
import { ID } from '../../../src/fhir/systems.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import type { PaperLine } from '../../paper/paper-line.ts'
import { PaperLines } from '../../paper/paper-lines.tsx'
import { patientLines } from '../../paper/patient-lines.ts'
import { mayStand, ownTerms, type PaperElement } from '../../paper/what-papers-hold.ts'
import { BeforeCopying } from '../frame/before-copying.tsx'
import { pathOf } from '../frame/gate.ts'
import { AsFhir } from '../frame/online-view.tsx'
import { PaperPage } from '../frame/paper-page.tsx'
import type { ReportOfConsultation } from './report-of.ts'

/** The report on one sheet of A4. What was not said is said to be missing. */
export function ReportCopyPage(props: {
  consultation: Consultation
  written: ReportOfConsultation
  synthetic: boolean
}): ReactElement {
  const { consultation, written, synthetic } = props
  const rows = mayStand('work-difficulties', TERMS) ? written.report.rows : []
  return (
    <PaperPage
      consultation={consultation}
      synthetic={synthetic}
      title="AHP Health and Work Report"
      heading="AHP Health and Work Report"
    >
      <p>Evidence for sick pay, not for benefits. This is not a fit note.</p>
      <BeforeCopying consultation={consultation} />
      <PaperLines lines={linesOf(consultation, written)} terms={TERMS} />
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
      <p className="ww-no-print">
        The patient agrees that it goes to: {written.shareWith.join(', ') || 'nobody yet, so hand it to the patient'}.
        Print it with your browser’s own print command.{' '}
        <a href={pathOf(consultation, 'health-and-work-report')}>Change the report</a>
        {' · '}
        <AsFhir href={pathOf(consultation, 'health-and-work-report/fhir')} />
        {' · '}
        <a href={pathOf(consultation, '')}>Back to the consultation</a>
      </p>
    </PaperPage>
  )
}

const TERMS = ownTerms('health-and-work-report')
const NOT_SAID = 'Not said yet'
const dayOr = (day: LocalDate | undefined): string => (day ? displayDate(day) : NOT_SAID)

function linesOf({ context }: Consultation, { report, clinician }: ReportOfConsultation): PaperLine[] {
  const { practice, patient } = context
  const line = (element: PaperElement, label: string, said: string): PaperLine => ({ element, label, said })
  const { review, reviewOn } = report
  return [
    ...patientLines(patient),
    line('advice', 'Advice', report.advice ? ADVICE_NAMES[report.advice] : NOT_SAID),
    line('advice', 'Assessed on', dayOr(report.assessedOn)),
    line('advice', 'The advice holds', periodWords(report)),
    line('advice', 'With the employer’s agreement', report.options.join(', ') || 'Nothing ticked'),
    line(
      'advice',
      'Follow-up review',
      review ? `${review}${reviewOn ? `, on ${displayDate(reviewOn)}` : ''}` : NOT_SAID,
    ),
    line('author', 'Written by', writtenBy(clinician)),
    ...(practice === 'unknown' || !known(practice.name)
      ? [line('practice', 'Organisation', 'Not in the record')]
      : [line('practice', 'Organisation', practice.name)]),
    ...(practice !== 'unknown' && known(practice.phone) ? [line('practice-phone', 'Phone', practice.phone)] : []),
  ]
}

function periodWords({ from, to }: ReportOfConsultation['report']): string {
  if (from && to) return `${displayDate(from)} to ${displayDate(to)}, both included`
  if (from) return `From ${displayDate(from)}. Until when is not said yet`
  return to ? `To ${displayDate(to)}, included. From when is not said yet` : NOT_SAID
}

const known = (text: string): boolean => text !== 'unknown'

function writtenBy({ name, profession, identifiers }: Clinician): string {
  const hcpc = identifiers.find(each => each.system === ID.hcpc)?.value
  return [
    name === 'unknown' ? 'Name not in the record' : name,
    profession === 'unknown'
      ? 'profession not said'
      : `${PROFESSION_NAMES[profession.is]}${profession.from === 'record' ? '' : ' (as stated by the clinician)'}`,
    ...(hcpc && mayStand('author-registration', TERMS) ? [`HCPC ${hcpc}`] : []),
  ].join(', ')
}
