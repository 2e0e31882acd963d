import { createDelivery } from '../../src/delivery/delivery.ts'
import { aReferral } from '../faults/a-referral.ts'
import { hubAt, newPlace, openPlace } from '../faults/a-store.ts'
import { startHapi } from '../hapi/start-hapi.ts'
import { inWords, millisecondsOf, percentile } from './measure.ts'
import type { Bench, Row } from './rows.ts'

const ROUNDS = 60
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined }

const GOAL = 1.25

/** Our "Send referral" beside a bare POST of such a Bundle, in turn, at the same real HAPI. */
export async function sendAgainstBare({ say }: Bench): Promise<Row[]> {
  const row = { what: 'accept and deliver, p50', beside: 'a bare transaction: 1.00 times', goal: `${GOAL} times` }
  try {
    const ratio = await ratioAtHapi(say)
    return [{ ...row, ours: `${ratio.toFixed(2)} times`, met: ratio <= GOAL }]
  } catch (error) {
    say(`Send referral: not measured: ${error instanceof Error ? error.message : error}`)
    return [{ ...row, ours: 'not measured', met: undefined }]
  }
}

async function ratioAtHapi(say: Bench['say']): Promise<number> {
  const given = process.env.HAPI_URL
  const hapi = given ? { base: given, stop: async () => undefined } : await startHapi({ port: 0, say })
  const place = newPlace()
  const { outbox, database } = await openPlace(place)
  const hub = hubAt(hapi.base, 30_000)
  const desk = createDelivery({ outbox, hubFor: () => hub, random: Math.random, log: SILENT })
  const send = async (): Promise<void> => {
    const referral = aReferral()
    await desk.accept(referral)
    const { state } = await desk.deliverNow(referral.referralId, { withinMs: 30_000 })
    if (state !== 'delivered') throw new Error(`not delivered: ${state}`)
  }
  const bare = async (): Promise<void> => {
    const headers = { 'content-type': 'application/fhir+json' }
    const answer = await fetch(hapi.base, { method: 'POST', headers, body: JSON.stringify(aReferral().bundle) })
    await answer.text()
    if (!answer.ok) throw new Error(`bare transaction: ${answer.status}`)
  }
  try {
    const [ours, theirs]: number[][] = [[], []]
    for (let round = -10; round < ROUNDS; round += 1) {
      const [one, other] = [await millisecondsOf(send), await millisecondsOf(bare)]
      // A server that has just started is slow for both.
      if (round >= 0) {
        ours?.push(one)
        theirs?.push(other)
      }
    }
    const ratio = percentile(ours ?? [], 50) / percentile(theirs ?? [], 50)
    say(
      `Send referral: ${inWords(ours ?? [])}; bare transaction: ${inWords(theirs ?? [])}; ${ratio.toFixed(2)} times at the median`,
    )
    return ratio
  } finally {
    await desk.stop()
    await database.close()
    place.remove()
    await hapi.stop()
  }
}
