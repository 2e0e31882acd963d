import type { Bundle, Condition, Extension, Patient, Questionnaire, QuestionnaireItem } from 'fhir/r4.js'
import { describe, expect, it, vi } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { type PopulateContext, populate } from '../../src/questionnaire/populate.ts'
import { base, coding, questionnaireOf } from './every-item-type.ts'

const patient = {
  resourceType: 'Patient',
  id: 'p1',
  birthDate: '1984-03-11',
  active: true,
  name: [{ family: "O'Neill", given: ['Zoë', 'May'] }],
  telecom: [
    { system: 'phone', value: '07700 900123' },
    { system: 'phone', value: '01632 960001' },
  ],
  maritalStatus: {
    coding: [
      { system: 'https://other.example', code: 'x' },
      { system: 'https://example.org/colours', code: 'b' },
    ],
  },
  extension: [
    { url: 'https://example.org/weight', valueQuantity: { value: 154, unit: 'lb' } },
    { url: 'https://example.org/seen', valueDateTime: '2026-07-01T23:30:00Z' },
  ],
} satisfies Patient

const condition: Condition = { resourceType: 'Condition', id: 'c1', subject: {}, code: { text: 'Back pain' } }
const conditions: Bundle = { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: condition }] }

const fhirPath = (expression: string): Extension => ({
  url: EXT.initialExpression,
  valueExpression: { language: 'text/fhirpath', expression },
})
const variable = (
  name: string,
  language: 'text/fhirpath' | 'application/x-fhir-query',
  expression: string,
): Extension => ({
  url: EXT.variable,
  valueExpression: { name, language, expression },
})
const launchContext = (name: string): Extension => ({
  url: EXT.launchContext,
  extension: [{ url: 'name', valueCoding: { code: name } }],
})
const item = (rest: Partial<QuestionnaireItem>, ...expressions: string[]): QuestionnaireItem => ({
  linkId: 'q',
  type: 'string',
  extension: expressions.map(fhirPath),
  ...rest,
})
const asking = (items: QuestionnaireItem | QuestionnaireItem[], ...extension: Extension[]): Questionnaire => ({
  ...questionnaireOf(...[items].flat()),
  extension,
})
const populated = (questionnaire: Questionnaire, context: Partial<PopulateContext> = {}) =>
  populate(questionnaire, { launch: { patient }, ...context }, base)
const answer = async (one: QuestionnaireItem, ...extension: Extension[]) => {
  const result = await populated(asking(one, ...extension))
  return {
    answer: result.response.item?.[0]?.answer,
    problems: result.problems.map(each => each.linkId),
    marked: [...result.prefilled],
  }
}

describe('initial values', () => {
  it.each<[Partial<QuestionnaireItem>, unknown]>([
    [{ type: 'string', initial: [{ valueString: 'a' }] }, [{ valueString: 'a' }]],
    [{ type: 'boolean', initial: [{ valueBoolean: false }] }, [{ valueBoolean: false }]],
    [
      { type: 'string', repeats: true, initial: [{ valueString: 'a' }, { valueString: 'b' }] },
      [{ valueString: 'a' }, { valueString: 'b' }],
    ],
    [{ type: 'string', initial: [{ valueString: 'a' }, { valueString: 'b' }] }, [{ valueString: 'a' }]],
    [
      { type: 'choice', answerOption: [coding('r', 'Red'), { ...coding('b', 'Blue'), initialSelected: true }] },
      [coding('b', 'Blue')],
    ],
    [{ type: 'choice', answerOption: [coding('r', 'Red'), coding('b', 'Blue')] }, undefined],
  ])('%j give %j, which is not marked as from the record', async (rest, expected) => {
    expect(await answer(item(rest))).toEqual({ answer: expected, problems: [], marked: [] })
  })
})

