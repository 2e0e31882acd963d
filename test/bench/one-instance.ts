import { writeSync } from 'node:fs'
import { aReferral } from '../faults/a-referral.ts'
import { hastyDelivery, openPlace, type StorePlace } from '../faults/a-store.ts'
import { fakeReceipt } from './fake-receipt.ts'
import { repeated } from './measure.ts'

/** One instance of the app, as far as "Send referral" goes, at a hub that costs nothing: accepted, delivered, settled. */
async function work(place: StorePlace): Promise<void> {
  const { outbox, database } = await openPlace(place)
  const desk = hastyDelivery(outbox, fakeReceipt, { leaseSeconds: 30 })
  const send = async (): Promise<void> => {
    const referral = aReferral()
    await desk.accept(referral)
    await desk.deliverNow(referral.referralId, { withinMs: 5000 })
  }
  await repeated(send, { seconds: 1, atOnce: 4 })
  const { perSecond, times } = await repeated(send, { seconds: 5, atOnce: 8 })
  await desk.stop()
  await database.close()
  writeSync(1, JSON.stringify({ perSecond, times }))
}

const [given] = process.argv.slice(2)
if (given) await work(JSON.parse(given))
