import { describe, expect, test } from 'vitest'
import { createContractClient, unique } from '../../contract/contract-client.ts'
import { patient } from '../../contract/sample-resources.ts'
import { servedFhirClient, serveFhir } from './served.ts'

const client = servedFhirClient()

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
    const reply = await client.ask('metadata', { method: 'PUT', body: [] })
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
