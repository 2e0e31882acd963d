import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  byIdentifier,
  byTag,
  createContractClient,
  includedTypes,
  matchedIds,
  tag,
  token,
  unique,
} from '../../contract/contract-client.ts'
import { observation, patient, task, transaction } from '../../contract/sample-resources.ts'
import { serveFhir } from './served.ts'

let served: Awaited<ReturnType<typeof serveFhir>> | undefined
const errors: unknown[] = []
beforeAll(async () => {
  served = await serveFhir({ pageSize: 3, bodyLimit: '50kb', onError: error => errors.push(error) })
})
afterAll(async () => {
  await served?.stop()
  // Whatever these tests did to it, the server never met a bug.
  expect(errors).toEqual([])
})
const client = createContractClient(() => served?.base ?? '')
const expressionsOf = (text: string): readonly string[] =>
  JSON.parse(text).issue.flatMap((issue: { expression?: readonly string[] }) => issue.expression ?? [])

describe('all or nothing', () => {
  test('a refused transaction leaves neither resource nor version nor history', async () => {
    const created = await client.made(patient(unique()))
    const before = (await client.get('_history?_count=1')).bundle().total
    const reply = await client.post(
      '',
      transaction(
        { resource: { ...created, resourceType: 'Patient' }, request: { method: 'PUT', url: `Patient/${created.id}` } },
        { resource: patient(unique()), request: { method: 'POST', url: 'Patient' } },
        { request: { method: 'DELETE', url: `Patient/${created.id}` } },
      ),
    )
    expect(reply.status).toBe(400)
    expect((await client.get('_history?_count=1')).bundle().total).toBe(before)
    expect((await client.get(`Patient/${created.id}`)).headers.get('etag')).toBe('W/"1"')
  })

  test('a refusal names the element from the Bundle down', async () => {
    const reply = await client.post(
      '',
      transaction(
        { resource: patient(unique()), request: { method: 'POST', url: 'Patient' } },
        { resource: { ...task(unique()), status: undefined } as never, request: { method: 'POST', url: 'Task' } },
      ),
    )
    expect(reply.status).toBe(422)
    expect(expressionsOf(reply.text)).toEqual(['Bundle.entry[1].resource.status'])
  })

  test('twenty conditional creates at once are one 201 and nineteen 200 for the same resource', async () => {
    const value = unique()
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        client.post('Patient', patient(value), { 'If-None-Exist': byIdentifier(value) }),
      ),
    )
    expect(replies.filter(reply => reply.status === 201)).toHaveLength(1)
    expect(replies.filter(reply => reply.status === 200)).toHaveLength(19)
    expect(new Set(replies.map(reply => reply.resource().id)).size).toBe(1)
  })
})

