import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bundle, Provenance, ServiceRequest, Task } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { listening } from './ehr/listening.ts'

const APP_URL = 'http://localhost:3000'
const VERIFIER = 'a-verifier-of-the-right-alphabet-and-of-enough-length'

let dataDir: string
let sandbox: Sandbox
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'))
  sandbox = await createSandbox({ port: 0, appUrl: APP_URL, dataDir })
})
afterAll(async () => {
  await sandbox.close()
  await rm(dataDir, { recursive: true })
})

/** The launch as a client written by hand does it, from the button on the page to the access token. */
async function launch(
  patient: string,
  scope: string,
): Promise<{ access_token: string; patient: string; encounter: string }> {
  const body = new URLSearchParams({ clinician: 'gp', patient })
  const pressed = await fetch(`${sandbox.url}/launch`, { method: 'POST', body, redirect: 'manual' })
  const opened = new URL(pressed.headers.get('location') ?? '')
  const iss = opened.searchParams.get('iss') ?? ''
  const config = await (await fetch(`${iss}/.well-known/smart-configuration`)).json()
  const request = new URLSearchParams({
    response_type: 'code',
    client_id: sandbox.client.clientId,
    redirect_uri: sandbox.client.redirectUri,
    launch: opened.searchParams.get('launch') ?? '',
    scope,
    state: crypto.randomUUID(),
    aud: iss,
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const allowed = await fetch(`${config.authorization_endpoint}?${request}`, { redirect: 'manual' })
  const back = new URL(allowed.headers.get('location') ?? '')
  expect(back.searchParams.get('state')).toBe(request.get('state'))
  const exchange = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: sandbox.client.clientId,
    redirect_uri: sandbox.client.redirectUri,
    code: back.searchParams.get('code') ?? '',
    code_verifier: VERIFIER,
  })
  return (await fetch(config.token_endpoint, { method: 'POST', body: exchange })).json()
}

/** The ids behind the launch buttons, in the order of the page. */
const listedPatients = async (): Promise<string[]> => {
  const page = await (await fetch(sandbox.url)).text()
  const buttons = page.match(/<button[^>]*>/g) ?? []
  return buttons.filter(each => each.includes(' name="patient"')).map(each => / value="([^"]+)"/.exec(each)?.[1] ?? '')
}

