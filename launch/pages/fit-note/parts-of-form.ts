import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import { onceFor } from '../../../src/domain/once-for.ts'
import { allAnswers } from '../../../src/fhir/read-answers.ts'
import { walkItems } from '../../../src/questionnaire/items.ts'

const CHECKED = ['profession', 'advice', 'safety-critical', 'adjustments', 'lasts', 'from', 'to']
const COPIED = ['prompt', 'employer-may-read']
/** Filled in by itself, so that its answer is no sign that somebody writes the whole draft. */
const BY_ITSELF = ['assessed-on', 'off-since']

const only = (form: Questionnaire, isPart: (linkId: string) => boolean): Questionnaire => ({
  ...form,
  item: (form.item ?? []).filter(each => isPart(each.linkId)),
})

/** The one form of a note in three parts: what the rules check of dates and advice, sentences to copy, and the rest of the whole draft. */
export const partsOfForm = onceFor((form: Questionnaire) => ({
  checked: only(form, linkId => CHECKED.includes(linkId)),
  copied: only(form, linkId => COPIED.includes(linkId)),
  rest: only(form, linkId => !CHECKED.includes(linkId) && !COPIED.includes(linkId)),
}))

export const asksWithin = (part: Questionnaire, linkId: string): boolean =>
  [...walkItems(part.item)].some(({ item }) => item.linkId === linkId.replace(/~[\d.]+$/, ''))

/** Whether somebody writes the whole draft, and not only checks dates and copies sentences. */
export function isWholeDraft(form: Questionnaire, response: QuestionnaireResponse): boolean {
  const { rest } = partsOfForm(form)
  return [...allAnswers(response.item ?? []).keys()].some(
    linkId => !BY_ITSELF.includes(linkId) && asksWithin(rest, linkId),
  )
}
