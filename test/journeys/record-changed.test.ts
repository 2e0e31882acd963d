import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Address } from 'fhir/r4.js'
import { expect, it, onTestFinished } from 'vitest'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { recordOf } from '../../src/sandbox/patients/record-of.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { createClinician, FIVE_TAPS } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { startApp } from '../support/running-app.ts'

/** The app on a record that the test changes. */
async function changingRecord() {
  const record = createFhirServer()
  const server = express().use('/fhir', record.router).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const recordUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`
  const app = await startApp({ SANDBOX_FHIR_URL: recordUrl })
  onTestFinished(async () => {
    await app.close()
    server.closeAllConnections()
    await new Promise(done => server.close(done))
    await record.close()
  })
  return { app, recordUrl }
}
const names = [{ family: 'Sample', given: ['Robin'] }]
const person = { names, gender: 'unknown', age: 40 } as const

it('shows the difference when the record has another number since, and exchanges nothing by itself (hazard H02)', async () => {
  const { app, recordUrl } = await changingRecord()
  const { id, resources } = recordOf({ slug: 'moves', scenario: 'A new number', person }, '2026-09-03')
  const withPhone = (value: string) =>
    resources.map(each =>
      each.resourceType === 'Patient'
        ? { ...each, telecom: [{ system: 'phone' as const, use: 'mobile' as const, value }] }
        : each,
    )
  await seed(recordUrl, withPhone('07700 900111'))

  const clinician = createClinician(app)
  const first = await clinician.launchToRefer(id)
  expect(wordsOf(first)).toContain('From the record of')
  await clinician.submit(first, { pathway: FIVE_TAPS.pathway })
  await seed(recordUrl, withPhone('07700 900999'))
  const again = await clinician.submit(first, {}, `${first.url}reread`)
  expect(wordsOf(again)).toContain('The record says 07700 900999')
  expect(again.html).toContain('value="07700 900111"')
})

it('a temporary address that was picked and is no longer in the record is asked again: neither it nor the home leaves in its place (hazard H02)', async () => {
  const { app, recordUrl } = await changingRecord()
  const { id, resources } = recordOf({ slug: 'refuge', scenario: 'Moves on', person }, '2026-09-03')
  const withAddresses = (...address: Address[]) =>
    resources.map(each => (each.resourceType === 'Patient' ? { ...each, address } : each))
  const home: Address = { use: 'home', line: ['1 Larch Lane'], postalCode: 'XX1 1AA' }
  await seed(recordUrl, withAddresses(home, { use: 'temp', line: ['Refuge House'], postalCode: 'XX1 1AB' }))

  const clinician = createClinician(app)
  const first = await clinician.launch(id)
  const addressIn = (html: string) => /name="contact-address"[^>]*value="([^"]*)"/.exec(html)?.[1] ?? ''
  expect(addressIn(first.html)).toBe('1 Larch Lane, XX1 1AA')
  const pick = 'text|Refuge House, XX1 1AB'
  const saved = await clinician.submit(first, { pathway: FIVE_TAPS.pathway, 'contact-address-temporary': pick })
  expect(addressIn(saved.html)).toBe('Refuge House, XX1 1AB')
  await seed(recordUrl, withAddresses(home, { use: 'temp', line: ['Other House'], postalCode: 'XX1 1AC' }))
  const again = await clinician.submit(first, {}, `${first.url}reread`)
  expect(addressIn(again.html)).toBe('')
  expect(again.html).not.toMatch(/name="contact-address-temporary"[^>]*checked/)
  expect(wordsOf(again)).toContain('The record says 1 Larch Lane, XX1 1AA')
})
