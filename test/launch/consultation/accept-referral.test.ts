import { expect, it } from 'vitest'
import { acceptReferral } from '../../../launch/consultation/accept-referral.ts'
import type { AcceptingDeps } from '../../../launch/consultation/consultation-deps.ts'
import { preparedReferral } from '../../../launch/consultation/prepared-referral.ts'
import type { AcceptedReferral } from '../../../src/store/outbox.ts'
import { consultation, type Given, pageDeps } from './one-consultation.ts'

/** What is handed to the outbox for this consultation. */
async function accepted(given: Given): Promise<AcceptedReferral> {
  const of = consultation(given)
  const prepared = preparedReferral(of, pageDeps())
  if (!prepared.ok) throw new Error(prepared.failure.join(', '))
  const taken: AcceptedReferral[] = []
  const waiting = { state: 'waiting' }
  const deps = {
    now: () => new Date('2026-09-03T09:00:00.000Z'),
    patientKeyOf: (text: string) => `key of ${text}`,
    hubWaitMs: 1,
    decileOf: (postcode: string) => (postcode === 'LS1 1AA' ? 7 : undefined),
    declined: { forget: async () => undefined },
    delivery: {
      accept: async (message: AcceptedReferral) => {
        taken.push(message)
        return waiting
      },
      deliverNow: async () => waiting,
    },
  }
  await acceptReferral(of, prepared.value, [], deps as unknown as AcceptingDeps)
  const [only] = taken
  if (!only || taken.length > 1) throw new Error(`accepted ${taken.length} times`)
  return only
}

it('the coarse facts to count by go with the acceptance', async () => {
  expect((await accepted({})).countFacts).toEqual({
    source: 'launch',
    profession: 'doctor',
    practice: 'Y99901',
    group: 'musculoskeletal',
    ageBand: '35-44',
    workStatus: 'employed-off-sick',
    deprivationDecile: 7,
  })
})
