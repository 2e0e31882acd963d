import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import type { StatedReferrer } from '../domain/stated-referrer.ts'
import { inTable } from './elements.ts'

/** What the clinician stated at an earlier patient, as answers that can be seen and changed; only to what is asked of them here. */
export function withStatedAnswers(
  response: QuestionnaireResponse,
  questionnaire: Questionnaire,
  { name, practice }: StatedReferrer,
): QuestionnaireResponse {
  const group = questionnaire.item?.find(each => each.linkId === 'referrer')
  const said: Record<string, string | undefined> = {
    'referrer-name': name,
    'practice-name': practice?.name,
    'practice-ods-code': practice?.odsCode,
    'practice-phone': practice?.phone,
  }
  const item = (group?.item ?? []).flatMap(({ linkId, text }) => {
    const valueString = inTable(said, linkId)
    return valueString ? [{ linkId, ...(text ? { text } : {}), answer: [{ valueString }] }] : []
  })
  if (!group || item.length === 0) return response
  const own = { linkId: group.linkId, ...(group.text ? { text: group.text } : {}), item }
  return { ...response, item: [...(response.item ?? []), own] }
}
