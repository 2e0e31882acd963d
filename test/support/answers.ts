import type {
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  QuestionnaireResponseItemAnswer,
} from 'fhir/r4.js'
import { loadQuestionnaire } from '../../src/profiles.ts'

export type Answers = Readonly<Record<string, readonly QuestionnaireResponseItemAnswer[]>>

/** The questions as they stand in `profiles/`. */
export const QUESTIONS = loadQuestionnaire()

export function itemsOf(questionnaire: Questionnaire): QuestionnaireItem[] {
  const below = (item: QuestionnaireItem): QuestionnaireItem[] => [item, ...(item.item ?? []).flatMap(below)]
  return (questionnaire.item ?? []).flatMap(below)
}

/** The option of a choice by its code, as the form would store it. */
export function option(linkId: string, code: string, questionnaire = QUESTIONS): QuestionnaireResponseItemAnswer {
  const item = itemsOf(questionnaire).find(each => each.linkId === linkId)
  const found = item?.answerOption?.find(each => each.valueCoding?.code === code)?.valueCoding
  if (!found) throw new Error(`${linkId} has no option ${code}`)
  return { valueCoding: found }
}

/** A response with these answers, each in its group, with the questions' own words. */
export function responseWith(answers: Answers, questionnaire = QUESTIONS): QuestionnaireResponse {
  const answered = (items: readonly QuestionnaireItem[]): QuestionnaireResponseItem[] =>
    items.flatMap(({ linkId, text, item = [] }) => {
      const answer = answers[linkId] ?? []
      const below = answered(item)
      if (answer.length + below.length === 0) return []
      return [
        {
          linkId,
          ...(text && { text }),
          ...(answer.length && { answer: [...answer] }),
          ...(below.length && { item: below }),
        },
      ]
    })
  return {
    resourceType: 'QuestionnaireResponse',
    questionnaire: `${questionnaire.url}|${questionnaire.version}`,
    status: 'in-progress',
    subject: { reference: 'Patient/patient-1' },
    author: { reference: 'Practitioner/gp-1' },
    authored: '2026-09-03T09:00:00.000Z',
    item: answered(questionnaire.item ?? []),
  }
}

/** The five taps of the usual case, and the contact details that the record prefills. */
export const FIVE_TAPS: Answers = {
  pathway: [option('pathway', 'refer')],
  'main-condition': [option('main-condition', 'musculoskeletal')],
  'work-status': [option('work-status', 'employed-off-sick')],
  concern: [option('concern', 'none-known')],
  sharing: [option('sharing', 'standard')],
  'contact-phone': [{ valueString: '07700 900123' }],
}
