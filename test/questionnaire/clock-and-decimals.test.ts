import type { QuestionnaireItem } from 'fhir/r4.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { withAnswerExpressions } from '../../src/questionnaire/answer-expressions.ts'
import { formFromResponse } from '../../src/questionnaire/answer-fields.ts'
import { londonMoment } from '../../src/questionnaire/in-london.ts'
import { populate } from '../../src/questionnaire/populate.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { questionnaireOf, responseOf } from './every-item-type.ts'

const fhirPath = (expression: string) => ({ language: 'text/fhirpath', expression })

/** Evaluated in a process that was started in a zone, by an app whose clock is not the machine's. */
async function worked(expression: string, at: string, zone: string): Promise<unknown> {
  process.env.TZ = zone
  vi.resetModules()
  const { evaluateFhirPath } = await import('../../src/questionnaire/fhir-path.ts')
  const result = evaluateFhirPath(expression, {}, {}, undefined, at)
  return result.ok ? result.values[0] : result.why
}

describe('the clock of expressions', () => {
  let before: string | undefined
  beforeEach(() => {
    before = process.env.TZ
  })
  afterEach(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  const WINTER = '2026-12-01T23:30:15.250Z'
  const SUMMER = '2026-06-30T23:30:15.250Z'
  describe.each(['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu'])(
    'in a process of the zone %s',
    zone => {
      it.each([
        ['now()', WINTER, '2026-12-01T23:30:15.250+00:00'],
        ['now()', SUMMER, '2026-07-01T00:30:15.250+01:00'],
        ['today()', WINTER, '2026-12-01'],
        ['today()', SUMMER, '2026-07-01'],
        ['timeOfDay()', WINTER, '23:30:15.250'],
        ['timeOfDay()', SUMMER, '00:30:15.250'],
        ['today() - 1 month', SUMMER, '2026-06-01'],
        ['today() = @2026-07-01', SUMMER, true],
        // The last second of winter time, and the first of summer time.
        ['now()', '2026-03-29T00:59:59.000Z', '2026-03-29T00:59:59.000+00:00'],
        ['now()', '2026-03-29T01:00:00.000Z', '2026-03-29T02:00:00.000+01:00'],
        // The hour that comes twice.
        ['now()', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000+01:00'],
        ['now()', '2026-10-25T01:30:00.000Z', '2026-10-25T01:30:00.000+00:00'],
        // A month is a month on the calendar, whatever the clocks do meanwhile.
        ['now() + 1 month', '2026-03-15T10:00:00.000Z', '2026-04-15T10:00:00+01:00'],
        ['now() + 1 month', '2026-10-15T09:00:00.000Z', '2026-11-15T10:00:00+00:00'],
        ['now() + 1 hour', '2026-01-15T10:00:00.000Z', '2026-01-15T11:00:00+00:00'],
        ['@2026-07-01T10:30:00 < now()', '2026-07-01T10:00:00Z', true],
        ['@2026-07-01T11:30:00 < now()', '2026-07-01T10:00:00Z', false],
      ])('%s at %s is %s', async (expression, at, expected) => {
        expect(await worked(expression, at, zone)).toBe(expected)
      })
    },
  )

  it('is the machine’s where a response does not say when it was written', () => {
    expect(Math.abs(Date.parse(londonMoment('').now) - Date.now())).toBeLessThan(60_000)
  })
})

describe('wherever a form is worked out', () => {
  const at = '2026-06-30T23:30:00Z'
  const today: QuestionnaireItem = { linkId: 'today', type: 'date' }
  const calculated = { url: EXT.calculatedExpression, valueExpression: fhirPath('today()') }
  const filledIn = { url: EXT.initialExpression, valueExpression: fhirPath('today()') }
  const onDay = { linkId: 'today', answer: [{ valueDate: '2026-07-01' }] }

  it.each([[calculated], [filledIn]])('it is the app’s day in London', async extension => {
    const form = questionnaireOf({ ...today, extension: [extension] })
    expect((await populate(form, { launch: {} }, { authored: at })).response.item).toEqual([onDay])
  })

  it('also in a query, a condition, a rule and a list of options', async () => {
    const asked: string[] = []
    const query = {
      url: EXT.variable,
      valueExpression: {
        name: 'q',
        language: 'application/x-fhir-query',
        expression: 'Task?_lastUpdated=ge{{today()}}',
      },
    }
    const context = { launch: {}, query: async (text: string) => void asked.push(text) }
    await populate({ ...questionnaireOf(today), extension: [query] }, context, { authored: at })
    expect(asked).toEqual(['Task?_lastUpdated=ge2026-07-01'])

    const condition = { url: EXT.enableWhenExpression, valueExpression: fhirPath('today() = @2026-07-01') }
    const required = questionnaireOf({ linkId: 'a', text: 'A', type: 'string', required: true, extension: [condition] })
    expect(validateAnswers(required, { ...responseOf(), authored: at })).toHaveLength(1)
    expect(validateAnswers(required, { ...responseOf(), authored: '2026-06-30T12:00:00Z' })).toHaveLength(0)

    const options = { url: EXT.answerExpression, valueExpression: fhirPath('today().toString()') }
    const listed = withAnswerExpressions(questionnaireOf({ linkId: 'a', type: 'choice', extension: [options] }), {}, at)
    expect(listed.item?.[0]?.answerOption).toEqual([{ valueString: '2026-07-01' }])
  })
})

describe('decimals', () => {
  const worksOut = async (type: 'decimal' | 'quantity' | 'string', expression: string) => {
    const extension = [{ url: EXT.calculatedExpression, valueExpression: fhirPath(expression) }]
    const { response } = await populate(
      questionnaireOf({ linkId: 'n', type, extension }),
      { launch: {} },
      { authored: '' },
    )
    return response.item?.[0]?.answer?.[0]
  }

  it.each([
    ['0.1 + 0.2', 0.3],
    ['1.1 * 1.1', 1.21],
    ['(0.1 | 0.2 | 0.3).sum()', 0.6],
    ['1 - 0.9', 0.1],
    ['1 / 3', 0.33333333],
    ['0.00000001 + 0.00000002', 0.00000003],
    ['2.675.round(2)', 2.68],
  ])('%s is %d', async (expression, expected) => {
    expect(await worksOut('decimal', expression)).toEqual({ valueDecimal: expected })
  })

  it('are exact in quantities and in words', async () => {
    expect(await worksOut('quantity', "0.1 'kg' + 0.2 'kg'")).toMatchObject({
      valueQuantity: { value: 0.3, code: 'kg' },
    })
    expect(await worksOut('string', '(0.1 + 0.2).toString()')).toEqual({ valueString: '0.3' })
    expect(await worksOut('string', '0.00000001 * 3')).toEqual({ valueString: '0.00000003' })
  })

  it('are exact between answers, and written in plain digits', async () => {
    const sum = {
      url: EXT.calculatedExpression,
      valueExpression: fhirPath("%resource.item.where(linkId != 'sum').answer.value.sum()"),
    }
    const form = questionnaireOf(
      { linkId: 'a', type: 'decimal' },
      { linkId: 'b', type: 'decimal' },
      { linkId: 'sum', type: 'decimal', extension: [sum] },
    )
    const { responseFromForm } = await import('../../src/questionnaire/form-body.ts')
    const { response } = responseFromForm(form, { a: '0.1', b: '0.2' }, { authored: '' })
    expect(response.item?.map(({ answer }) => answer?.[0]?.valueDecimal)).toEqual([0.1, 0.2, 0.3])
    const small = responseFromForm(form, { a: '0.00000001', b: '-12.5' }, { authored: '' }).response
    expect(formFromResponse(form, small)).toMatchObject({ a: '0.00000001', b: '-12.5' })
    expect(responseFromForm(form, formFromResponse(form, small), { authored: '' }).response).toEqual(small)
  })
})
