import { expect, inject, it } from 'vitest'
import type { WholeNote } from '../../src/domain/later-note.ts'
import { ok } from '../../src/domain/result.ts'
import { ID } from '../../src/fhir/systems.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import { createHub } from '../../src/gateways/hub.ts'
import { arrivedReferral } from '../sandbox/hub/arrived-referral.ts'
import { ACTING } from '../support/acting.ts'
import { resourcesAt } from '../support/clinician.ts'
import { deliver, idOf } from './deliver.ts'

const base = inject('hapi')
const newHub = () => createHub(createFhirClient({ baseUrl: base, timeoutMs: 60_000 }))

const note = {
  source: 'Observation/later',
  recordedOn: '2026-09-17',
  advice: 'may-be-fit',
  period: { from: '2026-09-17', to: '2026-10-07' },
  adjustments: [],
  issue: 'issued',
} satisfies WholeNote

it('a later fit note is told once, though two clinicians send it at the same moment (hazard H20)', async () => {
  const bundle = arrivedReferral({ family: 'LATER' })
  const referralId = idOf(bundle)
  const referral = { referralId, receipt: await deliver(base, bundle) }
  const told = await newHub().amends.toldNote(referral)
  expect(told).toMatchObject({ ok: true, value: { from: '2026-09-03' } })
  const sent = [1, 2].map(() => newHub().amends.updateNote(referral, { note, clinician: ACTING }))
  expect(await Promise.all(sent)).toEqual([ok('told'), ok('told')])
  expect(await newHub().amends.toldNote(referral)).toEqual(
    ok({ advice: 'may-be-fit', from: '2026-09-17', to: '2026-10-07' }),
  )
  const search = `Observation?identifier=${encodeURIComponent(`${ID.extract}|${referralId}.note-advice`)}`
  expect(await resourcesAt(base, search)).toMatchObject([{ meta: { versionId: '2' }, status: 'final' }])
})

it('the work status that went out with a referral is read back', async () => {
  const bundle = arrivedReferral({ family: 'STATUS' })
  const referral = { referralId: idOf(bundle), receipt: await deliver(base, bundle) }
  expect(await newHub().looksUp.workStatusAtReferral(referral)).toMatchObject({ ok: true, value: expect.any(String) })
})