describe('transactions beyond the contract', () => {
  const deletion = (url: string) => ({ request: { method: 'DELETE' as const, url } })

  test('a resource that others point at is not deleted by a transaction either', async () => {
    const { id } = await client.made(patient(unique()))
    await client.made(observation(unique(), `Patient/${id}`))
    expect((await client.post('', transaction(deletion(`Patient/${id}`)))).status).toBe(409)
    expect((await client.get(`Patient/${id}`)).status).toBe(200)
  })

  test('the same fullUrl, or the same target, twice is refused', async () => {
    const fullUrl = `urn:uuid:${unique()}`
    const entry = () => ({ fullUrl, resource: patient(unique()), request: { method: 'POST' as const, url: 'Patient' } })
    expect((await client.post('', transaction(entry(), entry()))).status).toBe(400)
    const id = `c-${unique()}`
    const put = () => ({
      resource: { ...patient(unique()), id },
      request: { method: 'PUT' as const, url: `Patient/${id}` },
    })
    expect((await client.post('', transaction(put(), put()))).status).toBe(400)
    expect((await client.get(`Patient/${id}`)).status).toBe(404)
  })

  test('an entry whose resource has another id than its url is refused', async () => {
    const resource = { ...patient(unique()), id: `c-${unique()}` }
    const reply = await client.post('', transaction({ resource, request: { method: 'PUT', url: 'Patient/c-other' } }))
    expect(reply.status).toBe(400)
  })

  test('what was written comes back only when asked for', async () => {
    const reply = await client.post(
      '',
      transaction({ resource: patient(unique()), request: { method: 'POST', url: 'Patient' } }),
    )
    expect(reply.bundle().entry[0]?.resource).toBeUndefined()
  })

  test('a conditional reference finds what the same transaction makes under that condition', async () => {
    const [person, finding] = [unique(), unique()]
    const reply = await client.post(
      '',
      transaction(
        {
          resource: observation(finding, `Patient?${byIdentifier(person)}`),
          request: { method: 'POST', url: 'Observation' },
        },
        {
          resource: patient(person),
          request: { method: 'POST', url: 'Patient', ifNoneExist: byIdentifier(person) },
        },
      ),
    )
    expect(reply.status).toBe(200)
    const made = matchedIds(await client.search(`Patient?${byIdentifier(person)}`))
    const found = await client.search(`Observation?${byIdentifier(finding)}`)
    expect(found.entry[0]?.resource).toMatchObject({ subject: { reference: `Patient/${made[0]}` } })
  })

  test('conditional update and conditional delete work as entries', async () => {
    const [kept, gone] = [unique(), unique()]
    const { id } = await client.made(patient(gone))
    const update = (active: boolean) => ({
      resource: patient(kept, { active }),
      request: { method: 'PUT' as const, url: `Patient?${byIdentifier(kept)}` },
    })
    const first = await client.post('', transaction(update(true), deletion(`Patient?${byIdentifier(gone)}`)))
    expect(first.bundle().entry.map(entry => entry.response?.status.slice(0, 3))).toEqual(['201', '204'])
    expect((await client.get(`Patient/${id}`)).status).toBe(410)
    const second = await client.post('', transaction(update(false)))
    expect(second.bundle().entry[0]?.response?.etag).toBe('W/"2"')
  })

  test('an entry without a method is refused and named', async () => {
    const reply = await client.post('', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ request: { url: 'Patient' } }],
    })
    expect([reply.status, expressionsOf(reply.text)]).toEqual([400, ['Bundle.entry[0].request.method']])
  })

  test('a batch cannot hold a Bundle to be processed', async () => {
    const inner = transaction({ resource: patient(unique()), request: { method: 'POST', url: 'Patient' } })
    const entry = [{ resource: inner, request: { method: 'POST', url: '/' } }]
    const reply = await client.post('', { resourceType: 'Bundle', type: 'batch', entry })
    expect(reply.bundle().entry[0]?.response?.status).toMatch(/^400/)
  })
})

describe('paging', () => {
  const tagged = async (count: number) => {
    const code = unique()
    const ids: string[] = []
    for (let index = 0; index < count; index++) ids.push((await client.made(patient(unique(), { meta: tag(code) }))).id)
    return { code, ids }
  }
  const linkOf = (bundle: Awaited<ReturnType<typeof client.search>>, relation: string) =>
    bundle.link.find(link => link.relation === relation)?.url ?? ''

  test('the page size is the configured one when _count does not say', async () => {
    const { code } = await tagged(4)
    expect((await client.search(`Patient?${byTag(code)}`)).entry).toHaveLength(3)
  })

  test('writes between two pages neither repeat nor skip anyone', async () => {
    const { code, ids } = await tagged(5)
    const first = await client.search(`Patient?${byTag(code)}&_count=2&_sort=-_lastUpdated`)
    await client.made(patient(unique(), { meta: tag(code) }))
    const changed = (await client.get(`Patient/${ids[0]}`)).resource()
    await client.put(`Patient/${ids[0]}`, { ...changed, active: false })
    const second = (await client.get(linkOf(first, 'next'))).bundle()
    const third = (await client.get(linkOf(second, 'next'))).bundle()
    expect([first, second, third].flatMap(matchedIds).sort()).toEqual([...ids].sort())
    expect(linkOf(third, 'next')).toBe('')
    const again = (await client.get(linkOf(third, 'previous'))).bundle()
    expect(matchedIds(again)).toEqual(matchedIds(second))
  })

  test('a later page leaves out what was deleted since', async () => {
    const { code, ids } = await tagged(4)
    const first = await client.search(`Patient?${byTag(code)}&_count=2`)
    await client.remove(`Patient/${ids[3]}`)
    const second = (await client.get(linkOf(first, 'next'))).bundle()
    expect(second.entry.map(entry => entry.resource?.id)).toEqual([ids[2]])
  })

  test('a page of an unknown search answers 410', async () => {
    const reply = await client.get(`?_getpages=${unique()}&_getpagesoffset=2`)
    expect(reply.status).toBe(410)
    expect(reply.outcome().issue[0]?.severity).toBe('error')
  })

  test('paging parameters that are no numbers answer 400', async () => {
    const { code } = await tagged(4)
    const next = linkOf(await client.search(`Patient?${byTag(code)}&_count=2`), 'next')
    expect((await client.get(next.replace('_getpagesoffset=2', '_getpagesoffset=x'))).status).toBe(400)
    expect((await client.get(`Patient?_count=many`)).status).toBe(400)
  })
})

