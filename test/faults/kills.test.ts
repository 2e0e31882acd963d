import { expect, it } from 'vitest'
import { startHere } from './here.ts'
import { expectAllDelivered, killed, nothingPromised } from './lives.ts'

const KILLS = Number(process.env.KILLS ?? 200)
const LANES = 2

it(`${KILLS} processes that are killed at every step lose nothing and double nothing`, async () => {
  const lanes = await Promise.all(
    Array.from({ length: LANES }, async () => {
      const lane = { ...(await startHere()), promised: nothingPromised() }
      await killed(KILLS / LANES, lane)
      return lane
    }),
  )
  for (const lane of lanes) await expectAllDelivered(lane)
  const sum = (part: 'offered' | 'accepted' | 'sent') =>
    lanes.reduce((all, { promised }) => all + promised[part].size, 0)
  console.log(`${KILLS} kills: ${sum('offered')} offered, ${sum('accepted')} accepted, ${sum('sent')} said to be sent`)
  expect(sum('accepted')).toBeGreaterThan(KILLS)
})
