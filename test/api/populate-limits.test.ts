import type { OperationOutcome } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { answerPopulate } from '../../src/api/populate-answer.ts'
import { EXT } from '../../src/fhir/systems.ts'
import { questionnaireOf } from '../questionnaire/every-item-type.ts'
import { doubled, fhirPath } from '../questionnaire/expressions.ts'

const deps = { questionnaires: [], valueSets: new Map(), now: () => new Date('2026-09-01T09:00:00Z') }
async function answered(body: unknown): Promise<{ status: number; issues: OperationOutcome['issue']; size: number }> {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
  const answer = await answerPopulate({ to: 'populate', id: undefined, sent: { body: bytes } }, deps)
  const read: { issue?: OperationOutcome['issue'] } = JSON.parse(answer.body)
  return { status: answer.status, issues: read.issue ?? [], size: answer.body.length }
}

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
const form = questionnaireOf({ linkId: 'a', type: 'string' })
const sent = (questionnaire: object, ...parameter: object[]) => ({
  resourceType: 'Parameters',
  parameter: [{ name: 'questionnaire', resource: questionnaire }, ...parameter],
})
const patient = { resourceType: 'Patient', id: 'p' }
const context = (name: string, contents: number) => ({
  name: 'context',
  part: [{ name: 'name', valueString: name }, ...many(contents, () => ({ name: 'content', resource: patient }))],
})
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

describe('a call of $populate may have', () => {
  it.each<[string, unknown, unknown, string, string | undefined]>([
    [
      '200 parameters',
      sent(form, ...many(199, at => ({ name: `x${at}` }))),
      sent(form, ...many(200, at => ({ name: `x${at}` }))),
      'There are 201 parameters; 200 can be read.',
      'Parameters.parameter',
    ],
    [
      '100 contexts',
      sent(form, ...many(100, at => context(`c${at}`, 1))),
      sent(form, ...many(101, at => context(`c${at}`, 1))),
      'There are 101 contexts; 100 can be read.',
      "Parameters.parameter.where(name = 'context')",
    ],
    [
      '5,000 parts',
      sent(form, context('c', 4_999)),
      sent(form, context('c', 5_000)),
      'There are 5,001 parts; 5,000 can be read.',
      'Parameters.parameter.part',
    ],
    [
      '5,000 items',
      sent(questionnaireOf(...many(5_000, at => ({ linkId: `${at}`, type: 'string' as const })))),
      sent(questionnaireOf(...many(5_001, at => ({ linkId: `${at}`, type: 'string' as const })))),
      'The form has 5,001 items; 5,000 can be used.',
      "Parameters.parameter.where(name = 'questionnaire').resource",
    ],
    [
      '1,000 issues in its answer',
      sent(questionnaireOf(...many(1_000, at => ({ linkId: `${at}`, type: 'attachment' as const })))),
      sent(questionnaireOf(...many(1_001, at => ({ linkId: `${at}`, type: 'attachment' as const })))),
      'There is something to say in 1,001 places of the form; 1,000 fit.',
      undefined,
    ],
  ])('%s', async (_, within, beyond, diagnostics, expression) => {
    expect((await answered(within)).status).toBe(200)
    const { status, issues } = await answered(beyond)
    expect(status).toBe(422)
    expect(issues).toEqual([
      {
        severity: 'error',
        code: 'too-long',
        diagnostics,
        ...(expression !== undefined && { expression: [expression] }),
      },
    ])
  })

  it('100 levels', async () => {
    expect((await answered(nested(100))).issues[0]).toMatchObject({ code: 'structure' })
    expect(await answered(nested(101))).toMatchObject({
      status: 422,
      issues: [{ code: 'too-long', diagnostics: 'The body is nested more than 100 levels deep.' }],
    })
    expect((await answered(nested(1_000_000))).status).toBe(422)
  })

  it('an answer of 4,000,000 characters', async () => {
    const filled = (count: number) =>
      sent(
        questionnaireOf(
          ...many(count, at => ({
            linkId: `${at}`,
            type: 'text' as const,
            extension: [fhirPath(EXT.initialExpression, '%long')],
          })),
        ),
        {
          name: 'context',
          part: [
            { name: 'name', valueString: 'long' },
            { name: 'content', resource: { resourceType: 'Basic', id: 'x' } },
          ],
        },
      )
    expect((await answered(filled(1))).status).toBe(200)
    const { status, issues } = await answered(
      sent(
        questionnaireOf(
          ...many(45, at => ({
            linkId: `${at}`,
            type: 'text' as const,
            extension: [
              fhirPath(
                EXT.initialExpression,
                `'${'x'.repeat(9_000)}'.select($this&$this&$this&$this&$this&$this&$this&$this&$this&$this)`,
              ),
            ],
          })),
        ),
      ),
    )
    expect(status).toBe(422)
    expect(issues[0]?.diagnostics).toBe('The answer would have more than 4,000,000 characters.')
  })
})

describe('an expression that is stopped', () => {
  it.each<[string, string]>([
    ['a text', doubled(27)],
    ['a list', '1.repeat($this + 1)'],
    ['a pattern', "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')"],
  ])('makes no answer of the others, and is named with its item: %s', async (_, expression) => {
    const { status, issues } = await answered(
      questionnaireOf(
        { linkId: 'first', type: 'string', initial: [{ valueString: 'x' }] },
        { linkId: 'bad', type: 'string', extension: [fhirPath(EXT.initialExpression, expression)] },
      ),
    )
    expect(status).toBe(422)
    expect(issues).toEqual([
      {
        severity: 'error',
        code: 'too-costly',
        diagnostics: expect.stringMatching(/^Question 2 \(linkId "bad"\): Its expression /),
        expression: ["Questionnaire.descendants().where(linkId = 'bad')"],
      },
    ])
  })
})

it('of what is wrong with a body at most 100 things are told', async () => {
  const { status, issues } = await answered({ resourceType: 'Parameters', parameter: many(200, () => ({})) })
  expect(status).toBe(400)
  expect(issues).toHaveLength(100)
})