describe('search beyond the contract', () => {
  test(':missing and :contains', async () => {
    const code = unique()
    const { id } = await client.made(patient(unique(), { meta: tag(code), name: [{ family: 'Smith-Jones' }] }))
    const found = async (query: string) => matchedIds(await client.search(`Patient?${byTag(code)}&${query}`))
    expect(await found('family:contains=JONES')).toEqual([id])
    expect(await found('given:missing=true')).toEqual([id])
    expect(await found('family:missing=true')).toEqual([])
    expect((await client.get('Patient?family:missing=perhaps')).status).toBe(400)
    expect((await client.get('Patient?family:above=x')).status).toBe(400)
  })

  test('an absolute reference on our own base is kept and found as a local one', async () => {
    const { id } = await client.made(patient(unique()))
    const made = await client.made(observation(unique(), `${client.base()}/Patient/${id}/_history/1`))
    expect(made.subject).toEqual({ reference: `Patient/${id}` })
    const query = encodeURIComponent(`${client.base()}/Patient/${id}`)
    expect(matchedIds(await client.search(`Observation?subject=${query}`))).toEqual([made.id])
  })

  test('a search by day goes by the day as written, whatever the offset', async () => {
    const { id } = await client.made(patient(unique()))
    const effectiveDateTime = '2026-09-01T00:30:00+01:00'
    const made = await client.made(observation(unique(), `Patient/${id}`, { effectiveDateTime }))
    const found = async (date: string) => matchedIds(await client.search(`Observation?patient=${id}&date=${date}`))
    expect(await found('2026-09-01')).toEqual([made.id])
    expect(await found('2026-08-31')).toEqual([])
    expect(await found('2026-08-31T23:30:00Z')).toEqual([made.id])
  })

  test('a comma inside a value can be escaped', async () => {
    const value = `${unique()},x`
    const { id } = await client.made(patient(value))
    expect(
      matchedIds(await client.search(`Patient?identifier=${encodeURIComponent(value.replace(',', '\\,'))}`)),
    ).toEqual([id])
    expect(matchedIds(await client.search(`Patient?identifier=${encodeURIComponent(value)}`))).toEqual([])
  })

  test('a chain of an unknown parameter, or over a parameter that is no reference, is refused', async () => {
    expect((await client.get('Observation?patient.shoe-size=43')).status).toBe(400)
    expect((await client.get('Observation?status.identifier=x')).status).toBe(400)
    expect((await client.get('Observation?subject.shoe-size=43')).status).toBe(400)
  })

  test('an untyped chain follows whatever type stands at the other end', async () => {
    const value = unique()
    const { id } = await client.made(patient(value))
    const made = await client.made(observation(unique(), `Patient/${id}`))
    expect(matchedIds(await client.search(`Observation?subject.identifier=${value}`))).toEqual([made.id])
    expect(matchedIds(await client.search(`Observation?subject:Device.identifier=${value}`))).toEqual([])
  })

  test('_include:iterate goes on from what was included, a plain _include does not', async () => {
    const person = await client.made(patient(unique()))
    const finding = await client.made(observation(unique(), `Patient/${person.id}`))
    const made = await client.made(task(unique(), { focus: { reference: `Observation/${finding.id}` } }))
    const types = async (query: string) => includedTypes(await client.search(`Task?_id=${made.id}&${query}`))
    expect(await types('_include=Task:focus&_include=Observation:subject')).toEqual(['Observation'])
    expect(await types('_include=Task:focus&_include:iterate=Observation:subject')).toEqual(['Observation', 'Patient'])
    expect(await types('_include=*')).toEqual(['Observation'])
    expect(await types('_include=Task:focus:Patient')).toEqual([])
  })

  test('the system that a code element implies may be named', async () => {
    const made = await client.made(task(unique()))
    const query = `Task?_id=${made.id}&status=${token('http://hl7.org/fhir/task-status', 'requested')}`
    expect(matchedIds(await client.search(query))).toEqual([made.id])
  })

  test('a period equals a date only when it lies wholly within it', async () => {
    const { id } = await client.made(patient(unique()))
    const effectivePeriod = { start: '2026-09-01', end: '2026-09-14' }
    const made = await client.made(observation(unique(), `Patient/${id}`, { effectivePeriod }))
    const found = async (date: string) => matchedIds(await client.search(`Observation?patient=${id}&date=${date}`))
    expect(await found('2026-09')).toEqual([made.id])
    expect(await found('2026-09-10')).toEqual([])
    expect(await found('ne2026-09-10')).toEqual([made.id])
    expect(await found('sa2026-08-31')).toEqual([made.id])
    expect(await found('eb2026-09-14')).toEqual([])
  })

  test('a type in the modifier narrows what the reference may point at', async () => {
    const { id } = await client.made(patient(unique()))
    await client.made(observation(unique(), `Patient/${id}`))
    expect((await client.search(`Observation?subject:Patient=${id}`)).entry).toHaveLength(1)
    expect((await client.search(`Observation?subject:Group=${id}`)).entry).toHaveLength(0)
  })

  test('a canonical is found with its version and without', async () => {
    const url = `https://contract.example/Questionnaire/${unique()}`
    const form = { resourceType: 'QuestionnaireResponse', status: 'completed', questionnaire: `${url}|2.0.0` }
    const made = await client.made(form)
    const found = async (text: string) =>
      matchedIds(await client.search(`QuestionnaireResponse?questionnaire=${encodeURIComponent(text)}`))
    expect(await found(url)).toEqual([made.id])
    expect(await found(`${url}|2.0.0`)).toEqual([made.id])
    expect(await found(`${url}|1.0.0`)).toEqual([])
  })

  test('a parameter without a value is passed over', async () => {
    const value = unique()
    const { id } = await client.made(patient(value))
    expect(matchedIds(await client.search(`Patient?${byIdentifier(value)}&gender=`))).toEqual([id])
  })

  test('a partial answer is marked as one', async () => {
    const { id } = await client.made(patient(unique()))
    const reply = await client.get(`Patient/${id}?_elements=gender`)
    expect(reply.resource()).toMatchObject({ gender: 'female', meta: { tag: [{ code: 'SUBSETTED' }] } })
    expect(reply.resource().name).toBeUndefined()
  })
})

