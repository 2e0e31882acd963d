import { describe, expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { questionnaireNotes, wordlessQuestions } from '../../src/questionnaire/questionnaire-notes.ts'
import { readQuestionnaire } from '../../src/questionnaire/questionnaire-schema.ts'
import { questionnaireOf } from './every-item-type.ts'

// Whoever writes a form is told which question it is, what is there, and what belongs there. Nothing here is a library's own message.

const formOf = (...item: unknown[]) => ({ resourceType: 'Questionnaire', status: 'active', item })
const NAME = { linkId: 'a', type: 'string', text: 'Name' }
const ofName = (more: object) => formOf({ ...NAME, ...more })
const exists = (question: string) => [{ question, operator: 'exists', answerBoolean: true }]
const TYPES =
  'group, display, question, boolean, decimal, integer, date, dateTime, time, string, text, url, choice, open-choice, attachment, reference, quantity'

const deep = () => {
  let item: object = NAME
  for (let depth = 0; depth < 100; depth += 1) item = { linkId: `g${depth}`, type: 'group', item: [item] }
  return formOf(item)
}

const BROKEN: readonly [string, unknown, string][] = [
  ['nothing', undefined, 'This is no Questionnaire: it must be a JSON object with "resourceType": "Questionnaire".'],
  ['a list', [], 'This is no Questionnaire: it must be a JSON object with "resourceType": "Questionnaire".'],
  ['no resourceType', {}, 'This is no Questionnaire: its "resourceType" must be "Questionnaire", and is missing.'],
  [
    'another resource',
    { resourceType: 'Patient' },
    'This is no Questionnaire: its "resourceType" must be "Questionnaire", and is "Patient".',
  ],
  ['no questions', formOf(), 'The Questionnaire has no questions: put them under "item".'],
  [
    'one question for a list',
    { ...formOf(), item: NAME },
    'The Questionnaire: "item" must be a list in square brackets, and is an object.',
  ],
  [
    'an empty question',
    formOf(NAME, null),
    'Question 2 is no question: it must be an object in curly brackets, and is empty (null).',
  ],
  [
    'a title that is no text',
    { ...formOf(NAME), title: 4 },
    'The Questionnaire: "title" must be a text in quotes, and is 4.',
  ],
  [
    'no linkId',
    formOf(NAME, NAME, { type: 'string' }),
    'Question 3 has no linkId: give it one that no other question of the form has.',
  ],
  [
    'no linkId, but words',
    formOf({ type: 'string', text: 'Pain?' }),
    'Question 1 ("Pain?") has no linkId: give it one that no other question of the form has.',
  ],
  [
    'an empty linkId',
    formOf({ ...NAME, linkId: '' }),
    'Question 1 ("Name") has no linkId: give it one that no other question of the form has.',
  ],
  [
    'a linkId that is a number',
    formOf({ ...NAME, linkId: 1 }),
    'Question 1 ("Name"): "linkId" must be a text in quotes, and is 1.',
  ],
  [
    'no linkId inside a group',
    formOf(NAME, { linkId: 'g', type: 'group', text: 'You', item: [{ type: 'date', text: 'Since' }] }),
    'Question 2.1 ("Since") has no linkId: give it one that no other question of the form has.',
  ],
  [
    'a linkId twice',
    formOf(NAME, { ...NAME, text: 'Again' }),
    'Question 2 ("Again", linkId "a") has the same linkId as question 1: give each question its own.',
  ],
  [
    'no type',
    formOf({ linkId: 'a', text: 'Name' }),
    `Question 1 ("Name", linkId "a") has no type: give it one of ${TYPES}.`,
  ],
  [
    'an unknown type',
    ofName({ type: 'slider' }),
    `Question 1 ("Name", linkId "a") has a type that FHIR R4 does not have: it is "slider". Use one of ${TYPES}.`,
  ],
  ['a text that is none', ofName({ text: 5 }), 'Question 1 (linkId "a"): "text" must be a text in quotes, and is 5.'],
  [
    'yes for true',
    ofName({ required: 'yes' }),
    'Question 1 ("Name", linkId "a"): "required" must be true or false, without quotes, and is "yes".',
  ],
  [
    'a number in quotes',
    ofName({ maxLength: '5' }),
    'Question 1 ("Name", linkId "a"): "maxLength" must be a number without quotes, and is "5".',
  ],
  [
    'a condition that is no list',
    ofName({ enableWhen: { question: 'a' } }),
    'Question 1 ("Name", linkId "a"): "enableWhen" must be a list in square brackets, and is an object.',
  ],
  [
    'a condition on nothing',
    ofName({ enableWhen: [{ operator: '=', answerString: 'x' }] }),
    'Question 1 ("Name", linkId "a"): "question" of enableWhen 1 must be a text in quotes, and is missing.',
  ],
  [
    'an unknown operator',
    ofName({ enableWhen: [{ question: 'a', operator: '~' }] }),
    'Question 1 ("Name", linkId "a"): "operator" of enableWhen 1 must be exists, =, !=, >, <, >=, <=, and is "~".',
  ],
  [
    'a condition on an unknown question',
    ofName({ enableWhen: exists('zz') }),
    'Question 1 ("Name", linkId "a"): enableWhen speaks of "zz", which is no linkId of the form: name the question that it depends on.',
  ],
  [
    'conditions in a circle',
    formOf({ ...NAME, enableWhen: exists('b') }, { linkId: 'b', type: 'string', enableWhen: exists('a') }),
    'Question 1 ("Name", linkId "a"): its enableWhen goes round in a circle: "a" waits for "b" waits for "a". Take one of these conditions out.',
  ],
  [
    'a required choice without options',
    ofName({ type: 'choice', required: true }),
    'Question 1 ("Name", linkId "a") is required, but: The list of answers to this question is not part of the form. Put its options into the form, or its list into "contained".',
  ],
  [
    'a required choice whose list is not contained',
    ofName({ type: 'choice', required: true, answerValueSet: '#none' }),
    'Question 1 ("Name", linkId "a") is required, but: The list of answers to this question is not part of the form. Put its options into the form, or its list into "contained".',
  ],
  [
    'an option of the wrong kind',
    ofName({ type: 'choice', answerOption: [{ valueString: 'x' }, { valueString: 3 }] }),
    'Question 1 ("Name", linkId "a"): "valueString" of answerOption 2 must be a text in quotes, and is 3.',
  ],
  [
    'a list that is broken',
    { ...formOf(NAME), contained: [{ resourceType: 'ValueSet', compose: 'x' }] },
    'Contained resource 1 cannot be read: it must be a resource of FHIR R4, and a ValueSet with its codes.',
  ],
  [
    'an expression that is no text',
    ofName({
      extension: [
        { url: 'u' },
        { url: EXT.calculatedExpression, valueExpression: { language: 'text/fhirpath', expression: 3 } },
      ],
    }),
    'Question 1 ("Name", linkId "a"): "expression" of valueExpression of extension 2 must be a text in quotes, and is 3.',
  ],
  [
    'an extension without url',
    ofName({ extension: [{ valueString: 'x' }] }),
    'Question 1 ("Name", linkId "a"): "url" of extension 1 must be a text in quotes, and is missing.',
  ],
  ['too deep', deep(), 'The Questionnaire is nested too deeply: 60 levels can be read.'],
  [
    'too large',
    formOf(...Array.from({ length: 5001 }, (_, n) => ({ ...NAME, linkId: `i${n}` }))),
    'The form has 5,001 items; 5,000 can be used.',
  ],
]

describe('a broken form', () => {
  it.each(BROKEN)('%s', (_name, json, problem) => {
    const read = readQuestionnaire(json)
    expect(read.ok ? read.value.problems : read.failure.problems).toContain(problem)
  })

  it('of any shape is refused in our own words, and never by an error', () => {
    const values = [null, 0, 'x', true, [], {}, [null], [{}], ['x']]
    const places = ['item', 'contained', 'extension', 'title', 'url', 'status', 'derivedFrom', 'modifierExtension']
    const inItem = [
      'linkId',
      'type',
      'text',
      'enableWhen',
      'answerOption',
      'initial',
      'extension',
      'item',
      'required',
      'code',
      'answerValueSet',
      'modifierExtension',
    ]
    const forms = values.flatMap(value => [
      ...places.map(name => ({ ...formOf(NAME), [name]: value })),
      ...inItem.map(name => ofName({ [name]: value })),
    ])
    for (const form of forms) {
      const read = readQuestionnaire(form)
      const problems = read.ok ? read.value.problems : read.failure.problems
      expect(problems.filter(text => /Invalid|expected|undefined|received|\bitem\.\d/.test(text))).toEqual([])
    }
  })
})

describe('a form that can be used, but not wholly', () => {
  const notes = (item: object, more: object = {}) => {
    const read = readQuestionnaire({ ...ofName(item), ...more })
    return read.ok ? questionnaireNotes(read.value.questionnaire).map(({ text }) => text) : ['refused']
  }
  const expression = (text: string) => ({
    extension: [{ url: EXT.calculatedExpression, valueExpression: { language: 'text/fhirpath', expression: text } }],
  })

  it('is told of FHIRPath that cannot be read, and of a question without words', () => {
    expect(notes(expression('1 +'))).toEqual(['Its expression is not FHIRPath, so nothing is worked out: 1 +'])
    expect(notes(expression('1 + 1'))).toEqual([])
    expect(wordlessQuestions(questionnaireOf({ linkId: 'a', type: 'string' }))).toEqual([
      { linkId: 'a', text: 'It has no text, so it is asked as "a".' },
    ])
  })

  it.each([
    'definitionExtract',
    'templateExtract',
    'itemExtractionContext',
    'observationExtract',
    'targetStructureMap',
  ])('is told that nothing is extracted: %s', name => {
    const extension = [{ url: `http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-${name}` }]
    const text =
      'It asks for resources to be made of its answers (SDC $extract). None are made: the answers are sent as answers.'
    expect(notes({}, { extension })).toEqual([text])
    expect(notes({ extension })).toEqual([text])
    expect(questionnaireNotes(questionnaireOf({ linkId: 'a', text: 'A', type: 'string' }))).toEqual([])
  })
})
