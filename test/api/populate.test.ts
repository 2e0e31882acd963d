import express from 'express'
import type {
  Bundle,
  FhirResource,
  OperationOutcome,
  Parameters,
  ParametersParameter,
  Questionnaire,
  QuestionnaireResponse,
} from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { createPopulateOperation } from '../../src/api/populate-operation.ts'
import { fail } from '../../src/domain/result.ts'
import { EXT } from '../../src/fhir/systems.ts'
import { questionnaireOf } from '../questionnaire/every-item-type.ts'
import { fhirPath } from '../questionnaire/expressions.ts'
import { answerFormHere } from '../support/answer-form-here.ts'
import { serveApp } from '../support/serve-app.ts'

const patient: FhirResource = {
  resourceType: 'Patient',
  id: 'p1',
  name: [{ family: 'Okafor' }],
  birthDate: '1984-03-11',
}
const launchContext = (name: string, type: string) => ({
  url: EXT.launchContext,
  extension: [
    { url: 'name', valueCoding: { code: name } },
    { url: 'type', valueCode: type },
  ],
})
const form: Questionnaire = {
  ...questionnaireOf(
    { linkId: 'name', type: 'string', extension: [fhirPath(EXT.initialExpression, '%patient.name.family')] },
    { linkId: 'born', type: 'date', extension: [fhirPath(EXT.initialExpression, '%patient.birthDate')] },
  ),
  id: 'held',
  url: 'https://x.example/Questionnaire/held',
  version: '3',
  identifier: [{ system: 'https://x.example/forms', value: 'f-1' }],
  extension: [launchContext('patient', 'Patient')],
}
const app = express().use(
  createPopulateOperation(
    answerFormHere({
      questionnaires: [form],
      valueSets: new Map(),
      now: () => new Date('2026-09-01T09:00:00Z'),
    }),
  ),
)

type Answered = {
  status: number
  type: string | null
  body: Pick<Parameters, 'parameter'> & Pick<OperationOutcome, 'issue'>
}
const call = (path: string, init: RequestInit = {}): Promise<Answered> =>
  serveApp(app, async base => {
    const response = await fetch(`${base}/fhir/Questionnaire/${path}`, init)
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: (await response.json()) as Answered['body'],
    }
  })
const post = (parameter: ParametersParameter[], path = '$populate'): Promise<Answered> =>
  call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Parameters', parameter }),
  })

const subject: ParametersParameter = { name: 'subject', valueReference: { reference: 'Patient/p1' } }
const context = (name: string, ...content: Partial<ParametersParameter>[]): ParametersParameter => ({
  name: 'context',
  part: [{ name: 'name', valueString: name }, ...content.map(each => ({ name: 'content', ...each }))],
})
const asked = (questionnaire: Questionnaire): ParametersParameter => ({
  name: 'questionnaire',
  resource: questionnaire,
})
const partOf = ({ body }: Answered, name: string) => body.parameter?.find(each => each.name === name)?.resource
const answersOf = (answered: Answered) => {
  const response = partOf(answered, 'response') as QuestionnaireResponse | undefined
  return response?.item?.map(each => each.answer)
}
const issuesOf = (answered: Answered) => (partOf(answered, 'issues') as OperationOutcome | undefined)?.issue ?? []
const FILLED = [[{ valueString: 'Okafor' }], [{ valueDate: '1984-03-11' }]]

