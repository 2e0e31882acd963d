import type { QuestionnaireResponse } from 'fhir/r4.js'
import { expect, it } from 'vitest'
import { fitNoteOf } from '../../../../launch/pages/fit-note/fit-note-of.ts'
import { WORKWELL_SENTENCE } from '../../../../src/domain/fit-note-prompts.ts'
import { loadQuestionnaire } from '../../../../src/profiles.ts'
import { consultation, pageDeps } from '../../consultation/one-consultation.ts'

const deps = pageDeps({ fitNoteForm: loadQuestionnaire('fit-note') })

function withDraft(response: QuestionnaireResponse) {
  const opened = consultation()
  return { ...opened, draft: { ...opened.draft, fitNote: { response, state: 'draft' as const } } }
}
const response = (tick: string): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  status: 'in-progress',
  item: [
    { linkId: 'comments', answer: [{ valueString: `Avoid lifting. ${WORKWELL_SENTENCE}` }] },
    { linkId: tick, answer: [{ valueBoolean: true }] },
  ],
})

it('a draft of before, whose tick asked something else, names WorkWell no more: nobody has said that the employer may read it', async () => {
  const before = await fitNoteOf(withDraft(response('name-workwell')), deps)
  expect(before.note.comments).toBe('Avoid lifting.')
  expect(before.copied.sentences).toEqual([])
  expect(JSON.stringify(before.response)).not.toMatch(/WorkWell,|name-workwell/)
  const asked = await fitNoteOf(withDraft(response('employer-may-read')), deps)
  expect(asked.note.comments).toContain(WORKWELL_SENTENCE)
})

it('what fills in by itself is no sign that somebody writes the whole draft', async () => {
  const begun = await fitNoteOf(consultation(), deps)
  expect(begun.response.item?.length).toBeGreaterThan(0)
  expect(begun.isWhole).toBe(false)
})
