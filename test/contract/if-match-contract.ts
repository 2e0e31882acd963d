import { expect, test } from 'vitest'
import { byIdentifier, type ContractClient, matchedIds, unique } from './contract-client.ts'
import { patient, transaction } from './sample-resources.ts'

// What HAPI makes of an If-Match, tried on HAPI 8.8: a weak, a strong and a bare number are one, a malformed one is a 500, and
// creates, deletes and conditional updates do not look at it.

const CURRENT = ['W/"1"', '"1"', '1', 'W/"01"', ' W/"1" ']
const NONE = ['', '""', 'W/""']
const OTHER = ['W/"2"', '"9"', '9', 'W/"0"', '-1', 'W/"-1"']
const MALFORMED = [
  'abc',
  'W/"abc"',
  '*',
  '"*"',
  'W/1',
  '"W/1"',
  'w/"1"',
  '"1","2"',
  'W/"1", W/"2"',
  'W/"1.0"',
  `"${'9'.repeat(20)}"`,
]

const PATCH = [{ op: 'replace', path: '/gender', value: 'male' }]

export const ifMatchContract = (client: ContractClient): void => {
  const made = () => client.made(patient(unique()))
  const put = (id: string, ifMatch: string) =>
    client.put(`Patient/${id}`, { ...patient(unique()), id, gender: 'male' }, { 'If-Match': ifMatch })
  const patch = (id: string, ifMatch: string) =>
    client.ask(`Patient/${id}`, {
      method: 'PATCH',
      body: PATCH,
      headers: { 'Content-Type': 'application/json-patch+json', 'If-Match': ifMatch },
    })
  const remove = (path: string, ifMatch: string) =>
    client.ask(path, { method: 'DELETE', headers: { 'If-Match': ifMatch } })
  const putEntry = (id: string, ifMatch: string) => ({
    resource: { ...patient(unique()), id, gender: 'male' as const },
    request: { method: 'PUT' as const, url: `Patient/${id}`, ifMatch },
  })
  const patchEntry = (id: string, ifMatch: string) => ({
    fullUrl: `${client.base()}/Patient/${id}`,
    resource: {
      resourceType: 'Binary' as const,
      contentType: 'application/json-patch+json',
      data: Buffer.from(JSON.stringify(PATCH)).toString('base64'),
    },
    request: { method: 'PATCH' as const, url: `Patient/${id}`, ifMatch },
  })
  const genderOf = async (id: string) => (await client.get(`Patient/${id}`)).resource().gender

  test.each([...CURRENT, ...NONE])('%j lets an update and a patch through', async ifMatch => {
    const [one, other] = [await made(), await made()]
    expect([(await put(one.id, ifMatch)).status, (await patch(other.id, ifMatch)).status]).toEqual([200, 200])
    expect([await genderOf(one.id), await genderOf(other.id)]).toEqual(['male', 'male'])
  })

  test.each(OTHER)('%j is another version: an update and a patch are a conflict', async ifMatch => {
    const { id } = await made()
    const replies = [await put(id, ifMatch), await patch(id, ifMatch)]
    expect(replies.map(({ status }) => status)).toEqual([409, 409])
    expect(replies[0]?.text).toContain('HAPI-0989')
    expect(replies[1]?.text).toContain('HAPI-0974')
    expect(await genderOf(id)).toBe('female')
  })

  test.each(MALFORMED)('%j is no version: an update and a patch fail and change nothing', async ifMatch => {
    const { id } = await made()
    const replies = [await put(id, ifMatch), await patch(id, ifMatch)]
    expect(replies.map(({ status }) => status)).toEqual([500, 500])
    expect(replies.map(reply => reply.outcome().issue[0]?.severity)).toEqual(['error', 'error'])
    expect(await genderOf(id)).toBe('female')
  })

  test('an old version is a conflict even where nothing would change', async () => {
    const created = await made()
    await client.put(`Patient/${created.id}`, { ...created, gender: 'male' })
    const reply = await client.put(`Patient/${created.id}`, { ...created, gender: 'male' }, { 'If-Match': 'W/"1"' })
    expect(reply.status).toBe(409)
  })

  test.each(['W/"1"', 'W/"7"', 'abc'])('%j says nothing to a delete', async ifMatch => {
    const { id } = await made()
    expect((await remove(`Patient/${id}`, ifMatch)).status).toBe(200)
    expect((await client.get(`Patient/${id}`)).status).toBe(410)
    expect((await remove(`Patient/${id}`, ifMatch)).status).toBe(200)
    expect((await remove(`Patient/c-${unique()}`, ifMatch)).status).toBe(200)
  })

  test.each(['W/"1"', 'W/"7"', 'abc'])('%j says nothing to a create, nor to an update that creates', async ifMatch => {
    const value = unique()
    const header = { 'If-Match': ifMatch }
    expect((await client.post('Patient', patient(value), header)).status).toBe(201)
    expect((await put(`c-${unique()}`, ifMatch)).status).toBe(201)
  })

  test.each(['W/"7"', 'abc'])('%j says nothing to a conditional update or delete', async ifMatch => {
    const value = unique()
    const header = { 'If-Match': ifMatch }
    const replies = [
      await client.put(`Patient?${byIdentifier(value)}`, patient(value), header),
      await client.put(`Patient?${byIdentifier(value)}`, patient(value, { active: false }), header),
      await remove(`Patient?${byIdentifier(value)}`, ifMatch),
    ]
    expect(replies.map(({ status }) => status)).toEqual([201, 200, 200])
  })

  test('what is missing can be neither patched nor conflict', async () => {
    const statuses = [(await patch(`c-${unique()}`, 'W/"1"')).status, (await patch(`c-${unique()}`, 'abc')).status]
    expect(statuses).toEqual([404, 404])
  })

  test('of what was deleted the deletion is the current version', async () => {
    const { id } = await made()
    await client.remove(`Patient/${id}`)
    expect((await patch(id, 'W/"1"')).status).toBe(409)
    expect((await patch(id, 'W/"2"')).status).toBe(410)
    expect((await put(id, 'W/"1"')).status).toBe(409)
    expect((await put(id, 'abc')).status).toBe(500)
    const back = await put(id, 'W/"2"')
    expect([back.status, back.headers.get('etag')]).toEqual([201, 'W/"3"'])
  })

  test.each([
    ['W/"7"', 409],
    ['abc', 500],
  ])('%j on an update or a patch undoes a whole transaction', async (ifMatch, status) => {
    for (const entryOf of [putEntry, patchEntry]) {
      const [{ id }, beside] = [await made(), unique()]
      const other = { resource: patient(beside), request: { method: 'POST' as const, url: 'Patient' } }
      expect((await client.post('', transaction(other, entryOf(id, ifMatch)))).status).toBe(status)
      expect(await genderOf(id)).toBe('female')
      expect(matchedIds(await client.search(`Patient?${byIdentifier(beside)}`))).toEqual([])
    }
  })

  test.each(CURRENT)('%j lets an update and a patch in a transaction through', async ifMatch => {
    const [one, other] = [await made(), await made()]
    const reply = await client.post('', transaction(putEntry(one.id, ifMatch), patchEntry(other.id, ifMatch)))
    expect(reply.bundle().entry.map(entry => entry.response?.status.slice(0, 3))).toEqual(['200', '200'])
    expect([await genderOf(one.id), await genderOf(other.id)]).toEqual(['male', 'male'])
  })

  test.each(['W/"7"', 'abc'])('%j says nothing to creates and deletes in a transaction', async ifMatch => {
    const [{ id }, created] = [await made(), `c-${unique()}`]
    const reply = await client.post(
      '',
      transaction(
        { request: { method: 'DELETE', url: `Patient/${id}`, ifMatch } },
        { resource: patient(unique()), request: { method: 'POST', url: 'Patient', ifMatch } },
        putEntry(created, ifMatch),
      ),
    )
    expect(reply.bundle().entry.map(entry => entry.response?.status.slice(0, 3))).toEqual(['204', '201', '201'])
    expect((await client.get(`Patient/${id}`)).status).toBe(410)
  })

  test('in a batch only the entry with it fails', async () => {
    const [first, second, third] = [await made(), await made(), await made()]
    const batch = {
      ...transaction(putEntry(first.id, 'W/"1"'), putEntry(second.id, 'W/"7"'), putEntry(third.id, 'abc')),
      type: 'batch',
    }
    const bundle = (await client.post('', batch)).bundle()
    expect(bundle.entry.map(entry => entry.response?.status.slice(0, 3))).toEqual(['200', '409', '500'])
  })
}
