import type { Bundle, Composition } from 'fhir/r4.js'
import type { Clinician } from '../domain/clinician.ts'
import { ADJUSTMENT_NAMES, ADVICE_NAMES } from '../domain/fit-note.ts'
import type { FitNoteDraft } from '../domain/fit-note-draft.ts'
import { displayDate } from '../domain/local-date.ts'
import { own } from './codes.ts'
import { documentAuthor, documentPatient, paragraph, patientNameIn, section } from './document-parts.ts'
import type { EhrRecord } from './ehr-record.ts'
import { CS, ID, ukCore } from './systems.ts'
import { type FitNoteToWrite, writeFitNote } from './write-fit-note.ts'

export interface FitNoteDocumentToWrite extends FitNoteToWrite {
  readonly record: EhrRecord
  readonly clinician: Clinician
}

/**
 * The structured copy of a note as one document (R4, Documents): Composition first, then whom it is about, who wrote it, the answers and
 * the findings. It is no fit note and says so; nothing of the condition stands in its words (hazard H06).
 */
export function fitNoteDocument(to: FitNoteDocumentToWrite): Bundle {
  const { id, draft, state, record, clinician, at, newId } = to
  const [composition, patient, author] = [newId(), newId(), newId()].map(each => `urn:uuid:${each}`)
  if (!composition || !patient || !author) throw new Error('three ids were asked for')
  const response = { ...to.response, subject: { reference: patient }, author: { reference: author } }
  const entries = writeFitNote({ ...to, response }).entry ?? []
  const identifier = { system: ID.fitNote, value: id }
  const title = state === 'issued' ? 'Structured copy of an issued fit note' : 'DRAFT - not a fit note'
  const head: Composition = {
    resourceType: 'Composition',
    meta: { profile: [ukCore('Composition')] },
    identifier,
    status: state === 'issued' ? 'final' : 'preliminary',
    type: { coding: [own(CS.document, 'fit-note-copy', 'Structured copy of a fit note')], text: title },
    subject: { reference: patient, display: patientNameIn(record) },
    date: at,
    author: [{ reference: author }],
    title,
    section: [
      section(
        'Advice',
        linesOf(draft).map(paragraph).join(''),
        entries.flatMap(({ fullUrl }) => (fullUrl ? [{ reference: fullUrl }] : [])),
      ),
    ],
  }
  return {
    resourceType: 'Bundle',
    identifier,
    type: 'document',
    timestamp: at,
    entry: [
      { fullUrl: composition, resource: head },
      { fullUrl: patient, resource: documentPatient(record) },
      { fullUrl: author, resource: documentAuthor(record, clinician) },
      ...entries,
    ],
  }
}

const linesOf = ({ advice, adjustments, from, to, indefinite }: FitNoteDraft): string[] => [
  advice ? ADVICE_NAMES[advice] : 'No advice yet',
  ...(from ? [`From ${displayDate(from)}${indefinite ? ', until further notice' : ''}`] : []),
  ...(to && !indefinite ? [`To ${displayDate(to)}, included`] : []),
  ...(advice === 'may-be-fit' ? adjustments.map(each => ADJUSTMENT_NAMES[each]) : []),
]
