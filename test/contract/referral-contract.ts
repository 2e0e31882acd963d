import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import {
  byIdentifier,
  CONTRACT_SYSTEM,
  type ContractClient,
  includedTypes,
  matchedIds,
  token,
  unique,
} from './contract-client.ts'
import { referralBundle } from './referral-sample.ts'

/** A whole referral is sent, and then everything asked of it that the product, a hub or a report asks. */
export const referralContract = (client: ContractClient): void => {
  const value = unique()
  const ids = new Map<string, string>()
  const placeholders = new Map<string, string>()
  const placeholder = (name: string): string => {
    const known = placeholders.get(name) ?? `urn:uuid:${randomUUID()}`
    placeholders.set(name, known)
    return known
  }
  const bundle = referralBundle(value, placeholder)
  const id = (name: string): string => ids.get(name) ?? 'none'

  beforeAll(async () => {
    const reply = await client.insist(() => client.post('', bundle))
    if (reply.status !== 200) throw new Error(`The referral was refused: ${reply.text.slice(0, 1000)}`)
    for (const [index, entry] of reply.bundle().entry.entries()) {
      const name = [...placeholders].find(([, uuid]) => uuid === bundle.entry?.[index]?.fullUrl)?.[0]
      const made = /([A-Z]\w+)\/([A-Za-z0-9\-.]+)\/_history\/1$/.exec(entry.response?.location ?? '')?.[2]
      if (name && made) ids.set(name, made)
    }
  })

  test('every entry was created and says where', () => {
    expect([...ids.keys()].sort()).toEqual([...placeholders.keys()].sort())
  })

  test('inner references point at what was created', async () => {
    expect((await client.get(`Task/${id('task')}`)).resource()).toMatchObject({
      focus: { reference: `ServiceRequest/${id('request')}` },
      for: { reference: `Patient/${id('patient')}` },
      input: [{ valueReference: { reference: `QuestionnaireResponse/${id('form')}` } }],
    })
    expect((await client.get(`Consent/${id('consent')}`)).resource()).toMatchObject({
      provision: {
        actor: [{ reference: { reference: `Organization/${id('hub')}` } }],
        data: [{ reference: { reference: `ServiceRequest/${id('request')}` } }],
      },
    })
    expect((await client.get(`ServiceRequest/${id('request')}`)).resource()).toMatchObject({
      supportingInfo: [
        { reference: `QuestionnaireResponse/${id('form')}` },
        { reference: `Observation/${id('fitness')}` },
      ],
    })
  })

  test('no placeholder is left in what was stored', async () => {
    for (const [name, type] of [
      ['task', 'Task'],
      ['request', 'ServiceRequest'],
      ['consent', 'Consent'],
      ['fitness', 'Observation'],
    ] as const) {
      expect((await client.get(`${type}/${id(name)}`)).text).not.toContain('urn:uuid:')
    }
  })

  test('a PUT with a client id keeps that id', async () => {
    const reply = await client.get(`Provenance/c-${value}`)
    expect(reply.resource()).toMatchObject({ target: [{ reference: `ServiceRequest/${id('request')}` }, {}] })
  })

  test('sending the same again makes nothing new', async () => {
    const reply = await client.insist(() => client.post('', bundle))
    expect(reply.status).toBe(200)
    for (const type of ['Task', 'ServiceRequest', 'Patient', 'Consent']) {
      const name = { Task: 'task', ServiceRequest: 'request', Patient: 'patient', Consent: 'consent' }[type] ?? ''
      expect(matchedIds(await client.search(`${type}?${byIdentifier(`${value}-${name}`)}`))).toEqual([id(name)])
    }
  })

  test('ten sends at the same time make nothing new', async () => {
    const another = unique()
    const many = referralBundle(another, placeholder)
    const replies = await Promise.all(Array.from({ length: 10 }, () => client.insist(() => client.post('', many))))
    expect(replies.map(reply => reply.status)).toEqual(Array.from({ length: 10 }, () => 200))
    for (const [type, name] of [
      ['Task', 'task'],
      ['ServiceRequest', 'request'],
      ['Patient', 'patient'],
    ] as const) {
      expect((await client.search(`${type}?${byIdentifier(`${another}-${name}`)}`)).entry).toHaveLength(1)
    }
  })

  const group = token(CONTRACT_SYSTEM, `${value}-group`)
  const mine = (name: string) => byIdentifier(`${value}-${name}`)
  test.each<readonly [string, () => string]>([
    ['task', () => `Task?group-identifier=${group}`],
    ['task', () => `Task?focus=ServiceRequest/${id('request')}`],
    ['task', () => `Task?based-on=ServiceRequest/${id('request')}`],
    ['task', () => `Task?patient=${id('patient')}`],
    ['task', () => `Task?patient=Patient/${id('patient')}&status=requested,received`],
    ['task', () => `Task?owner=Organization/${id('hub')}`],
    ['task', () => `Task?requester=PractitionerRole/${id('role')}`],
    ['task', () => `Task?${mine('task')}&code=${token('http://hl7.org/fhir/CodeSystem/task-code', 'fulfill')}`],
    ['task', () => `Task?${mine('task')}&business-status=${token('https://contract.example/business-status', 'sent')}`],
    ['task', () => `Task?${mine('task')}&authored-on=2026-09-01`],
    ['task', () => `Task?${mine('task')}&modified=ge2026-09-01T08:00:00Z`],
    ['task', () => `Task?patient.identifier=${token(CONTRACT_SYSTEM, `${value}-patient`)}`],
    ['request', () => `ServiceRequest?requisition=${group}`],
    ['request', () => `ServiceRequest?patient=${id('patient')}&status=active`],
    ['request', () => `ServiceRequest?subject=Patient/${id('patient')}`],
    ['request', () => `ServiceRequest?subject:Patient=${id('patient')}`],
    ['request', () => `ServiceRequest?performer=HealthcareService/${id('service')}`],
    ['request', () => `ServiceRequest?requester=PractitionerRole/${id('role')}`],
    [
      'request',
      () =>
        `ServiceRequest?${mine('request')}&category=${token('https://contract.example/category', 'workwell-referral')}`,
    ],
    [
      'request',
      () => `ServiceRequest?${mine('request')}&code=${token('https://contract.example/service', 'employment-support')}`,
    ],
    ['request', () => `ServiceRequest?${mine('request')}&authored=ge2026-09-01`],
    ['form', () => `QuestionnaireResponse?based-on=ServiceRequest/${id('request')}&status=completed`],
    [
      'form',
      () =>
        `QuestionnaireResponse?patient=${id('patient')}&questionnaire=${encodeURIComponent('https://contract.example/Questionnaire/referral')}`,
    ],
    ['consent', () => `Consent?patient=${id('patient')}&status=active`],
    ['consent', () => `Consent?actor=Organization/${id('hub')}`],
    ['consent', () => `Consent?data=ServiceRequest/${id('request')}`],
    ['fitness', () => `Observation?derived-from=QuestionnaireResponse/${id('form')}`],
    [
      'fitness',
      () =>
        `Observation?patient=${id('patient')}&code=${token('https://contract.example/observation', 'fitness-for-work-advice')}&date=ge2026-09-01`,
    ],
    ['fitness', () => `Observation?patient=${id('patient')}&category=social-history`],
    ['condition', () => `Condition?patient=${id('patient')}&clinical-status=active&category=encounter-diagnosis`],
    [
      'document',
      () => `DocumentReference?patient=${id('patient')}&type=${token('https://contract.example/document', 'fit-note')}`,
    ],
    ['document', () => `DocumentReference?patient=${id('patient')}&period=ge2026-09-10`],
    ['provenance', () => `Provenance?target=Task/${id('task')}`],
    ['role', () => `PractitionerRole?practitioner=Practitioner/${id('practitioner')}`],
    ['role', () => `PractitionerRole?organization=Organization/${id('practice')}`],
    ['service', () => `HealthcareService?${mine('service')}`],
    ['practice', () => `Organization?${mine('practice')}`],
    ['practitioner', () => `Practitioner?${mine('practitioner')}`],
  ])('the %s is found by search %#', async (name, query) => {
    expect(matchedIds(await client.search(query()))).toEqual([id(name)])
  })

  test('_include brings what the Task points at', async () => {
    const found = await client.search(`Task?${mine('task')}&_include=Task:focus&_include=Task:patient`)
    expect(matchedIds(found)).toEqual([id('task')])
    expect([...includedTypes(found)].sort()).toEqual(['Patient', 'ServiceRequest'])
  })

  test('_revinclude brings what points at the ServiceRequest', async () => {
    const found = await client.search(
      `ServiceRequest?${mine('request')}&_revinclude=Task:focus&_revinclude=Provenance:target`,
    )
    expect(matchedIds(found)).toEqual([id('request')])
    expect([...includedTypes(found)].sort()).toEqual(['Provenance', 'Task'])
  })

  test('the patient of a referral cannot be deleted from under it', async () => {
    expect((await client.remove(`Patient/${id('patient')}`)).status).toBe(409)
  })

  test('the hub moves the Task on, and only from the version it read', async () => {
    const read = (await client.get(`Task/${id('task')}`)).resource()
    const etag = `W/"${read.meta?.versionId}"`
    const first = await client.put(`Task/${read.id}`, { ...read, status: 'received' }, { 'If-Match': etag })
    const second = await client.put(`Task/${read.id}`, { ...read, status: 'rejected' }, { 'If-Match': etag })
    expect(first.status).toBe(200)
    expect([409, 412]).toContain(second.status)
    expect(matchedIds(await client.search(`Task?${mine('task')}&status=received`))).toEqual([read.id])
    expect(matchedIds(await client.search(`Task?${mine('task')}&status=requested`))).toEqual([])
  })
}
