import { describe, expect, test } from 'vitest'
import { byIdentifier, byTag, includedTypes, matchedIds, tag, token, unique } from '../../contract/contract-client.ts'
import { observation, patient, task } from '../../contract/sample-resources.ts'
import { servedFhirClient } from './served.ts'

const client = servedFhirClient()

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
