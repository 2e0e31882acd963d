import type { Bundle, CompositionSection, FhirResource, QuestionnaireResponse } from 'fhir/r4.js'
import type { Clinician } from '../domain/clinician.ts'
import { ADVICE_NAMES } from '../domain/fit-note.ts'
import { displayDate, type Instant } from '../domain/local-date.ts'
import { answersTo } from './answers-to.ts'
import { own } from './codes.ts'
import { documentAuthor, documentPatient, escaped, paragraph, patientNameIn, section } from './document-parts.ts'
import type { EhrRecord } from './ehr-record.ts'
import type { HealthAndWorkReport } from './read-report.ts'
import { CS, ID, ukCore } from './systems.ts'

export interface ReportToWrite {
  readonly id: string
  readonly report: HealthAndWorkReport
  readonly response: QuestionnaireResponse
  readonly record: EhrRecord
  readonly clinician: Clinician
  readonly at: Instant
  readonly newId: () => string
}

/** The report as a document: Composition first, with its author, its patient and the answers that it was written from. */
export function writeReport(to: ReportToWrite): Bundle {
  const { id, report, response, record, clinician, at, newId } = to
  const [composition, patient, author, answers] = [newId(), newId(), newId(), newId()].map(each => `urn:uuid:${each}`)
  if (!composition || !patient || !author || !answers) throw new Error('four ids were asked for')
  const identifier = { system: ID.healthReport, value: id }
  const resources: [string, FhirResource][] = [
    [
      composition,
      {
        resourceType: 'Composition',
        identifier,
        status: 'preliminary',
        type: {
          coding: [own(CS.document, 'ahp-health-and-work-report', 'AHP Health and Work Report')],
          text: 'AHP Health and Work Report',
        },
        subject: { reference: patient, display: patientNameIn(record) },
        date: at,
        author: [{ reference: author }],
        title: 'AHP Health and Work Report',
        ...(report.from
          ? { event: [{ period: { start: report.from, ...(report.to ? { end: report.to } : {}) } }] }
          : {}),
        section: sectionsOf(report, answers),
      },
    ],
    [patient, documentPatient(record)],
    [author, documentAuthor(record, clinician)],
    [
      answers,
      {
        ...answersTo('practice', 'health-and-work-report', response),
        meta: { profile: [ukCore('QuestionnaireResponse')] },
        identifier,
        status: 'in-progress',
        subject: { reference: patient },
        author: { reference: author },
        authored: at,
      },
    ],
  ]
  return {
    resourceType: 'Bundle',
    identifier,
    type: 'document',
    timestamp: at,
    entry: resources.map(([fullUrl, resource]) => ({ fullUrl, resource })),
  }
}

function sectionsOf(report: HealthAndWorkReport, answers: string): CompositionSection[] {
  const { advice, from, to, review, reviewOn, options, rows } = report
  const lines = [
    ...(advice ? [ADVICE_NAMES[advice]] : []),
    ...(from ? [`From ${displayDate(from)}${to ? ` to ${displayDate(to)}, both included` : ''}`] : []),
    ...(options.length > 0 ? [`With the employer's agreement: ${options.join(', ')}`] : []),
    ...(review ? [`Follow-up review ${review.toLowerCase()}${reviewOn ? `, on ${displayDate(reviewOn)}` : ''}`] : []),
  ]
  return [
    section('Advice', lines.map(paragraph).join('') || paragraph('No advice yet'), [{ reference: answers }]),
    ...(rows.length > 0 ? [section('Difficulties at work and recommendations', tableOf(rows))] : []),
  ]
}

const tableOf = (rows: HealthAndWorkReport['rows']): string =>
  `<table><tbody><tr><th>Difficulty</th><th>Recommendation or goal</th></tr>${rows
    .map(({ difficulty, goal, by }) => {
      const until = by ? ` (by ${displayDate(by)})` : ''
      return `<tr><td>${escaped(difficulty)}</td><td>${escaped(`${goal}${until}`)}</td></tr>`
    })
    .join('')}</tbody></table>`
