import { createDelivery } from '../../src/delivery/delivery.ts'
import { aReferral } from '../faults/a-referral.ts'
import { hubAt, newPlace, openPlace } from '../faults/a-store.ts'
import { startHapi } from '../hapi/start-hapi.ts'
import { inWords, millisecondsOf, percentile } from './measure.ts'

const ROUNDS = 60
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Our "Send referral" beside a bare POST of such a Bundle, in turn, at the same real HAPI. */
export async function sendAgainstBare(say: (line: string) => void): Promise<void> {
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
    `Send referral: ${inWords(ours ?? [])}; bare transaction: ${inWords(theirs ?? [])}; ${ratio.toFixed(2)} times at the median (at most 1.3)`,
  )
  await desk.stop()
  await database.close()
  place.remove()
  await hapi.stop()
}
