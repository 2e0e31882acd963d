import { createCoach } from '../support/coach.ts'
import { startHubDouble } from './hub-double.ts'
import { inWords, millisecondsOf } from './measure.ts'
import { startBenchApp } from './running.ts'

const ANSWER_MS = 20
const ROUNDS = 30

/** A coach's list, at a hub that answers everything in 20 ms and has up to 100,000 open referrals. */
export async function worklist(say: (line: string) => void): Promise<void> {
  const hub = await startHubDouble(ANSWER_MS)
  const app = await startBenchApp('worklist', { WORKWELL_FHIR_URL: hub.url, LIMIT_REQUESTS: '1000000' })
  try {
    for (const referrals of [25, 1000, 10_000, 100_000]) {
      hub.referrals = referrals
      const coach = await createCoach(app)
      await coach.signIn()
      const times: number[] = []
      let status = 0
      hub.asked = 0
      for (let round = -5; round < ROUNDS; round += 1) {
        const took = await millisecondsOf(async () => {
          status = (await coach.get('')).status
        })
        if (round >= 0) times.push(took)
        if (took > 1000 && round >= 0) break
      }
      const asks = (hub.asked / (times.length + 5)).toFixed(1)
      say(
        `Worklist: a page of ${referrals} open referrals (status ${status}, ${asks} questions to the hub) | ${inWords(times)} | at most ${100 + ANSWER_MS} ms`,
      )
    }
  } finally {
    await app.stop()
    await hub.close()
  }
}
