import { expect, onTestFinished } from 'vitest'
import type { newPlace } from '../faults/a-store.ts'
import { startHubBetween } from '../faults/hub-between.ts'
import { expectAllDelivered, killed, nothingPromised } from '../faults/lives.ts'

export const KILLS = 40
/** HAPI takes some five referrals a second on two cores: what is sent faster only waits. */
const PAUSE_MS = 300

/** Processes that send from one store to one HAPI, each killed at a step of its own; then whoever comes next delivers the rest. */
export async function expectKillsHarmless(target: string, place: ReturnType<typeof newPlace>): Promise<void> {
  const hub = await startHubBetween(target)
  onTestFinished(async () => {
    await hub.close()
    place.remove()
  })
  const promised = nothingPromised()
  await killed(KILLS, { place, hub, promised, pauseMs: PAUSE_MS })
  await expectAllDelivered({ place, hub, target, promised })
  expect(promised.accepted.size).toBeGreaterThan(KILLS)
}
