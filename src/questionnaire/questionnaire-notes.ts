import type { Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'
import { answerPattern, extensionOf } from './item-properties.ts'
import { notOfferedItems, type Problem, walkItems } from './items.ts'
import { optionsOf } from './options.ts'

/** What the form does not do although its author may expect it. None of it keeps the form from being used. */
export const questionnaireNotes = (questionnaire: Questionnaire): Problem[] => [
  ...notOfferedItems(questionnaire),
  ...[...walkItems(questionnaire.item)].flatMap(({ item }) =>
    itemNotes(questionnaire, item).map(text => ({ linkId: item.linkId, text })),
  ),
]

const NOT_USED: readonly [string, string][] = [
  [EXT.candidateExpression, 'Its candidateExpression is not used: candidates for the answer are not offered.'],
  [
    EXT.subQuestionnaire,
    'It stands for another Questionnaire (SDC subQuestionnaire): assemble the form before it is used.',
  ],
  [EXT.unitValueSet, 'The value set of its units is not used: the unit is typed.'],
]

function itemNotes(questionnaire: Questionnaire, item: QuestionnaireItem): string[] {
  const notes = NOT_USED.flatMap(([url, text]) => (extensionOf(item, url) === undefined ? [] : [text]))
  if (answerPattern(item) === 'broken')
    notes.push('Its regex is not a regular expression: answers are not held against it.')
  const isOpen = item.type === 'open-choice' && optionsOf(questionnaire, item).length === 0
  if (isOpen && item.answerValueSet !== undefined) {
    notes.push('Its list of answers is not part of the form: the answer is typed.')
  }
  const cql = (item.extension ?? []).some(each => each.valueExpression?.language?.startsWith('text/cql') === true)
  return cql ? [...notes, 'Its CQL expression is not worked out: only FHIRPath is.'] : notes
}
