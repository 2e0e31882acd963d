import type { CodeableConcept, Coding, DocumentReference, Observation, Period, Reference } from 'fhir/r4.js'
import { addDays, type LocalDate } from '../../domain/local-date.ts'
import { ISSUED_ADVICE, RECOMMENDED, SNOMED } from '../../fhir/codes.ts'
import { CS } from '../../fhir/systems.ts'
import { CLINICIANS, displayClinician } from '../ehr/clinicians.ts'
import type { Emed3Entry, IssuerKey, NoteCase } from './patient-case.ts'

const concept = (coding: Coding): CodeableConcept => ({
  coding: [coding],
  ...(coding.display && { text: coding.display }),
})
const snomed = (code: string, display: string): CodeableConcept => concept({ system: CS.snomed, code, display })

const EMED3: Record<Emed3Entry, CodeableConcept> = {
  'not-fit': concept(ISSUED_ADVICE['not-fit']),
  'may-be-fit': concept(ISSUED_ADVICE['may-be-fit']),
  'by-hand-not-fit': snomed('751731000000106', 'MED3 (2010) issued by hand, not fit for work'),
  'by-hand-may-be-fit': snomed('751751000000104', 'MED3 (2010) issued by hand, may be fit for work'),
  'duplicate-not-fit': snomed('751621000000103', 'eMED3 (2010) duplicate statement issued, not fit for work'),
  'duplicate-may-be-fit': snomed('751641000000105', 'eMED3 (2010) duplicate statement issued, may be fit for work'),
}

const FITNESS: CodeableConcept = {
  coding: [
    { system: CS.observation, code: 'fitness-for-work-advice', display: 'Fitness for work advice' },
    SNOMED.fitnessForWork,
  ],
}
const ADJUSTMENT: CodeableConcept = {
  coding: [{ system: CS.observation, code: 'recommended-adjustment', display: 'Recommended adjustment' }],
}
const SOCIAL_HISTORY: CodeableConcept = {
  coding: [{ system: CS.observationCategory, code: 'social-history', display: 'Social History' }],
}

const periodOf = (today: LocalDate, days: { fromDaysAgo: number; lasting: number }): Period => {
  const start = addDays(today, -days.fromDaysAgo)
  return { start, end: addDays(start, days.lasting - 1) }
}

function practitioner(issuer: IssuerKey): Reference {
  const found = CLINICIANS.find(each => each.key === issuer)
  if (found === undefined) throw new Error(`No built-in clinician is called ${issuer}.`)
  return { reference: `Practitioner/${found.practitionerId}`, display: displayClinician(found) }
}

/** One fit note in one of the shapes that real systems send; our own form takes one Observation for each adjustment. */
export function fitNote(
  id: string,
  patient: string,
  today: LocalDate,
  note: NoteCase,
): (Observation | DocumentReference)[] {
  const subject = { reference: `Patient/${patient}` }
  const base = { resourceType: 'Observation', status: 'final', subject } as const
  switch (note.shape) {
    case 'emed3':
      // As GP systems record it: the finding is the code, and there is no value.
      return [
        {
          ...base,
          id,
          code: EMED3[note.entry],
          ...(note.says === 'period' && {
            effectivePeriod: periodOf(today, note.days),
            ...(note.issuedBy && { performer: [practitioner(note.issuedBy)] }),
          }),
          ...(note.says === 'issue-day' && { effectiveDateTime: addDays(today, -note.issuedDaysAgo) }),
        },
      ]
    case 'document':
      return [documentOf(id, subject, today, note)]
    case 'ctv3': {
      const entry = { ...base, effectiveDateTime: addDays(today, -note.recordedDaysAgo) }
      const code = concept({ system: CS.ctv3, code: note.code, display: note.term })
      const length = concept({ system: CS.ctv3, code: 'Y08c1', display: 'Duration of sickness certificate (Weeks)' })
      return [
        { ...entry, id, code },
        ...(note.weeks === undefined
          ? []
          : [{ ...entry, id: `${id}-length`, code: length, valueQuantity: { value: note.weeks } }]),
      ]
    }
    case 'own': {
      const shared = {
        ...base,
        category: [SOCIAL_HISTORY],
        effectivePeriod: periodOf(today, note.days),
        ...(note.issuedBy && { performer: [practitioner(note.issuedBy)] }),
      }
      return [
        { ...shared, id, code: FITNESS, valueCodeableConcept: EMED3[note.advice] },
        ...note.adjustments.map(each => ({
          ...shared,
          id: `${id}-${each}`,
          code: ADJUSTMENT,
          valueCodeableConcept: concept(RECOMMENDED[each]),
        })),
      ]
    }
  }
}

function documentOf(
  id: string,
  subject: { reference: string },
  today: LocalDate,
  note: Extract<NoteCase, { shape: 'document' }>,
): DocumentReference {
  return {
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    type: note.typedAs === undefined ? snomed('772786005', 'Medical certificate') : { text: note.typedAs },
    subject,
    date: `${addDays(today, -note.issuedDaysAgo)}T09:00:00Z`,
    description: note.from ?? 'Fit note (Med3), scanned',
    content: [
      {
        attachment: {
          contentType: 'text/plain',
          title: 'Synthetic fit note',
          data: Buffer.from('SYNTHETIC: stands for the scanned form.').toString('base64'),
        },
      },
    ],
    ...(note.days && { context: { period: periodOf(today, note.days) } }),
  }
}