describe('writes beyond the contract', () => {
  test.each([
    [
      'ServiceRequest',
      { resourceType: 'ServiceRequest' },
      ['ServiceRequest.intent', 'ServiceRequest.status', 'ServiceRequest.subject'],
    ],
    [
      'Task',
      { resourceType: 'Task', input: [{}] },
      ['Task.input[0].type', 'Task.input[0].value[x]', 'Task.intent', 'Task.status'],
    ],
    ['Observation', { resourceType: 'Observation' }, ['Observation.code', 'Observation.status']],
    ['Condition', { resourceType: 'Condition' }, ['Condition.subject']],
    ['Consent', { resourceType: 'Consent' }, ['Consent.category', 'Consent.scope', 'Consent.status']],
    ['QuestionnaireResponse', { resourceType: 'QuestionnaireResponse' }, ['QuestionnaireResponse.status']],
    ['Provenance', { resourceType: 'Provenance' }, ['Provenance.agent', 'Provenance.recorded', 'Provenance.target']],
  ])('a %s without what R4 requires answers 422 and names each path', async (type, body, expected) => {
    const reply = await client.post(type, body)
    expect(reply.status).toBe(422)
    expect([...expressionsOf(reply.text)].sort()).toEqual(expected)
  })

  test('an unknown code or a malformed date answers 400 and names the path', async () => {
    const badStatus = await client.post('Task', { ...task(unique()), status: 'posted' })
    expect([badStatus.status, expressionsOf(badStatus.text)]).toEqual([400, ['Task.status']])
    const badDate = await client.post('Patient', { ...patient(unique()), birthDate: '1984-02-30' })
    expect([badDate.status, expressionsOf(badDate.text)]).toEqual([400, ['Patient.birthDate']])
    const noOffset = await client.post('Task', { ...task(unique()), authoredOn: '2026-09-01T10:00:00' })
    expect([noOffset.status, expressionsOf(noOffset.text)]).toEqual([400, ['Task.authoredOn']])
    const badSubject = await client.post('Condition', { resourceType: 'Condition', subject: 'Patient/1' })
    expect([badSubject.status, expressionsOf(badSubject.text)]).toEqual([400, ['Condition.subject']])
  })

  test('no error text repeats what the resource said', async () => {
    const reply = await client.post('Patient', { ...patient(unique()), birthDate: 'secret-birthday', id: 7 })
    expect(reply.status).toBe(400)
    expect(reply.text).not.toContain('secret')
    expect((await client.ask('Patient', { method: 'POST', body: '{"family":"secret' })).text).not.toContain('secret')
  })

  test('tags outlive an update that does not repeat them', async () => {
    const code = unique()
    const created = await client.made(patient(unique(), { meta: tag(code) }))
    await client.put(`Patient/${created.id}`, { ...patient(unique()), id: created.id })
    expect(matchedIds(await client.search(`Patient?${byTag(code)}`))).toEqual([created.id])
  })

  test('what the client says of version and time is not believed', async () => {
    const meta = { versionId: '77', lastUpdated: '1999-01-01T00:00:00Z' }
    const created = await client.made(patient(unique(), { meta }))
    expect(created.meta?.versionId).toBe('1')
    expect(created.meta?.lastUpdated).not.toMatch(/^1999/)
  })

  test('If-None-Match with the current version answers 304', async () => {
    const { id } = await client.made(patient(unique()))
    expect((await client.get(`Patient/${id}`, { 'If-None-Match': 'W/"1"' })).status).toBe(304)
    expect((await client.get(`Patient/${id}`, { 'If-None-Match': 'W/"9"' })).status).toBe(200)
  })

  test('an If-Match that is no version answers 400', async () => {
    const created = await client.made(patient(unique()))
    expect((await client.put(`Patient/${created.id}`, created, { 'If-Match': 'newest' })).status).toBe(400)
  })

  test('a stored Bundle keeps its inner references as they are', async () => {
    const reference = `Patient?${byIdentifier(unique())}`
    const document = { ...transaction({ resource: observation(unique(), reference) }), type: 'collection' }
    const made = await client.made(document)
    expect((await client.get(`Bundle/${made.id}`)).text).toContain(reference)
  })

  test('a urn:uuid in an identifier value is data, not an address', async () => {
    const fullUrl = `urn:uuid:${unique()}`
    const body = { ...patient(unique()), identifier: [{ system: 'urn:ietf:rfc:3986', value: fullUrl }] }
    await client.post('', transaction({ fullUrl, resource: body, request: { method: 'POST', url: 'Patient' } }))
    expect((await client.search(`Patient?identifier=${encodeURIComponent(fullUrl)}`)).entry).toHaveLength(1)
  })

  test('a conditional update whose body names another resource is refused', async () => {
    const value = unique()
    await client.made(patient(value))
    const reply = await client.put(`Patient?${byIdentifier(value)}`, { ...patient(value), id: `c-${unique()}` })
    expect(reply.status).toBe(400)
  })

  test('a reference to another server is called what it is', async () => {
    const reply = await client.post('Observation', observation(unique(), 'https://elsewhere.example/fhir/Patient/1'))
    expect(reply.outcome().issue[0]?.diagnostics).toContain('external reference')
    expect(expressionsOf(reply.text)).toEqual(['Observation.subject'])
  })

  test('$validate takes Parameters, and says so when the type is another', async () => {
    const wrapped = (resource: unknown) => ({
      resourceType: 'Parameters',
      parameter: [{ name: 'resource', resource }],
    })
    const good = await client.post('Task/$validate', wrapped(task(unique())))
    expect([good.status, good.outcome().issue[0]?.severity]).toEqual([200, 'information'])
    const other = await client.post('Task/$validate', wrapped(patient(unique())))
    expect([other.status, other.outcome().issue[0]?.severity]).toEqual([200, 'error'])
  })

  test('a conditional delete without a condition deletes nobody', async () => {
    const reply = await client.remove('Patient')
    expect(reply.status).toBe(400)
  })
})

