import nock from 'nock'
import { describe, expect, it } from 'vitest'
import type { RECORD_PARTS } from '../../src/domain/clinical-context.ts'
import { ehrRecordSchema } from '../../src/fhir/ehr-record.ts'
import { CS } from '../../src/fhir/systems.ts'
import { readEhrRecord } from '../../src/gateways/ehr.ts'
import type { EhrAccess } from '../../src/gateways/ehr-reading.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import {
  codedNote,
  GP,
  GP_ROLE,
  ISSUER,
  med3Document,
  NHS_NUMBER,
  NOT_FIT,
  OTHER_NHS_NUMBER,
  PRACTICE,
  patientRecord,
  problem,
  READ_AT,
} from '../support/ehr-record.ts'

const fhirWithin = (timeoutMs: number) => createFhirClient({ baseUrl: ISSUER, timeoutMs, accessToken: () => 'token-1' })
const REGISTERED = { ...PRACTICE, id: 'practice-2', name: 'Elm Street Surgery' }
const SUBJECT = { subject: { reference: 'Patient/patient-1' } }
const ENCOUNTER = { resourceType: 'Encounter', id: 'e1', status: 'in-progress', ...SUBJECT }
const REFERRAL = { resourceType: 'ServiceRequest', id: 's1', status: 'active', ...SUBJECT }
const PATIENT = patientRecord({
  generalPractitioner: [{ reference: 'Practitioner/gp-9' }, { reference: 'Organization/practice-2' }],
})

type Answer = (request: nock.Interceptor) => void
const json =
  (body: object, status = 200): Answer =>
  request =>
    void request.reply(status, body, { 'content-type': 'application/fhir+json' })
const found = (...resources: object[]) =>
  json({ resourceType: 'Bundle', type: 'searchset', entry: resources.map(resource => ({ resource })) })

/** What the EHR answers, by path. */
type Answers = Record<string, Answer>
const GOOD: Answers = {
  'Patient/patient-1': json(PATIENT),
  'Practitioner/gp-1': json(GP),
  'Organization/practice-1': json(PRACTICE),
  'Organization/practice-2': json(REGISTERED),
  'Encounter/e1': json(ENCOUNTER),
  PractitionerRole: found(GP_ROLE),
  Condition: found(problem('c1')),
  Observation: found(codedNote('n1', NOT_FIT)),
  DocumentReference: found(med3Document('d1')),
  ServiceRequest: found(REFERRAL),
}

function ehrAnswers(answers: Answers): void {
  nock.cleanAll()
  for (const [path, answer] of Object.entries(answers)) {
    const server = nock('https://ehr.example').persist()
    answer(server.get(uri => uri.split('?')[0] === `/fhir/${path}`))
  }
}

const ACCESS: EhrAccess = {
  issuer: ISSUER,
  patientId: 'patient-1',
  encounterId: 'e1',
  fhirUser: 'Practitioner/gp-1',
  mayDo: () => true,
}
const read = (answers: Answers = {}, access: Partial<EhrAccess> = {}, timeoutMs = 20_000) => {
  ehrAnswers({ ...GOOD, ...answers })
  return readEhrRecord(fhirWithin(timeoutMs), { ...ACCESS, ...access }, () => new Date(READ_AT))
}
async function recordOf(...parameters: Parameters<typeof read>) {
  const result = await read(...parameters)
  if (!result.ok) throw new Error(`the record could not be read: ${result.failure.code}`)
  return result.value
}

