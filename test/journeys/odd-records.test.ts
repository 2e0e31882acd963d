import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { londonDay } from '../../src/domain/local-date.ts'
import { clinicianResources } from '../../src/sandbox/ehr/clinicians.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'
import { ODD, placesOf, withOdd } from '../fhir/odd-elements.ts'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

/** How the record's Patient is changed on its way; undefined: not at all. */
let change: ((patient: object) => object) | undefined
let app: RunningApp
let stop: () => Promise<void>
const patients = syntheticPatients(londonDay(new Date())).flatMap(each => each.resources)
const typical = patients.find(each => each.resourceType === 'Patient' && each.id === 'patient-typical')

beforeAll(async () => {
  const fhir = createFhirServer()
  const inner = express().use('/fhir', fhir.router).listen(0, '127.0.0.1')
  await once(inner, 'listening')
  // A TCP server that listens has an AddressInfo; only pipes have a string.
  const real = `http://127.0.0.1:${(inner.address() as AddressInfo).port}/fhir`
  expect(await seed(real, [...clinicianResources(), ...patients])).toMatchObject({ ok: true })
  const outer = express()
    .get('/fhir/Patient/patient-typical', async (_req, res) => {
      const patient = (await (await fetch(`${real}/Patient/patient-typical`)).json()) as object
      res.type('application/fhir+json').send(JSON.stringify(change ? change(patient) : patient))
    })
    .use('/fhir', fhir.router)
    .listen(0, '127.0.0.1')
  await once(outer, 'listening')
  const record = `http://127.0.0.1:${(outer.address() as AddressInfo).port}/fhir`
  app = await startApp({ SANDBOX_FHIR_URL: record })
  stop = async () => {
    await app.close()
    for (const server of [inner, outer]) {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    }
    await fhir.close()
  }
})
afterAll(() => stop?.())

const launchWith = (odd: typeof change) => {
  change = odd
  return createClinician(app).launch('patient-typical')
}

describe('a launch for a patient with an odd element in the record', () => {
  it('opens the consultation, whatever it is and wherever it stands: a sample of 50', async () => {
    const places = placesOf(typical)
    const sample = fc.sample(fc.tuple(fc.constantFrom(...places), fc.constantFrom(...ODD), fc.boolean()), {
      numRuns: 50,
      seed: 20261201,
    })
    for (const [place, odd, asSibling] of sample) {
      const page = await launchWith(patient => withOdd(patient, place, odd, asSibling))
      expect([place.join('.'), odd, page.status, page.html.includes('Work and health')]).toEqual([
        place.join('.'),
        odd,
        200,
        true,
      ])
    }
  })

  it('names what could not be read, and sends all the same', async () => {
    const page = await launchWith(patient => ({ ...patient, address: [{ line: [null, '1 High St'], use: 'home' }] }))
    expect(page.html).toContain('part of it could not be understood, so it may be incomplete (an address)')
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), FIVE_TAPS)
    expect((await clinician.submit(check)).html).toContain('Referral sent')
    expect(JSON.stringify(await resourcesAt(app.hubUrl, 'Patient?_count=50'))).toContain('1 High St')
  })

  it('sends nothing where it decides whether a referral may be made, and says what that is (hazard H01)', async () => {
    change = patient => ({ ...patient, deceasedBoolean: 'yes', birthDate: 5 })
    const clinician = createClinician(app)
    const page = await clinician.launchToRefer('patient-typical')
    expect(page.html).toContain('This patient cannot be referred from here')
    expect(page.html).toContain('What cannot be read: whether the patient has died, the date of birth.')
    expect(page.html).not.toContain('Handout for the patient')
    const before = (await resourcesAt(app.hubUrl, 'ServiceRequest?_count=50')).length
    const sent = await clinician.submit(page, FIVE_TAPS, `${new URL(page.url).pathname}check`)
    expect(sent.html).not.toContain('Referral sent')
    expect(await resourcesAt(app.hubUrl, 'ServiceRequest?_count=50')).toHaveLength(before)
  })
})