describe('the sandbox', () => {
  it('lists at least fifteen synthetic patients, whose launch ends in their own record and nobody else’s', async () => {
    const [first = '', second = '', ...more] = await listedPatients()
    expect(more.length).toBeGreaterThanOrEqual(13)
    const token = await launch(first, 'launch openid fhirUser patient/*.crus')
    expect(token.patient).toBe(first)
    const read = (path: string) =>
      fetch(`${sandbox.issuer}/${path}`, { headers: { authorization: `Bearer ${token.access_token}` } })
    expect(await (await read(`Patient/${first}`)).json()).toMatchObject({ resourceType: 'Patient', id: first })
    expect((await read(`Patient/${second}`)).status).toBe(403)
    expect(await (await read(`Encounter/${token.encounter}`)).json()).toMatchObject({
      subject: { reference: `Patient/${first}` },
    })
    expect((await read('Practitioner/clinician-gp')).status).toBe(200)
    const roles = (await (await read('PractitionerRole?practitioner=Practitioner/clinician-gp')).json()) as Bundle
    expect(roles.entry?.map(({ resource }) => resource?.id)).toEqual(['role-gp'])
    const conditions = (await (await read('Condition?clinical-status=active')).json()) as Bundle
    expect(conditions.entry?.length).toBeGreaterThan(0)
    expect(JSON.stringify(conditions)).not.toContain(`Patient/${second}`)
  })

  it('pages through the record without leaving the facade', async () => {
    const [first = ''] = await listedPatients()
    const { access_token } = await launch(first, 'launch patient/*.rs')
    const page = async (url: string) =>
      (await (await fetch(url, { headers: { authorization: `Bearer ${access_token}` } })).json()) as Bundle
    const whole = await page(`${sandbox.issuer}/Observation`)
    const ids: (string | undefined)[] = []
    let next: string | undefined = `${sandbox.issuer}/Observation?_count=1`
    while (next !== undefined) {
      expect(next.startsWith(`${sandbox.issuer}`)).toBe(true)
      const { entry = [], link = [] }: Bundle = await page(next)
      ids.push(...entry.map(({ resource }) => resource?.id))
      next = link.find(({ relation }) => relation === 'next')?.url
    }
    expect(ids.length).toBeGreaterThan(1)
    expect(ids).toEqual(whole.entry?.map(({ resource }) => resource?.id))
  })

  it('takes a write for the launched patient once, however often it is repeated', async () => {
    const [first = '', second = ''] = await listedPatients()
    const { access_token } = await launch(first, 'launch patient/*.crus')
    const create = (patient: string) =>
      fetch(`${sandbox.issuer}/Task`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${access_token}`,
          'content-type': 'application/fhir+json',
          'if-none-exist': 'identifier=https://example.org/task|1',
        },
        body: JSON.stringify({
          resourceType: 'Task',
          identifier: [{ system: 'https://example.org/task', value: '1' }],
          status: 'requested',
          intent: 'order',
          for: { reference: `${sandbox.issuer}/Patient/${patient}` },
        } satisfies Task),
      })
    const [once, twice] = [await create(first), await create(first)]
    expect([once.status, twice.status]).toEqual([201, 200])
    expect(once.headers.get('location')).toMatch(new RegExp(`^${sandbox.issuer}/Task/[^/]+/_history/1$`))
    expect((await create(second)).status).toBe(403)
  })

  it('takes a transaction whose Provenance is about what stands beside it', async () => {
    const [first = ''] = await listedPatients()
    const { access_token } = await launch(first, 'launch patient/*.crus')
    const about = 'urn:uuid:6f1f5c1c-6b6b-4a5e-9d4e-0c7d7f1f0a01'
    const response = await fetch(sandbox.issuer, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/fhir+json' },
      body: JSON.stringify({
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          {
            fullUrl: about,
            resource: {
              resourceType: 'ServiceRequest',
              status: 'active',
              intent: 'order',
              subject: { reference: `Patient/${first}` },
            },
            request: { method: 'POST', url: 'ServiceRequest' },
          },
          {
            resource: {
              resourceType: 'Provenance',
              id: 'provenance-1',
              target: [{ reference: about }],
              recorded: '2026-03-02T09:00:00Z',
              agent: [{ who: { reference: 'Practitioner/clinician-gp' } }],
            },
            request: { method: 'PUT', url: 'Provenance/provenance-1' },
          },
        ],
      } satisfies Bundle<ServiceRequest | Provenance>),
    })
    const { entry = [] } = (await response.json()) as Bundle
    expect(entry.map(each => each.response?.status?.slice(0, 3))).toEqual(['201', '201'])
    const read = await fetch(`${sandbox.issuer}/Provenance/provenance-1`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(read.status).toBe(200)
  })

  it('has no way to the record but through the facade', async () => {
    expect((await fetch(`${sandbox.issuer}/Patient`)).status).toBe(401)
    expect((await fetch(`${sandbox.url}/Patient`)).status).toBe(404)
  })

  it('has an open hub of its own, which holds none of the record’s patients, and its inbox', async () => {
    expect(sandbox.hubFhirUrl).toBe(`${sandbox.url}/workwell/fhir`)
    expect(await (await fetch(`${sandbox.hubFhirUrl}/Patient`)).json()).toMatchObject({ type: 'searchset', total: 0 })
    expect(await (await fetch(`${sandbox.url}/workwell/`)).text()).toContain('SYNTHETIC')
  })

  it('serves its own stylesheet and says SYNTHETIC on a page that does not exist', async () => {
    const page = await (await fetch(sandbox.url)).text()
    const css = /href="(\/assets\/[^"]+\.css)"/.exec(page)?.[1]
    expect((await fetch(`${sandbox.url}${css}`)).status).toBe(200)
    const nowhere = await fetch(`${sandbox.url}/nowhere`, { headers: { accept: 'text/html' } })
    expect([nowhere.status, (await nowhere.text()).includes('SYNTHETIC')]).toEqual([404, true])
  })

  it('keeps the record over a restart and loads nothing twice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
    const options = { port: 0, appUrl: APP_URL, dataDir: folder }
    const count = async (url: string) => (await (await fetch(url)).text()).match(/name="patient"/g)?.length
    const before = await createSandbox(options)
    const inbox = await fetch(`${before.hubFhirUrl}/Organization`, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Organization', name: 'A hub' }),
    })
    expect(inbox.status).toBe(201)
    const patients = await count(before.url)
    await before.close()
    const after = await createSandbox(options)
    expect(await count(after.url)).toBe(patients)
    expect(await (await fetch(`${after.hubFhirUrl}/Organization`)).json()).toMatchObject({ total: 1 })
    await after.close()
    await rm(folder, { recursive: true })
  })
})

describe('a sandbox before somebody else’s FHIR servers', () => {
  it('brings its clinicians but no patients, and leaves the hub where it is', async () => {
    const theirs = await listening()
    const record = createFhirServer()
    theirs.app.use('/fhir', record.router)
    const fhirUrl = `${theirs.url}/fhir`
    await fetch(`${fhirUrl}/Patient`, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Patient', name: [{ given: ['Their'], family: 'Patient' }] }),
    })
    const before = await createSandbox({
      port: 0,
      appUrl: APP_URL,
      dataDir: join(dataDir, 'unused'),
      fhirUrl,
      hubFhirUrl: 'http://127.0.0.1:9/fhir',
    })
    expect(await (await fetch(before.url)).text()).toContain('Launch Their Patient')
    expect((await fetch(`${fhirUrl}/PractitionerRole/role-podiatrist`)).status).toBe(200)
    expect(await (await fetch(`${fhirUrl}/Patient`)).json()).toMatchObject({ total: 1 })
    expect(before.hubFhirUrl).toBe('http://127.0.0.1:9/fhir')
    expect((await fetch(`${before.url}/workwell/fhir/Patient`)).status).toBe(404)
    await before.close()
    await theirs.close()
    await record.close()
  })
})

describe('a sandbox that cannot start', () => {
  it('says which port is taken and what to set, and leaves nothing running', async () => {
    const { url, close } = await listening()
    const port = Number(new URL(url).port)
    await expect(createSandbox({ port, appUrl: APP_URL, dataDir: join(dataDir, 'other') })).rejects.toThrow(
      `Port ${port} is taken. Stop the program that uses it, or set SANDBOX_PORT to a free port.`,
    )
    await close()
  })

  it.each([
    ['does not answer', 'http://127.0.0.1:9/fhir'],
    ['is no FHIR server', 'garbage'],
  ])('names the FHIR server that %s, and gives its port back', async (_name, where) => {
    const web = await listening()
    const fhirUrl = where === 'garbage' ? web.url : where
    const probe = createServer()
    await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
    const address = probe.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await new Promise(resolve => probe.close(resolve))
    const starting = () => createSandbox({ port, appUrl: APP_URL, dataDir: join(dataDir, 'other'), fhirUrl })
    await expect(starting()).rejects.toThrow(`No FHIR R4 server answers at ${fhirUrl}.`)
    // The second time it would say that the port is taken, had the first left it open.
    await expect(starting()).rejects.toThrow('SANDBOX_FHIR_URL')
    await web.close()
  })
})

describe('a sandbox that is closed', () => {
  it('answers no more, even to a browser that kept its connection', async () => {
    const short = await createSandbox({ port: 0, appUrl: APP_URL, dataDir: join(dataDir, 'short') })
    expect((await fetch(short.url)).status).toBe(200)
    await short.close()
    await expect(fetch(short.url)).rejects.toThrow()
  })
})
