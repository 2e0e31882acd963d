import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import type { FitNoteDraft } from '../../../src/domain/fit-note-draft.ts'
import type { Answer } from '../../../src/questionnaire/answer-value.ts'
import { changeAnswers } from '../../../src/questionnaire/change-answers.ts'
import { allNodes, formTree } from '../../../src/questionnaire/form-tree.ts'

/** What was written in the draft is not typed a second time in "Fit note today and refer": advice, dates and adjustments. */
export function noteInReferral(
  referralForm: Questionnaire,
  response: QuestionnaireResponse,
  note: FitNoteDraft,
): QuestionnaireResponse {
  if (!note.advice) return response
  const nodes = allNodes(formTree(referralForm, response))
  const options = (linkId: string, codes: readonly string[]): Answer[] =>
    (nodes.find(node => node.key === linkId)?.item.answerOption ?? []).flatMap(({ valueCoding }) =>
      valueCoding?.code && codes.includes(valueCoding.code) ? [{ valueCoding }] : [],
    )
  const day = (valueDate: string | undefined): Answer[] => (valueDate ? [{ valueDate }] : [])
  return changeAnswers(
    referralForm,
    response,
    new Map([
      ['note-advice', options('note-advice', [note.advice])],
      ['note-from', day(note.from)],
      ['note-to', day(note.indefinite ? undefined : note.to)],
      ['note-adjustments', options('note-adjustments', note.advice === 'may-be-fit' ? note.adjustments : [])],
    ]),
  )
}
