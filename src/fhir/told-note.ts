import type { Bundle, FhirResource, Observation } from 'fhir/r4.js'
import type { ToldNote, WholeNote } from '../domain/later-note.ts'
import { type Instant, isLocalDate } from '../domain/local-date.ts'
import type { ActingClinician } from './acting-clinician.ts'
import { ISSUED_ADVICE, own } from './codes.ts'
import { codeIn } from './elements.ts'
import { hubFinding } from './hub-resources.ts'
import { linkedTransaction } from './linked-entries.ts'
import { CS, keeps } from './systems.ts'
import { writeChange } from './write-task-provenance.ts'

export type StoredAdvice = Observation & { readonly id: string }

/** What a service was told of the fit note; undefined where its Observation says no advice that we know. */
export function readToldNote(stored: Observation): ToldNote | undefined {
  const advice = hubFinding.safeParse(stored).data
  const code = codeIn(advice?.valueCodeableConcept, CS.fitNoteAdvice)
  if (code !== 'not-fit' && code !== 'may-be-fit') return undefined
  const day = (text: string | undefined) => (text !== undefined && isLocalDate(text) ? text : undefined)
  return { advice: code, from: day(advice?.effectivePeriod?.start), to: day(advice?.effectivePeriod?.end) }
}

/**
 * The later note in the place of the one that was told, on the very version that was read; who told it stands beside (hazard H20).
 * The kinds of things that leave stay those that the patient agreed to: advice and dates, no condition, no comment.
 */
export function laterNoteTransaction(
  stored: StoredAdvice,
  note: WholeNote,
  clinician: ActingClinician,
  now: Instant,
): Bundle<FhirResource> {
  const version = stored.meta?.versionId
  const url = `Observation/${stored.id}`
  const words = note.advice === 'not-fit' ? 'Not fit for work' : 'May be fit for work'
  return linkedTransaction('LaterNoteMessage', [
    {
      fullUrl: urn(1),
      resource: {
        ...stored,
        status: 'final',
        code: { ...stored.code, text: 'Fitness for work advice' },
        effectivePeriod: { start: note.period.from, end: note.period.to },
        issued: now,
        valueCodeableConcept: { coding: [ISSUED_ADVICE[note.advice], own(CS.fitNoteAdvice, note.advice, words)] },
      },
      request: { method: 'PUT', url, ...(version && { ifMatch: `W/"${version}"` }) },
    },
    {
      fullUrl: urn(2),
      resource: { meta: keeps('Change', 'Provenance'), ...writeChange([url], clinician.agent, now) },
      request: { method: 'POST', url: 'Provenance' },
    },
    ...clinician.entries,
  ])
}

/** The name of an entry inside the transaction. */
const urn = (number: number): string => `urn:uuid:00000000-0000-4000-8000-00000000e00${number}`