describe('entries about another patient (hazard H01)', () => {
  const STRANGER = { subject: { reference: 'Patient/patient-2' } }

  it.each([
    ['Condition', found(problem('c1'), problem('c2', STRANGER)), 'conditions'],
    ['Observation', found(codedNote('n1', NOT_FIT), codedNote('n2', NOT_FIT, STRANGER)), 'fit-notes'],
    ['DocumentReference', found({ ...med3Document('d1'), ...STRANGER }), 'fit-notes'],
    ['ServiceRequest', found({ ...REFERRAL, ...STRANGER }), 'referrals'],
    ['Encounter/e1', json({ ...ENCOUNTER, ...STRANGER }), 'encounter'],
  ])('are left out of %s, and the part is named as a gap', async (path, answer, part) => {
    const record = await recordOf({ [path]: answer })
    expect(JSON.stringify(record)).not.toContain('patient-2')
    expect(record.gaps).toEqual([{ part, why: 'GARBAGE' }])
  })

  const NUMBER = 'https://fhir.nhs.uk/Id/nhs-number'
  it.each([
    ['nobody', undefined],
    ['a patient of the same id on another server', { reference: 'https://other.example/fhir/Patient/patient-1' }],
    ['a group of that id', { reference: 'Group/patient-1' }],
    ['somebody by another NHS number', { identifier: { system: NUMBER, value: OTHER_NHS_NUMBER } }],
    ['somebody by words', { display: 'Ms Zoë O’Neill' }],
  ])('are those that name %s', async (_whom, subject) => {
    const { subject: _own, ...bare } = problem('c2')
    const record = await recordOf({ Condition: found(problem('c1'), { ...bare, ...(subject && { subject }) }) })
    expect(record.conditions.map(each => each.id)).toEqual(['c1'])
    expect(record.gaps).toEqual([{ part: 'conditions', why: 'GARBAGE' }])
  })

  it.each([
    ['by the address of this very server', { reference: `${ISSUER}/Patient/patient-1/_history/3` }],
    ['by their NHS number alone', { identifier: { system: NUMBER, value: NHS_NUMBER } }],
  ])('are not those that name this patient %s', async (_how, subject) => {
    const record = await recordOf({ Condition: found({ ...problem('c1'), subject }) })
    expect([record.conditions.map(each => each.id), record.gaps]).toEqual([['c1'], []])
  })

  it('nor does somebody else’s role make a clinician of the one who signed in', async () => {
    const record = await recordOf({
      PractitionerRole: found({ ...GP_ROLE, practitioner: { reference: 'Practitioner/gp-2' } }),
    })
    expect([record.practitionerRole, record.organization]).toEqual([undefined, undefined])
  })
})

describe('the record of one patient', () => {
  it('is read whole, and can be kept', async () => {
    const record = await recordOf()
    expect(record).toEqual({
      readAt: READ_AT,
      issuer: ISSUER,
      fhirUser: 'Practitioner/gp-1',
      patient: PATIENT,
      practitioner: GP,
      practitionerRole: GP_ROLE,
      organization: PRACTICE,
      registeredPractice: REGISTERED,
      encounter: ENCOUNTER,
      conditions: [problem('c1')],
      observations: [codedNote('n1', NOT_FIT)],
      documents: [med3Document('d1')],
      serviceRequests: [REFERRAL],
      gaps: [],
    })
    expect(ehrRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record)
  })

  it('is asked for by patient, with the codes that can be read back, and with the clinician’s token', async () => {
    const query: Record<string, Record<string, string>> = {}
    const tokens = new Set<string | undefined>()
    const listening =
      (type: string): Answer =>
      request =>
        void request.reply(200, function (uri) {
          for (const [name, value] of new URL(uri, ISSUER).searchParams) {
            const before = query[type]?.[name]
            const both = before === undefined || before === value ? value : [before, value].sort().join(' and ')
            query[type] = { ...query[type], [name]: both }
          }
          tokens.add(String(this.req.headers.authorization))
          return { resourceType: 'Bundle', type: 'searchset' }
        })
    const types = ['PractitionerRole', 'Condition', 'Observation', 'DocumentReference', 'ServiceRequest']
    await recordOf(Object.fromEntries(types.map(type => [type, listening(type)])))
    expect(query).toEqual({
      PractitionerRole: { practitioner: 'Practitioner/gp-1' },
      Condition: {
        patient: 'patient-1',
        'clinical-status': 'active,recurrence,relapse',
        'clinical-status:missing': 'true',
      },
      Observation: { patient: 'patient-1', code: expect.stringContaining(`${CS.snomed}|${NOT_FIT},`) },
      DocumentReference: {
        patient: 'patient-1',
        type: expect.stringContaining(`${CS.snomed}|772786005,`),
        'type:text': expect.stringContaining('Fit note'),
      },
      ServiceRequest: { patient: 'patient-1', category: `${CS.category}|workwell-referral` },
    })
    expect(query.Observation?.code).toContain(`${CS.observation}|fitness-for-work-advice`)
    expect(query.Observation?.code).toContain(`${CS.snomed}|775281000000100`)
    expect([...tokens]).toEqual(['Bearer token-1'])
  })

  it('without an encounter in the launch asks for none', async () => {
    const record = await recordOf({ 'Encounter/e1': json({}, 500) }, { encounterId: undefined })
    expect(record.encounter).toBeUndefined()
    expect(record.gaps).toEqual([])
  })

  it('holds what was included or remarked beside the matches only where it is of the type asked for', async () => {
    const record = await recordOf({ Condition: found(problem('c1'), PATIENT, ENCOUNTER) })
    expect(record.conditions).toEqual([problem('c1')])
    expect(record.gaps).toEqual([])
  })
})

