import { expect, inject, it, onTestFinished } from 'vitest'
import { newPlace } from '../faults/a-store.ts'
import { startHubBetween } from '../faults/hub-between.ts'
import { expectAllDelivered, killed, nothingPromised } from '../faults/lives.ts'

const KILLS = 40

it(`${KILLS} processes that are killed at every step lose nothing and double nothing`, {
  timeout: 600_000,
}, async () => {
  const target = inject('hapi')
  const [place, hub] = [newPlace(), await startHubBetween(target)]
  onTestFinished(async () => {
    await hub.close()
    place.remove()
  })
  const promised = nothingPromised()
  await killed(KILLS, { place, hub, promised })
  await expectAllDelivered({ place, hub, target, promised })
  expect(promised.accepted.size).toBeGreaterThan(KILLS)
})
