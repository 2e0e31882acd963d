import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import { answerFields } from './answer-fields.ts'
import { fieldName, fieldParts } from './field-names.ts'
import { fieldTexts, LONGEST_TEXT, MOST_ANSWERS, sameTexts, tidy } from './field-texts.ts'
import { allNodes, formTree } from './form-tree.ts'

/** Texts by field name, as a browser holds them. */
export type Fields = Record<string, string[]>

/**
 * The fields of a form body that differ from what the response shows: what a person has typed or chosen since the page was
 * drawn. Nothing is judged. Every field of a question is there as soon as one differs, an emptied one without texts.
 */
export function changedFields(
  questionnaire: Questionnaire,
  form: Record<string, unknown>,
  response: QuestionnaireResponse,
): Fields {
  const changed = allNodes(formTree(questionnaire, response, { spare: true }))
    .filter(node => node.editable)
    .flatMap(({ key, item, answers }): [string, string[]][] => {
      const shown = answerFields(questionnaire, item, answers)
      const sent = fieldParts(item).map(part => ({ part, texts: fieldTexts(form, fieldName(key, part)) }))
      const isSame = sent.every(({ part, texts }) => sameTexts(texts.map(tidy), (shown.get(part) ?? []).map(tidy)))
      return isSame ? [] : sent.map(({ part, texts }) => [fieldName(key, part), atMost(texts)])
    })
  return Object.fromEntries(changed)
}

const atMost = (texts: readonly string[]): string[] =>
  texts.slice(0, MOST_ANSWERS).map(text => text.slice(0, LONGEST_TEXT))
