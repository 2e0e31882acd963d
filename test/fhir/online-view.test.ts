import { expect, it } from 'vitest'
import { fitNoteDocument } from '../../src/fhir/fit-note-document.ts'
import { bundleWithOnlineView, isToBeHidden, withOnlineView } from '../../src/fhir/online-view.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { readFitNoteDraft } from '../../src/fhir/read-fit-note-draft.ts'
import { loadQuestionnaire } from '../../src/profiles.ts'
import { newResponse } from '../../src/questionnaire/new-response.ts'
import { ehrRecord } from '../support/ehr-record.ts'
import { numberedIds } from './written-referral.ts'

/** As GP Connect prints it, and not as the code under test has it. */
const LABEL = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  code: 'NOPAT',
  display: "no disclosure to patient, family or caregivers without attending provider's authorization",
}
const resource = { resourceType: 'ServiceRequest', meta: { profile: ['https://a.example/p'] } }

it('what is to be hidden bears the label beside what its meta had, once', () => {
  const hidden = withOnlineView(resource, 'hide')
  expect(hidden).toEqual({ ...resource, meta: { profile: ['https://a.example/p'], security: [LABEL] } })
  expect(withOnlineView(hidden, 'hide')).toEqual(hidden)
  expect([isToBeHidden(hidden), isToBeHidden(resource)]).toEqual([true, false])
  const restricted = {
    resourceType: 'ServiceRequest',
    meta: { security: [{ system: 'https://a.example/s', code: 'R' }] },
  }
  expect(isToBeHidden(restricted)).toBe(false)
  expect(withOnlineView(restricted, 'hide').meta.security).toEqual([...restricted.meta.security, LABEL])
})

it.each(['show', undefined] as const)('without "hide" (%s) nothing is changed', view => {
  expect(withOnlineView(resource, view)).toEqual(resource)
})

it('in a document all that was written is labelled, and neither the patient, the clinician nor the Bundle', () => {
  const response = newResponse(loadQuestionnaire('fit-note'), { authored: '2026-09-03T09:12:00.000Z' })
  const record = ehrRecord()
  const bundle = fitNoteDocument({
    id: 'note-1',
    draft: { ...readFitNoteDraft(response), advice: 'not-fit' },
    response,
    state: 'draft',
    at: '2026-09-03T09:12:00.000Z',
    newId: numberedIds(),
    record,
    clinician: readContext(record).clinician,
  })
  const labelled = (view: 'hide' | 'show') =>
    (bundleWithOnlineView(bundle, view).entry ?? []).flatMap(({ resource: each }) =>
      each && isToBeHidden(each) ? [each.resourceType] : [],
    )
  expect(labelled('hide')).toEqual(['Composition', 'QuestionnaireResponse', 'Observation'])
  expect(labelled('show')).toEqual([])
  expect(bundleWithOnlineView(bundle, 'hide').meta).toBeUndefined()
})