const FAILURES: [string, Answer, string][] = [
  ['403', json({ resourceType: 'OperationOutcome', issue: [] }, 403), 'FORBIDDEN'],
  ['404', json({ resourceType: 'OperationOutcome', issue: [] }, 404), 'NOT_FOUND'],
  ['500', request => void request.reply(500, '<html>sorry</html>'), 'SERVER_ERROR'],
  ['no answer in time', request => void request.delay(4000).reply(200, '{}'), 'TIMEOUT'],
  [
    'a broken connection',
    request => void request.replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' })),
    'UNREACHABLE',
  ],
  ['half a JSON text', request => void request.reply(200, '{"resourceType": "Pat'), 'GARBAGE'],
  ['a login page', request => void request.reply(200, '<html>log in</html>'), 'GARBAGE'],
  ['another resource', json({ resourceType: 'Basic', id: 'x' }), 'GARBAGE'],
]

/** Which path of the EHR feeds which part of the page, and what the record then holds of it. */
const PARTS: [keyof typeof RECORD_PARTS, string, object][] = [
  ['clinician', 'Practitioner/gp-1', { practitioner: undefined }],
  ['clinician', 'PractitionerRole', { practitionerRole: undefined }],
  ['practice', 'Organization/practice-1', { organization: undefined }],
  ['practice', 'Organization/practice-2', { registeredPractice: undefined }],
  ['encounter', 'Encounter/e1', { encounter: undefined }],
  ['conditions', 'Condition', { conditions: [] }],
  ['fit-notes', 'Observation', { observations: [] }],
  ['fit-notes', 'DocumentReference', { documents: [] }],
  ['referrals', 'ServiceRequest', { serviceRequests: [] }],
]
const without = (record: object, ...names: string[]) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))

