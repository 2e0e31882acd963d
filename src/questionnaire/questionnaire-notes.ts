import type { Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'
import { isFhirPath } from './fhir-path.ts'
import { answerPattern, extensionOf, isHidden } from './item-properties.ts'
import { notOfferedItems, type Problem, questionText, walkItems } from './items.ts'
import { optionsOf } from './options.ts'

/** What the form does not do although its author may expect it. None of it keeps the form from being used. */
export const questionnaireNotes = (questionnaire: Questionnaire): Problem[] => [
  ...(asksForExtraction(questionnaire) ? [{ linkId: '', text: NOT_EXTRACTED }] : []),
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

/** SDC's extensions for definition-based, template-based, Observation-based and StructureMap-based extraction. */
const EXTRACTION =
  /\/sdc-questionnaire-(definitionExtract|templateExtract|itemExtractionContext|observation-?[eE]xtract|extractAllocateId|targetStructureMap)/

const NOT_EXTRACTED =
  'It asks for resources to be made of its answers (SDC $extract). None are made: the answers are sent as answers.'

const asksForExtraction = ({ extension = [], item = [] }: Pick<Questionnaire, 'extension' | 'item'>): boolean =>
  extension.some(({ url }) => EXTRACTION.test(url)) || item.some(asksForExtraction)

function itemNotes(questionnaire: Questionnaire, item: QuestionnaireItem): string[] {
  const notes = NOT_USED.flatMap(([url, text]) => (extensionOf(item, url) === undefined ? [] : [text]))
  if (answerPattern(item) === 'broken')
    notes.push('Its regex is not a regular expression: answers are not held against it.')
  const isOpen = item.type === 'open-choice' && optionsOf(questionnaire, item).length === 0
  if (isOpen && item.answerValueSet !== undefined) {
    notes.push('Its list of answers is not part of the form: the answer is typed.')
  }
  const unreadable = (item.extension ?? []).find(
    ({ valueExpression }) =>
      valueExpression?.language === 'text/fhirpath' && !isFhirPath(valueExpression.expression ?? ''),
  )?.valueExpression?.expression
  if (unreadable !== undefined)
    notes.push(`Its expression is not FHIRPath, so nothing is worked out: ${unreadable.slice(0, 80)}`)
  const cql = (item.extension ?? []).some(each => each.valueExpression?.language?.startsWith('text/cql') === true)
  return cql ? [...notes, 'Its CQL expression is not worked out: only FHIRPath is.'] : notes
}

/** Questions that a page names by something else than words of theirs. For those who write a form, not for those who send one. */
export const wordlessQuestions = ({ item = [] }: Questionnaire): Problem[] =>
  [...walkItems(item)].flatMap(({ item: each }) =>
    each.text === undefined && each.type !== 'group' && !isHidden(each)
      ? [{ linkId: each.linkId, text: `It has no text, so it is asked as "${questionText(each)}".` }]
      : [],
  )
