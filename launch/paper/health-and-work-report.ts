import type { ClinicalContext } from '../../src/domain/clinical-context.ts'
import { type Clinician, PROFESSION_NAMES } from '../../src/domain/clinician.ts'
import { ADVICE_NAMES } from '../../src/domain/fit-note.ts'
import { displayDate, type LocalDate } from '../../src/domain/local-date.ts'
import type { HealthAndWorkReport } from '../../src/fhir/read-report.ts'
import { ID } from '../../src/fhir/systems.ts'
import { type PaperDocument, paragraph } from './paper-document.ts'
import { type PaperLine, standingLines } from './paper-line.ts'
import { patientLines } from './patient-lines.ts'
import { mayStand, ownTerms, type PaperElement } from './what-papers-hold.ts'

interface WrittenReport {
  readonly report: HealthAndWorkReport
  readonly clinician: Clinician
}
type About = Pick<ClinicalContext, 'patient' | 'practice'>

/** The report of the allied health professions. What was not said is said to be missing. */
export function healthAndWorkReport(about: About, written: WrittenReport): PaperDocument {
  const rows = mayStand('work-difficulties', TERMS) ? written.report.rows : []
  const said = rows.map(({ difficulty, goal, by }): [string, string] => [
    difficulty || NOT_SAID,
    `${goal || NOT_SAID}${by ? ` (by ${displayDate(by)})` : ''}`,
  ])
  return {
    paper: 'health-and-work-report',
    title: 'AHP Health and Work Report',
    heading: 'AHP Health and Work Report',
    blocks: [
      paragraph('Evidence for sick pay, not for benefits. This is not a fit note.'),
      { kind: 'rows', rows: standingLines(linesOf(about, written), TERMS) },
      {
        kind: 'table',
        caption: 'Difficulties at work, and what is recommended',
        columns: ['Difficulty that the patient reports', 'Recommendation or goal'],
        rows: said.length > 0 ? said : [[NOT_SAID, NOT_SAID]],
      },
    ],
  }
}

const TERMS = ownTerms('health-and-work-report')
const NOT_SAID = 'Not said yet'
const dayOr = (day: LocalDate | undefined): string => (day ? displayDate(day) : NOT_SAID)

function linesOf({ practice, patient }: About, { report, clinician }: WrittenReport): PaperLine[] {
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

function periodWords({ from, to }: HealthAndWorkReport): string {
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
