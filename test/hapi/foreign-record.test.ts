import { randomUUID } from 'node:crypto'
import type { Bundle, Condition, Patient } from 'fhir/r4.js'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const hapi = inject('hapi')

let app: RunningApp
beforeAll(async () => {
  app = await startApp({ SANDBOX_FHIR_URL: hapi, WORKWELL_FHIR_URL: hapi })
})
afterAll(() => app?.close())

const answer = z.object({ entry: z.array(z.object({ response: z.object({ location: z.string() }) })) })

/** A record that somebody else loaded: ids of the server's own, no NHS number, nothing of UK Core, a problem in words only. */
async function loadStranger(family: string): Promise<string> {
  const fullUrl = `urn:uuid:${randomUUID()}`
  const patient = {
    resourceType: 'Patient',
    identifier: [{ system: 'https://hospital.example/mrn', value: randomUUID() }],
    name: [{ family, given: ['Ana'] }],
    gender: 'female',
    birthDate: '1975-05-05',
    telecom: [{ system: 'phone', value: '07700 900551' }],
  } satisfies Patient
  const problem = {
    resourceType: 'Condition',
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
    code: { text: 'Knee pain' },
    subject: { reference: fullUrl },
  } satisfies Condition
  const bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      { fullUrl, resource: patient, request: { method: 'POST', url: 'Patient' } },
      { resource: problem, request: { method: 'POST', url: 'Condition' } },
    ],
  } satisfies Bundle
  const response = await fetch(hapi, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(bundle),
  })
  return /Patient\/([^/]+)/.exec(answer.parse(await response.json()).entry[0]?.response.location ?? '')?.[1] ?? 'none'
}

it('a patient whom we did not make is shown and referred', async () => {
  const family = `Stranger-${randomUUID().slice(0, 8)}`
  const id = await loadStranger(family)
  const clinician = createClinician(app)
  const first = await clinician.launchToRefer(id)
  expect(first.status).toBe(200)
  expect(first.html).toContain(`Ana ${family}`)
  expect(first.html).toContain('Knee pain')
  const check = await clinician.submit(first, FIVE_TAPS)
  expect(check.html).toContain('WorkWell Demo')
  const sent = await clinician.submit(check)
  expect(sent.html).toContain('Referral sent')
  const copies = await resourcesAt(hapi, `Patient?family=${family}`)
  expect(copies).toHaveLength(2)
  const snapshot = copies.find(each => each.id !== id)
  expect(await resourcesAt(hapi, `ServiceRequest?subject=Patient/${snapshot?.id}`)).toHaveLength(1)
})