describe.each(PARTS)('%s, when %s fails', (part, path, left) => {
  // Without the role, nobody says which organisation is the clinician's.
  const alsoGone = path === 'PractitionerRole'
  const gapsFor = (why: string) =>
    alsoGone
      ? [
          { part, why },
          { part: 'practice', why: 'NOT_FOUND' },
        ]
      : [{ part, why }]

  it.each(FAILURES)('with %s: a gap with its name, and the rest is there', async (_how, answer, why) => {
    const whole = await recordOf()
    const record = await recordOf({ [path]: answer }, {}, why === 'TIMEOUT' ? 1500 : undefined)
    expect(record.gaps).toEqual(gapsFor(why))
    expect(record).toMatchObject(left)
    const changed = [...Object.keys(left), 'gaps', ...(alsoGone ? ['organization'] : [])]
    expect(without(record, ...changed)).toEqual(without(whole, ...changed))
  })

  it('because its schema is broken: a gap, and what cannot be read is left out', async () => {
    const [type = '', id] = path.split('/')
    const broken = {
      resourceType: type,
      id: id ?? 'broken',
      identifier: 'not a list',
      status: 7,
      code: 'not a concept',
    }
    const record = await recordOf({ [path]: id ? json({ ...broken, name: 7 }) : found(broken) })
    expect(record.gaps).toEqual(gapsFor('NOT_UNDERSTOOD'))
    // They are somebody and something by their ids alone; everything else needs what is broken here.
    const isOneByItsId = type === 'Practitioner' || type === 'Organization'
    expect(record).toMatchObject(
      isOneByItsId ? Object.fromEntries(Object.keys(left).map(name => [name, { resourceType: type, id }])) : left,
    )
  })

  it('because the EHR did not grant it: a gap, and no request', async () => {
    const [type, id] = path.split('/')
    const requests: string[] = []
    const watched: Answer = request =>
      void request.reply(200, uri => {
        requests.push(uri)
        return {}
      })
    const record = await recordOf(
      { [path]: watched },
      { mayDo: (asked, interaction) => asked !== type || interaction !== (id ? 'r' : 's') },
    )
    expect(record.gaps).toContainEqual({ part, why: 'NOT_GRANTED' })
    expect(record).toMatchObject(left)
    expect(requests).toEqual([])
  })
})

it('one broken resource does not take its neighbours with it', async () => {
  const record = await recordOf({
    Condition: found(problem('c1'), { resourceType: 'Condition', id: 7 }, problem('c2')),
  })
  expect(record.conditions.map(each => each.id)).toEqual(['c1', 'c2'])
  expect(record.gaps).toEqual([{ part: 'conditions', why: 'NOT_UNDERSTOOD' }])
})

it('one odd element hides itself and not the patient: legal FHIR JSON with null beside a `_` sibling', async () => {
  const address = [
    {
      line: [null, '1 High St'],
      _line: [{ extension: [{ url: 'https://x.example/why', valueCode: 'masked' }] }, null],
    },
  ]
  const record = await recordOf({ 'Patient/patient-1': json({ ...patientRecord(), address }) })
  expect(record.patient.address).toMatchObject([{ line: ['1 High St'] }])
  expect([record.patientLeftOut, record.gaps]).toEqual([['address.line'], [{ part: 'patient', why: 'NOT_UNDERSTOOD' }]])
  expect(ehrRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record)
})

describe('problems without a status', () => {
  it('are asked for besides, each once', async () => {
    const both = found(problem('c1'), problem('c2', { clinicalStatus: undefined }))
    expect((await recordOf({ Condition: both })).conditions.map(each => each.id)).toEqual(['c1', 'c2'])
  })

  it('where the server cannot look for them, all problems are asked for', async () => {
    const record = await recordOf({
      Condition: request =>
        void request.reply(uri => {
          if (uri.includes('missing')) return [400, { resourceType: 'OperationOutcome', issue: [] }]
          const unsaid = uri.includes('clinical-status') ? [] : [problem('over', { clinicalStatus: undefined })]
          const entry = [problem('c1'), ...unsaid].map(resource => ({ resource }))
          return [200, { resourceType: 'Bundle', type: 'searchset', entry }]
        }),
    })
    expect(record.conditions.map(each => each.id)).toEqual(['c1', 'over'])
    expect(record.gaps).toEqual([])
  })
})

it('each part is told once, with its first reason', async () => {
  const record = await recordOf({
    Observation: json({}, 403),
    DocumentReference: json({}, 403),
  })
  expect(record.gaps).toEqual([{ part: 'fit-notes', why: 'FORBIDDEN' }])
})

it('everything but the patient may fail, and the page still opens', async () => {
  ehrAnswers({ 'Patient/patient-1': json(patientRecord()) })
  const result = await readEhrRecord(fhirWithin(20_000), { ...ACCESS, mayDo: () => false }, () => new Date(READ_AT))
  expect(result.ok && result.value.gaps.map(each => each.part).toSorted()).toEqual([
    'clinician',
    'conditions',
    'encounter',
    'fit-notes',
    'practice',
    'referrals',
  ])
})

