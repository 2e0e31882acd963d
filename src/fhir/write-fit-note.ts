import type { Bundle, Observation, QuestionnaireResponse } from 'fhir/r4.js'
import { ADJUSTMENT_NAMES, ADVICE_NAMES } from '../domain/fit-note.ts'
import type { FitNoteDraft } from '../domain/fit-note-draft.ts'
import type { Instant } from '../domain/local-date.ts'
import { answersTo } from './answers-to.ts'
import { ISSUED_ADVICE, own, RECOMMENDED, SNOMED } from './codes.ts'
import { CS, ID, keeps, ukCore } from './systems.ts'

/** What a draft of a note is written with. */
export interface FitNoteToWrite {
  /** One business identifier for the note, whatever shape it is written in. */
  readonly id: string
  readonly draft: FitNoteDraft
  readonly response: QuestionnaireResponse
  /** `issued` only once the clinician says so, or the record shows it (hazard H06). */
  readonly state: 'draft' | 'issued'
  readonly at: Instant
  readonly newId: () => string
}

/**
 * The structured copy of a note: the answers, the advice and one Observation for each adjustment. Until the note is issued in
 * the record system the answers are in progress, the Observations preliminary, and none carries an eMED3 "issued" code.
 */
export function writeFitNote({ id, draft, response, state, at, newId }: FitNoteToWrite): Bundle {
  const issued = state === 'issued'
  const { item } = answersTo('practice', 'fit-note', response)
  const identifier = { system: ID.fitNote, value: id }
  const answersUrl = `urn:uuid:${newId()}`
  const subject = response.subject ? { subject: response.subject } : {}
  const answers: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse',
    ...(response.questionnaire ? { questionnaire: response.questionnaire } : {}),
    ...subject,
    ...(response.author ? { author: response.author } : {}),
    ...(item ? { item } : {}),
    meta: keeps('FitNoteForm', 'QuestionnaireResponse'),
    identifier,
    status: issued ? 'completed' : 'in-progress',
    authored: at,
  }
  const shared = {
    resourceType: 'Observation',
    meta: { profile: [ukCore('Observation')] },
    status: issued ? 'final' : 'preliminary',
    category: [{ coding: [own(CS.observationCategory, 'social-history', 'Social History')] }],
    ...subject,
    ...periodOf(draft),
    ...(response.author ? { performer: [response.author] } : {}),
    derivedFrom: [{ reference: answersUrl }],
  } satisfies Omit<Observation, 'code'>
  const observations: Observation[] = [
    ...(draft.advice
      ? [
          {
            ...shared,
            identifier: [{ system: ID.extract, value: `${id}.fit-note-advice` }],
            code: {
              coding: [
                own(CS.observation, 'fitness-for-work-advice', 'Fitness for work advice'),
                SNOMED.fitnessForWork,
              ],
              text: issued ? 'Fitness for work advice' : 'Fitness for work advice, DRAFT - not a fit note',
            },
            valueCodeableConcept: {
              coding: [
                ...(issued ? [ISSUED_ADVICE[draft.advice]] : []),
                own(CS.fitNoteAdvice, draft.advice, ADVICE_NAMES[draft.advice]),
              ],
            },
          } satisfies Observation,
        ]
      : []),
    ...(draft.advice === 'may-be-fit' ? draft.adjustments : []).map(
      (adjustment): Observation => ({
        ...shared,
        identifier: [{ system: ID.extract, value: `${id}.fit-note-${adjustment}` }],
        code: { coding: [own(CS.observation, 'recommended-adjustment', 'Recommended adjustment')] },
        valueCodeableConcept: {
          coding: [
            ...(issued ? [RECOMMENDED[adjustment]] : []),
            own(CS.adjustment, adjustment, ADJUSTMENT_NAMES[adjustment]),
          ],
        },
      }),
    ),
  ]
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: at,
    entry: [
      { fullUrl: answersUrl, resource: answers },
      ...observations.map(resource => ({ fullUrl: `urn:uuid:${newId()}`, resource })),
    ],
  }
}

/** Both days inclusive; what the draft does not say is not said here either. */
const periodOf = ({ from, to, indefinite }: FitNoteDraft): Pick<Observation, 'effectivePeriod'> =>
  from || to ? { effectivePeriod: { ...(from ? { start: from } : {}), ...(to && !indefinite ? { end: to } : {}) } } : {}
