import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bundle, FhirResource } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packProfiles } from '../../src/cli/pack-profiles.ts'
import { ID, W } from '../../src/fhir/systems.ts'
import { writtenReferral } from '../fhir/written-referral.ts'
import { arrivedReferral } from '../sandbox/hub/arrived-referral.ts'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { startApp } from '../support/running-app.ts'
import { deliver, idOf } from './deliver.ts'
import { type Hapi, startHapi } from './start-hapi.ts'

const folder = mkdtempSync(join(tmpdir(), 'workwell-package-'))
const packed = packProfiles(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const json = { 'content-type': 'application/fhir+json' }
const send = (method: string, url: string, body: object): Promise<Response> =>
  fetch(url, { method, headers: json, body: JSON.stringify(body) })
const say = (line: string): void => console.log(line)

/** What is there under our canonical addresses, of the kinds that a server installs. */
const installed = async (base: string, type: string): Promise<number> =>
  (await resourcesAt(base, `${type}?_count=200`)).filter(each => JSON.stringify(each).includes(`"url":"${W}/`)).length

const INSTALLED = ['StructureDefinition', 'ValueSet', 'CodeSystem', 'ConceptMap', 'SearchParameter']
const inPackage = (type: string): number =>
  readdirSync(new URL('../../profiles/fhir', import.meta.url)).filter(name => name.startsWith(`${type}-`)).length

async function expectInstalled(base: string): Promise<void> {
  for (const type of INSTALLED) expect(await installed(base, type), type).toBe(inPackage(type))
}

/** UK Core is not ours to hand out: here its profiles stand without rules. `npm run conformance` has the real ones. */
async function putUkCoreStandIns(base: string, sent: Bundle<FhirResource>): Promise<void> {
  const claims = new Map(
    (sent.entry ?? []).flatMap(({ resource }) =>
      (resource?.meta?.profile ?? [])
        .filter(url => url.startsWith('https://fhir.hl7.org.uk/'))
        .map(url => [url, resource?.resourceType ?? ''] as const),
    ),
  )
  for (const [url, type] of claims) {
    const id = url.slice(url.lastIndexOf('/') + 1)
    const standIn = {
      resourceType: 'StructureDefinition',
      id,
      url,
      name: id.replaceAll('-', ''),
      status: 'active',
      fhirVersion: '4.0.1',
      kind: 'resource',
      abstract: false,
      type,
      baseDefinition: `http://hl7.org/fhir/StructureDefinition/${type}`,
      derivation: 'constraint',
      differential: { element: [{ id: type, path: type }] },
    }
    expect((await send('PUT', `${base}/StructureDefinition/${id}`, standIn)).status).toBe(201)
  }
}

describe('a HAPI that holds every request against R4 and the profiles that it claims', () => {
  let hapi: Hapi
  beforeAll(async () => {
    hapi = await startHapi({
      port: 0,
      say,
      settings: { 'hapi.fhir.validation.requests_enabled': 'true', 'hapi.fhir.ig_runtime_upload_enabled': 'true' },
    })
  }, 300_000)
  afterAll(() => hapi?.stop())

  it('installs the package by $install', async () => {
    const answer = await send('POST', `${hapi.base}/ImplementationGuide/$install`, {
      resourceType: 'Parameters',
      parameter: [{ name: 'npmContent', valueBase64Binary: readFileSync(packed).toString('base64') }],
    })
    expect(answer.status, await answer.text()).toBe(200)
    await expectInstalled(hapi.base)
    await putUkCoreStandIns(hapi.base, arrivedReferral({ family: 'STRICT' }))
  })

  it('refuses what breaks a profile that it claims', async () => {
    const broken = JSON.parse(
      readFileSync(new URL('../../profiles/examples/bad/Patient-nhs-number-check-digit.json', import.meta.url), 'utf8'),
    )
    const answer = await send('POST', `${hapi.base}/Patient`, broken)
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('Modulus 11')])
  })

  it('takes a referral from the app, what the coach does, and the withdrawal', async () => {
    const app = await startApp({ WORKWELL_FHIR_URL: hapi.base })
    try {
      const clinician = createClinician(app)
      const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
        ...FIVE_TAPS,
        'contact-email': `${randomUUID()}@example.org`,
      })
      const sent = await clinician.submit(check)
      expect(sent.html).toContain('Referral sent')
      const statusUrl = sent.url.replace(/sent$/, 'status')
      const [task] = await resourcesAt(hapi.base, 'Task?_sort=-_lastUpdated&_count=1')
      const inbox = `${app.sandboxUrl}/workwell/referrals/${task?.id}`
      const coach = createClinician(app)
      await coach.submit(await coach.get(inbox), {}, `${inbox}/acknowledge`)
      expect((await clinician.get(statusUrl)).html).toContain('Received by WorkWell')
      const withdrawUrl = /href="([^"]*\/withdraw\/[^"]*)"/.exec((await clinician.get(statusUrl)).html)?.[1] ?? ''
      const form = await clinician.get(new URL(withdrawUrl, statusUrl).href)
      const withdrawn = await clinician.submit(form, { reason: 'no-longer-agrees' })
      expect(withdrawn.html).toContain('withdrawn')
    } finally {
      await app.close()
    }
  })

  const requestsOf = (id: string) =>
    resourcesAt(hapi.base, `ServiceRequest?identifier=${encodeURIComponent(`${ID.referral}|${id}`)}`)

  it('has one ServiceRequest of a number, though fifty are written at once on no condition', async () => {
    const id = randomUUID()
    const bare = {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      identifier: [{ system: ID.referral, value: id }],
      subject: { display: 'Nobody' },
    }
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send('POST', `${hapi.base}/ServiceRequest`, bare)),
    )
    expect(answers.filter(each => each.status === 201)).toHaveLength(1)
    expect(answers.filter(each => ![201, 409, 412].includes(each.status))).toEqual([])
    expect(await requestsOf(id)).toHaveLength(1)
  })

  it('gives fifty senders of one referral the same receipt', async () => {
    const { bundle } = writtenReferral()
    const receipts = await Promise.all(Array.from({ length: 50 }, () => deliver(hapi.base, bundle)))
    expect(new Set(receipts.map(each => each.serviceRequest)).size).toBe(1)
    expect(await requestsOf(idOf(bundle))).toHaveLength(1)
  }, 240_000)
})

it('a HAPI that is told of the package in its settings has it before it takes a request', async () => {
  const guide = 'hapi.fhir.implementationguides.workwell'
  const hapi = await startHapi({
    port: 0,
    say,
    settings: {
      [`${guide}.name`]: 'workwell.fhir.r4',
      [`${guide}.version`]: '0.3.0',
      [`${guide}.packageUrl`]: `file:${packed}`,
    },
  })
  try {
    await expectInstalled(hapi.base)
  } finally {
    await hapi.stop()
  }
}, 300_000)
