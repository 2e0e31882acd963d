import { randomUUID } from 'node:crypto'
import type { Bundle, FhirResource } from 'fhir/r4.js'
import { expect, inject, it } from 'vitest'
import { kindOfAnswer } from '../../src/domain/failure-kind.ts'
import { ID } from '../../src/fhir/systems.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import { arrivedReferral } from '../sandbox/hub/arrived-referral.ts'
import { resourcesAt } from '../support/clinician.ts'
import { deliver, idOf } from './deliver.ts'

const base = inject('hapi')

const count = async (type: string, system: string, value: string): Promise<number> =>
  (await resourcesAt(base, `${type}?identifier=${encodeURIComponent(`${system}|${value}`)}`)).length

it('one referral sent fifty times at once is one ServiceRequest, one Task and one Patient, and all get the same receipt', async () => {
  const bundle = arrivedReferral({ family: 'PARALLEL' })
  const sent = await Promise.all(Array.from({ length: 50 }, () => deliver(base, bundle)))
  const places = sent.map(({ receivedAt: _when, ...where }) => JSON.stringify(where))
  expect(new Set(places).size).toBe(1)
  const id = idOf(bundle)
  expect(await count('ServiceRequest', ID.referral, id)).toBe(1)
  expect(await count('Task', ID.referralTask, id)).toBe(1)
  expect(await count('Patient', ID.referralPatient, id)).toBe(1)
})

it('fifty bare transactions at once, none of them repeated, make one, and the losers are told something that is tried again', async () => {
  const bundle = arrivedReferral({ family: 'BARE' })
  const client = createFhirClient({ baseUrl: base, timeoutMs: 60_000 })
  const answers = await Promise.all(Array.from({ length: 50 }, () => client.transaction(bundle)))
  const refusals = answers.flatMap(each => (each.ok ? [] : [each.failure]))
  expect(refusals.length).toBeLessThan(50)
  expect(refusals.filter(each => kindOfAnswer(each) !== 'passing')).toEqual([])
  expect(await count('ServiceRequest', ID.referral, idOf(bundle))).toBe(1)
  expect(await count('Patient', ID.referralPatient, idOf(bundle))).toBe(1)
})

it('twenty first referrals of a practice at once all arrive, and the practice is there once', async () => {
  const odsCode = `Z${randomUUID().slice(0, 6)}`
  const bundles = Array.from({ length: 20 }, (): Bundle<FhirResource> => {
    const text = JSON.stringify(arrivedReferral({ family: 'SAMETIME' }))
    return JSON.parse(text.replaceAll('Z99901', odsCode))
  })
  const sent = await Promise.all(bundles.map(each => deliver(base, each)))
  expect(new Set(sent.map(each => each.serviceRequest)).size).toBe(20)
  expect(await count('Organization', ID.odsOrganisation, odsCode)).toBe(1)
})