describe('Questionnaire/$populate', () => {
  it('fills in a Questionnaire from the contexts that are sent with it', async () => {
    const answered = await post([asked(form), subject, context('patient', { resource: patient })])
    expect(answered).toMatchObject({ status: 200, type: 'application/fhir+json; charset=utf-8' })
    expect(partOf(answered, 'response')).toMatchObject({
      resourceType: 'QuestionnaireResponse',
      questionnaire: 'https://x.example/Questionnaire/held|3',
      status: 'in-progress',
      subject: { reference: 'Patient/p1' },
      authored: '2026-09-01T09:00:00.000Z',
    })
    expect(answersOf(answered)).toEqual(FILLED)
    expect(partOf(answered, 'issues')).toBeUndefined()
  })

  it.each<[string, ParametersParameter]>([
    ['canonical', { name: 'canonical', valueCanonical: 'https://x.example/Questionnaire/held' }],
    ['canonical with version', { name: 'canonical', valueUri: 'https://x.example/Questionnaire/held|3' }],
    ['questionnaireRef', { name: 'questionnaireRef', valueReference: { reference: 'Questionnaire/held' } }],
    ['questionnaire as canonical', { name: 'questionnaire', valueCanonical: 'https://x.example/Questionnaire/held' }],
    ['identifier', { name: 'identifier', valueIdentifier: { system: 'https://x.example/forms', value: 'f-1' } }],
  ])('finds one that is known here by its %s', async (_, parameter) => {
    expect(answersOf(await post([parameter, context('patient', { resource: patient })]))).toEqual(FILLED)
  })

  it('is there for one Questionnaire, and by GET', async () => {
    expect(answersOf(await post([context('patient', { resource: patient })], 'held/$populate'))).toEqual(FILLED)
    expect((await call('held/$populate?subject=Patient/p1')).body.parameter?.[0]?.resource).toMatchObject({
      subject: { reference: 'Patient/p1' },
    })
    expect((await call('$populate?canonical=https://x.example/Questionnaire/held')).status).toBe(200)
  })

  it('takes a context by the type that the Questionnaire declares for it', async () => {
    expect(answersOf(await post([asked(form), context('subject', { resource: patient })]))).toEqual(FILLED)
  })

  it('follows a reference only to a resource that was sent', async () => {
    const byReference = context('patient', { valueReference: { reference: 'Patient/p1' } })
    const both = await post([asked({ ...form, extension: [] }), byReference, context('other', { resource: patient })])
    expect(answersOf(both)).toEqual(FILLED)
    const alone = await post([asked(form), byReference])
    expect(answersOf(alone)).toBeUndefined()
    expect(issuesOf(alone)[0]?.diagnostics).toContain('not followed')
  })

  it('runs no query: its result is sent under the name of the variable, or the item says that it could not be read', async () => {
    const query = {
      name: 'found',
      language: 'application/x-fhir-query',
      expression: 'Condition?patient={{%patient.id}}',
    }
    const asking: Questionnaire = {
      ...questionnaireOf({
        linkId: 'why',
        type: 'string',
        extension: [fhirPath(EXT.initialExpression, '%found.entry.resource.code.text')],
      }),
      extension: [{ url: EXT.variable, valueExpression: query }],
    }
    const bundle: Bundle<FhirResource> = {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource: { resourceType: 'Condition', subject: {}, code: { text: 'Back pain' } } }],
    }
    expect(answersOf(await post([asked(asking), context('found', { resource: bundle })]))).toEqual([
      [{ valueString: 'Back pain' }],
    ])
    const without = await post([asked(asking), context('patient', { resource: patient })])
    expect(without.status).toBe(200)
    expect(issuesOf(without)).toEqual([
      {
        severity: 'warning',
        code: 'incomplete',
        diagnostics: 'Question 1 (linkId "why"): This could not be read from the record. Please fill it in.',
        expression: ["Questionnaire.descendants().where(linkId = 'why')"],
      },
    ])
  })

  it('says that it knows nothing of a subject by itself', async () => {
    const answered = await post([asked(form), { name: 'local', valueBoolean: true }])
    expect(issuesOf(answered).map(issue => issue.code)).toEqual(['not-supported'])
  })

  it('fills in a form that a page would refuse, and says what it cannot ask', async () => {
    const scan = questionnaireOf({ linkId: 'scan', type: 'attachment', required: true }, ...(form.item ?? []))
    const answered = await post([asked(scan), context('patient', { resource: patient })])
    expect(answersOf(answered)).toEqual(FILLED)
    expect(issuesOf(answered)[0]?.diagnostics).toBe('Question 1 (linkId "scan"): A file cannot be added here.')
  })

  it.each<[string, ParametersParameter[], number, string, string | undefined]>([
    ['no Questionnaire', [subject], 400, 'required', 'Parameters.parameter'],
    [
      'two',
      [asked(form), { name: 'canonical', valueUri: 'https://x.example' }],
      400,
      'invalid',
      'Parameters.parameter',
    ],
    ['an unknown one', [{ name: 'canonical', valueUri: 'https://x.example/none' }], 404, 'not-found', undefined],
    [
      'a context without name',
      [asked(form), { name: 'context', part: [{ name: 'content', resource: patient }] }],
      400,
      'required',
      'Parameters.parameter[1].part',
    ],
    [
      'one that cannot be read',
      [asked(questionnaireOf({ linkId: 'a', type: 'string' }, { linkId: 'a', type: 'string' }))],
      422,
      'invalid',
      "Parameters.parameter.where(name = 'questionnaire').resource",
    ],
  ])('answers %s with what is wrong and where', async (_, parameters, status, code, expression) => {
    const answered = await post(parameters)
    expect(answered.status).toBe(status)
    expect(answered.body.issue).toHaveLength(1)
    expect(answered.body.issue[0]).toMatchObject({
      severity: 'error',
      code,
      ...(expression && { expression: [expression] }),
    })
  })

  it('answers a body that is no JSON, or too large, in the words of a program', async () => {
    const sent = (body: string) =>
      call('$populate', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect(await sent('{')).toMatchObject({ status: 400, body: { issue: [{ code: 'structure' }] } })
    expect(await sent('x'.repeat(4_200_000))).toMatchObject({
      status: 413,
      type: 'application/fhir+json; charset=utf-8',
      body: { issue: [{ code: 'too-long', expression: ['Parameters'] }] },
    })
  })

  it('takes any name for a context: none of them is one of JavaScript', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const asking = questionnaireOf({
        linkId: 'name',
        type: 'string',
        extension: [fhirPath(EXT.initialExpression, `%${name}.name.family`)],
      })
      const answered = await post([asked(asking), context(name, { resource: patient })])
      expect(answersOf(answered)).toEqual([[{ valueString: 'Okafor' }]])
    }
  })

  it.each([
    ['stopped', 422, 'too-costly'],
    ['busy', 429, 'throttled'],
    ['broken', 500, 'exception'],
  ] as const)('says why there is no answer: %s', async (why, status, code) => {
    const none = express().use(createPopulateOperation(async () => fail(why)))
    const answered = await serveApp(none, base => fetch(`${base}/fhir/Questionnaire/$populate`))
    expect(answered.status).toBe(status)
    expect(answered.headers.get('retry-after')).toBe(why === 'busy' ? '5' : null)
    expect(await answered.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code }] })
  })

  it('is not there where it is switched off, and says so', async () => {
    const off = express().use(createPopulateOperation(undefined))
    for (const path of ['$populate', 'held/$populate']) {
      const answered = await serveApp(off, base => fetch(`${base}/fhir/Questionnaire/${path}`))
      expect(answered.status).toBe(404)
      expect(await answered.json()).toMatchObject({ issue: [{ code: 'not-supported' }] })
    }
  })

  it('answers a body that is no Parameters with the element', async () => {
    const answered = await call('$populate', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ resourceType: 'Parameters', parameter: [{ valueString: 'x' }] }),
    })
    expect(answered).toMatchObject({
      status: 400,
      body: { issue: [{ code: 'structure', expression: ['Parameters.parameter[0].name'] }] },
    })
  })
})