describe('a patient who cannot be read stops the page', () => {
  it.each(FAILURES)('with %s', async (_how, answer, code) => {
    const result = await read({ 'Patient/patient-1': answer }, {}, code === 'TIMEOUT' ? 1500 : undefined)
    expect(result).toMatchObject({ ok: false, failure: { code } })
  })

  it('whose resource cannot be understood', async () => {
    for (const broken of [
      { ...patientRecord(), id: 7 },
      { ...patientRecord(), id: undefined },
    ])
      expect(await read({ 'Patient/patient-1': json(broken) })).toMatchObject({
        ok: false,
        failure: { code: 'GARBAGE' },
      })
  })

  it('who is another patient than the one launched (hazard H01)', async () => {
    expect(await read({ 'Patient/patient-1': json(patientRecord({ id: 'patient-2' })) })).toMatchObject({ ok: false })
  })
})

describe('who is signed in', () => {
  it('may be named as a role: then person and practice are those of the role', async () => {
    const record = await recordOf({ 'PractitionerRole/role-1': json(GP_ROLE) }, { fhirUser: 'PractitionerRole/role-1' })
    expect(record).toMatchObject({ practitioner: GP, practitionerRole: GP_ROLE, organization: PRACTICE, gaps: [] })
  })

  it('as a role that names nobody is a gap', async () => {
    const nobody = { ...GP_ROLE, practitioner: undefined }
    const record = await recordOf({ 'PractitionerRole/role-1': json(nobody) }, { fhirUser: 'PractitionerRole/role-1' })
    expect(record.gaps).toEqual([{ part: 'clinician', why: 'NOT_FOUND' }])
    expect(record.practitioner).toBeUndefined()
  })

  it('has the role that is still held', async () => {
    const former = { ...GP_ROLE, id: 'role-0', active: false, organization: { reference: 'Organization/elsewhere' } }
    expect((await recordOf({ PractitionerRole: found(former, GP_ROLE) })).practitionerRole).toEqual(GP_ROLE)
  })

  it('without any role has no practice of their own', async () => {
    const record = await recordOf({ PractitionerRole: found() })
    expect(record).toMatchObject({ practitioner: GP, practitionerRole: undefined, organization: undefined })
    expect(record.gaps).toEqual([{ part: 'practice', why: 'NOT_FOUND' }])
  })
})

describe('references', () => {
  const roleAt = (reference: string) => found({ ...GP_ROLE, organization: { reference } })

  it.each([
    ['relative', 'Organization/practice-1'],
    ['with a version', 'Organization/practice-1/_history/3'],
    ['with the address of this EHR', `${ISSUER}/Organization/practice-1`],
    ['with both', `${ISSUER}/Organization/practice-1/_history/3`],
  ])('%s are followed', async (_how, reference) => {
    expect(await recordOf({ PractitionerRole: roleAt(reference) })).toMatchObject({ organization: PRACTICE, gaps: [] })
  })

  it.each([
    ['to another server', 'https://elsewhere.example/fhir/Organization/practice-1'],
    ['to a server whose address begins alike', `${ISSUER}-2/Organization/practice-1`],
    ['to another type', 'Location/practice-1'],
    ['inside the resource', '#practice-1'],
    ['by a URN', 'urn:uuid:00000000-0000-4000-8000-000000000001'],
  ])('%s are not', async (_how, reference) => {
    const record = await recordOf({ PractitionerRole: roleAt(reference) })
    expect(record.organization).toBeUndefined()
    expect(record.gaps).toEqual([{ part: 'practice', why: 'NOT_FOUND' }])
  })

  it('of the patient: the managing organisation stands in for a practice that is not named', async () => {
    const patient = patientRecord({
      managingOrganization: { reference: 'Organization/practice-2' },
    })
    expect((await recordOf({ 'Patient/patient-1': json(patient) })).registeredPractice).toEqual(REGISTERED)
  })
})