describe('initialExpression', () => {
  it.each<[Partial<QuestionnaireItem>, string, unknown]>([
    [{}, '%patient.name.given.first()', [{ valueString: 'Zoë' }]],
    [{}, '%patient.name.given', [{ valueString: 'Zoë' }]],
    [{ repeats: true }, '%patient.name.given', [{ valueString: 'Zoë' }, { valueString: 'May' }]],
    [{ type: 'date' }, '%patient.birthDate', [{ valueDate: '1984-03-11' }]],
    [{ type: 'date' }, "%patient.extension('https://example.org/seen').value", [{ valueDate: '2026-07-02' }]],
    [{ type: 'boolean' }, '%patient.active', [{ valueBoolean: true }]],
    [{ type: 'integer' }, '%patient.telecom.count()', [{ valueInteger: 2 }]],
    [
      { type: 'choice', answerOption: [coding('r', 'Red'), coding('b', 'Blue')] },
      '%patient.maritalStatus',
      [coding('b', 'Blue')],
    ],
    [
      { type: 'choice', answerOption: [coding('r', 'Red'), coding('b', 'Blue')] },
      "iif(%patient.active, 'r')",
      [coding('r', 'Red')],
    ],
    [{ type: 'open-choice', answerOption: [coding('r', 'Red')] }, '%patient.name.family', [{ valueString: "O'Neill" }]],
    [
      { type: 'quantity' },
      "%patient.extension('https://example.org/weight').value",
      [{ valueQuantity: { value: 154, unit: 'lb' } }],
    ],
  ])('in %j, %s gives %j, marked as from the record', async (rest, expression, expected) => {
    expect(await answer(item(rest, expression))).toEqual({ answer: expected, problems: [], marked: ['q'] })
  })

  it('goes before an initial value, which stands where it finds nothing', async () => {
    const initial = [{ valueString: 'fixed' }]
    expect((await answer(item({ initial }, '%patient.name.family'))).answer).toEqual([{ valueString: "O'Neill" }])
    expect(await answer(item({ initial }, '%patient.photo.title'))).toEqual({
      answer: [{ valueString: 'fixed' }],
      problems: [],
      marked: [],
    })
  })

  it('that does not speak of the record is not marked as from it', async () => {
    expect(await answer(item({ type: 'integer' }, '1 + 1'))).toEqual({
      answer: [{ valueInteger: 2 }],
      problems: [],
      marked: [],
    })
  })

  it.each([
    ['with a mistake', '%patient.name.('],
    ['of an unknown name', '%nobody.id'],
    ['that asks another host', "%patient.maritalStatus.memberOf('https://x.example/vs')"],
  ])('%s is a problem on its item, and the rest is filled in', async (_, expression) => {
    const result = await populated(
      asking([item({}, expression), { linkId: 'other', type: 'string', extension: [fhirPath('%patient.id')] }]),
    )
    expect(result.problems).toEqual([
      { linkId: 'q', text: 'This could not be filled in from the record. Please fill it in.' },
    ])
    expect(result.response.item).toEqual([{ linkId: 'other', answer: [{ valueString: 'p1' }] }])
  })

  it.each<[Partial<QuestionnaireItem>, string]>([
    [{ type: 'integer' }, '%patient.name.family'],
    [{ type: 'choice', answerOption: [coding('r', 'Red')] }, '%patient.maritalStatus'],
    [
      {
        type: 'quantity',
        extension: [
          fhirPath("%patient.extension('https://example.org/weight').value"),
          { url: EXT.unit, valueCoding: { code: 'kg' } },
        ],
      },
      'another unit',
    ],
  ])('whose value does not fit the question is a problem, never a wrong answer', async (rest, expression) => {
    const result = await answer(rest.extension === undefined ? item(rest, expression) : item(rest))
    expect(result).toEqual({ answer: undefined, problems: ['q'], marked: [] })
  })

  it('keeps the answers that fit beside one that does not', async () => {
    const result = await answer(item({ type: 'date', repeats: true }, '%patient.birthDate | %patient.id'))
    expect(result).toEqual({ answer: [{ valueDate: '1984-03-11' }], problems: ['q'], marked: ['q'] })
  })

  it('of a resource that the launch did not bring is empty, not a problem', async () => {
    expect(await answer(item({}, '%encounter.id'), launchContext('encounter'))).toEqual({
      answer: undefined,
      problems: [],
      marked: [],
    })
    const result = await populated(asking(item({}, '%encounter.id')), { launch: { patient, encounter: undefined } })
    expect(result.problems).toEqual([])
  })

  it('writes nothing to the console when it is traced, and does not change the record', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const before = structuredClone(patient)
    expect((await answer(item({}, "%patient.name.family.trace('name')"))).answer).toEqual([{ valueString: "O'Neill" }])
    expect(log).not.toHaveBeenCalled()
    expect(patient).toEqual(before)
    log.mockRestore()
  })
})

