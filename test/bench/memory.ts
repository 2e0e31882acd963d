import { aReferral } from '../faults/a-referral.ts'
import { hastyDelivery, newPlace, openPlace } from '../faults/a-store.ts'
import { fakeReceipt } from './fake-receipt.ts'

const REFERRALS = 20_000
const STEP = 5000
const AT_ONCE = 8

/** What the process holds while 20,000 referrals go through it. */
export async function memory(say: (line: string) => void): Promise<void> {
  const place = newPlace()
  const { outbox, database } = await openPlace(place)
  const desk = hastyDelivery(outbox, fakeReceipt, { leaseSeconds: 30 })
  let done = 0
  let finished = 0
  const clinician = async (): Promise<void> => {
    while (done < REFERRALS) {
      done += 1
      const referral = aReferral()
      await desk.accept(referral)
      await desk.deliverNow(referral.referralId, { withinMs: 5000 })
      finished += 1
      if (finished % STEP === 0)
        say(
          `Memory after ${finished} referrals: ${inMegabytes(process.memoryUsage().heapUsed)} MB of heap in use, ${inMegabytes(process.memoryUsage().rss)} MB in all`,
        )
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, clinician))
  await desk.stop()
  await database.close()
  place.remove()
}

const inMegabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(0)
