import express from 'express'
import type { QuestionnaireResponse, ServiceRequest } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { londonDay } from '../../src/domain/local-date.ts'
import { ID } from '../../src/fhir/systems.ts'
import { clinicianResources } from '../../src/sandbox/ehr/clinicians.ts'
import { createFhirServer, type FhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { type Listening, listen } from '../../src/sandbox/listen.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'
import { createClinician, FIVE_TAPS, resourcesAt, type Seen } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

/** Section 2 of docs/integrating.md as it is printed: one FHIR server is the record and the hub at once. */
let fhir: FhirServer
let server: Listening
let base: string
let app: RunningApp
beforeAll(async () => {
  fhir = createFhirServer()
  server = await listen(express().use('/fhir', fhir.router), 0, '127.0.0.1')
  base = `http://127.0.0.1:${server.port}/fhir`
  const patients = syntheticPatients(londonDay(new Date())).flatMap(each => each.resources)
  expect(await seed(base, [...clinicianResources(), ...patients])).toMatchObject({ ok: true })
  app = await startApp({ SANDBOX_FHIR_URL: base, WORKWELL_FHIR_URL: base })
})
afterAll(async () => {
  await app?.close()
  await server?.close()
  await fhir?.close()
})

const identifiers = (resource: unknown): string[] =>
  [(resource as ServiceRequest | QuestionnaireResponse).identifier].flat().map(each => each?.system ?? '')
const ofPatient = (type: string, patient: string) => resourcesAt(base, `${type}?patient=Patient/${patient}&_count=50`)

async function send(patient: string, clinician = createClinician(app)): Promise<Seen> {
  const check = await clinician.submit(await clinician.launchToRefer(patient), FIVE_TAPS)
  const sent = await clinician.submit(check)
  expect(sent.html).toContain('Referral sent')
  return sent
}

describe('a server that is record and hub at once', () => {
  it('has the hub’s referral and the record’s copy of it, each its own, and warns of the open one', async () => {
    const sent = await send('patient-typical')
    expect(sent.html).toContain('A copy is in the patient’s record')
    const [request, ...others] = await ofPatient('ServiceRequest', 'patient-typical')
    expect([others.length, identifiers(request)]).toEqual([0, [ID.referralCopy]])
    const [form] = await ofPatient('QuestionnaireResponse', 'patient-typical')
    expect(identifiers(form)).toEqual([ID.referralFormCopy])
    expect(request).toMatchObject({ supportingInfo: [{ reference: `QuestionnaireResponse/${form?.id}` }] })
    const id = (request as unknown as ServiceRequest).identifier?.[0]?.value
    const atHub = await resourcesAt(base, `ServiceRequest?identifier=${encodeURIComponent(`${ID.referral}|${id}`)}`)
    expect(atHub).toHaveLength(1)
    expect(atHub[0]).not.toMatchObject({ subject: { reference: 'Patient/patient-typical' } })

    const next = createClinician(app)
    const page = await next.launchToRefer('patient-typical')
    expect(wordsOf(page)).toContain('A WorkWell referral is open already, sent on')
    const [, status = ''] = /href="([^"]*\/status\/[^"]*)"/.exec(page.html) ?? []
    const stands = await next.get(new URL(status || 'nowhere', page.url).href)
    expect(wordsOf(stands)).toContain('Sent, not opened yet')
  })
})

describe('a copy that the version before filed', () => {
  it('is read, and is found before a second one is written', async () => {
    const apart = await startApp({ SANDBOX_FHIR_URL: base })
    const clinician = createClinician(apart)
    const faults = (name: string, method: string) => fetch(`${apart.sandboxUrl}/faults${name}`, { method })
    await faults('/fhir-writes-refused', 'PUT')
    const sent = await send('patient-flu', clinician)
    await faults('/fhir-writes-refused', 'DELETE')
    expect(sent.html).toContain('There is no copy in the patient’s record')
    const [atHub] = await resourcesAt(apart.hubUrl, 'ServiceRequest?_count=5')
    const old = {
      ...atHub,
      id: 'copy-of-before',
      meta: {},
      subject: { reference: 'Patient/patient-flu' },
      requester: { reference: 'Practitioner/none' },
      performer: [{ display: 'WorkWell Demo' }],
      reasonReference: undefined,
      supportingInfo: undefined,
    }
    expect(identifiers(old)).toEqual([ID.referral])
    const { requester: _requester, ...body } = old
    const put = await fetch(`${base}/ServiceRequest/copy-of-before`, {
      method: 'PUT',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(body),
    })
    expect(put.status, await put.text()).toBe(201)
    await clinician.submit(sent, {}, sent.url)
    expect((await ofPatient('ServiceRequest', 'patient-flu')).map(each => each.id)).toEqual(['copy-of-before'])
    expect(await ofPatient('QuestionnaireResponse', 'patient-flu')).toHaveLength(1)
    expect((await clinician.get(sent.url)).html).toContain('A copy is in the patient’s record')
    expect(wordsOf(await createClinician(apart).launchToRefer('patient-flu'))).toContain(
      'A WorkWell referral is open already',
    )
    await apart.close()
  })
})