describe('variables', () => {
  const problems = variable(
    'Problems',
    'application/x-fhir-query',
    'Condition?patient={{%patient.id}}&clinical-status=active',
  )
  const term = item({}, '%Problems.entry.resource.code.text')

  it('of FHIRPath may use those before them, and those of the items above', async () => {
    const questionnaire = asking(
      {
        linkId: 'g',
        type: 'group',
        extension: [variable('loud', 'text/fhirpath', '%family.upper()')],
        item: [item({}, '%loud')],
      },
      variable('family', 'text/fhirpath', '%patient.name.family'),
    )
    expect((await populated(questionnaire)).response.item?.[0]?.item).toEqual([
      { linkId: 'q', answer: [{ valueString: "O'NEILL" }] },
    ])
  })

  it('of a query are run with their expressions filled in', async () => {
    const query = vi.fn(async () => conditions)
    const result = await populated(asking(term, problems), { query })
    expect(query).toHaveBeenCalledExactlyOnceWith('Condition?patient=p1&clinical-status=active')
    expect(result.response.item?.[0]?.answer).toEqual([{ valueString: 'Back pain' }])
  })

  it.each<[string, PopulateContext['query']]>([
    ['that throws', () => Promise.reject(new Error('down'))],
    ['without an answer', async () => undefined],
    ['that nobody can run', undefined],
  ])('of a query %s are a problem on the items that lean on them', async (_, query) => {
    const other: QuestionnaireItem = { linkId: 'other', type: 'string', extension: [fhirPath('%patient.id')] }
    const result = await populated(asking([term, other], problems), query === undefined ? {} : { query })
    expect(result.problems).toEqual([
      { linkId: 'q', text: 'This could not be read from the record. Please fill it in.' },
    ])
    expect(result.response.item).toEqual([{ linkId: 'other', answer: [{ valueString: 'p1' }] }])
  })

  it('of a query without a patient are never run: the search would find everyone', async () => {
    const query = vi.fn(async () => conditions)
    const result = await populated(asking(term, problems, launchContext('patient')), { launch: {}, query })
    expect(query).not.toHaveBeenCalled()
    expect(result.problems).toEqual([])
  })

  it('may be given by the caller', async () => {
    const result = await populated(asking(item({}, '%today.first()')), { variables: { today: ['2026-09-01'] } })
    expect(result.response.item?.[0]?.answer).toEqual([{ valueString: '2026-09-01' }])
  })
})

describe('itemPopulationContext', () => {
  const phones = {
    url: EXT.itemPopulationContext,
    valueExpression: { name: 'phone', language: 'text/fhirpath', expression: '%patient.telecom' },
  }
  const number = item({ linkId: 'number' }, '%phone.value')

  it('gives a repeating group one instance for each thing that is found', async () => {
    const { response, prefilled } = await populated(
      asking({ linkId: 'phones', type: 'group', repeats: true, extension: [phones], item: [number] }),
    )
    expect(response.item?.map(each => each.item?.[0]?.answer)).toEqual([
      [{ valueString: '07700 900123' }],
      [{ valueString: '01632 960001' }],
    ])
    expect([...prefilled]).toEqual(['number', 'number~1'])
  })

  it('of a query speaks of each resource in its Bundle', async () => {
    const found = {
      url: EXT.itemPopulationContext,
      valueExpression: {
        name: 'found',
        language: 'application/x-fhir-query',
        expression: 'Condition?patient={{%patient.id}}',
      },
    }
    const group = {
      linkId: 'g',
      type: 'group' as const,
      repeats: true,
      extension: [found],
      item: [item({}, '%found.code.text')],
    }
    const { response } = await populated(asking(group), { query: async () => conditions })
    expect(response.item?.[0]?.item?.[0]?.answer).toEqual([{ valueString: 'Back pain' }])
    const { problems } = await populated(asking(group))
    expect(problems[0]).toEqual({ linkId: 'g', text: 'This could not be read from the record. Please fill it in.' })
  })
})