describe('HTTP edges', () => {
  test('a body over the limit answers 413 with an OperationOutcome', async () => {
    const reply = await client.post('Basic', { resourceType: 'Basic', code: { text: 'x'.repeat(60_000) } })
    expect(reply.status).toBe(413)
    expect(reply.outcome().issue[0]?.code).toBe('too-long')
  })

  test('bytes that are no UTF-8 answer 400', async () => {
    const response = await fetch(`${client.base()}/Basic`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/fhir+json' },
      body: Buffer.from('{"resourceType":"Basic","code":{"text":"\xff"}}', 'latin1'),
    })
    expect(response.status).toBe(400)
  })

  test('JSON nested beyond reason answers 400', async () => {
    const body = `{"resourceType":"Basic","extension":${'['.repeat(5000)}${']'.repeat(5000)}}`
    expect((await client.ask('Basic', { method: 'POST', body })).status).toBe(400)
  })

  test('a method that the address does not know answers 405 and says which it knows', async () => {
    const reply = await client.ask('Patient/1', { method: 'PATCH', body: [] })
    expect(reply.status).toBe(405)
    expect(reply.headers.get('allow')).toContain('PUT')
    expect(reply.outcome().issue[0]?.severity).toBe('error')
  })

  test('who wants only XML is told 406', async () => {
    expect((await client.get('metadata', { Accept: 'application/fhir+xml' })).status).toBe(406)
    expect((await client.get('metadata?_format=xml')).status).toBe(406)
    expect((await client.get('metadata?_format=json', { Accept: 'application/fhir+xml' })).status).toBe(200)
  })

  test('a broken percent-encoding answers 400', async () => {
    expect((await client.get('Patient/%E0%A4%A')).status).toBe(400)
  })

  test('an address with a line break or a script in it is not echoed', async () => {
    const reply = await client.get(`${encodeURIComponent('<script>\n')}/1`)
    expect(reply.status).toBe(404)
    expect(reply.text).not.toContain('<script>')
  })

  test('links and Location use the configured base when there is one', async () => {
    const other = await serveFhir({ baseUrl: 'https://ehr.example/fhir/' })
    try {
      const reply = await createContractClient(() => other.base).post('Patient', patient(unique()))
      expect(reply.headers.get('location')).toMatch(/^https:\/\/ehr\.example\/fhir\/Patient\/1\/_history\/1$/)
    } finally {
      await other.stop()
    }
  })

  test('the clock is the one that was given', async () => {
    const other = await serveFhir({ now: () => new Date('2026-09-01T08:00:00Z') })
    try {
      const made = await createContractClient(() => other.base).made(patient(unique()))
      expect(made.meta?.lastUpdated).toBe('2026-09-01T08:00:00.000Z')
    } finally {
      await other.stop()
    }
  })
})
