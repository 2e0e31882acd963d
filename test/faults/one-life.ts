import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Outbox } from '../../src/store/outbox.ts'
import { aReferral } from './a-referral.ts'
import { hastyDelivery, hubAt, openPlace, type StorePlace } from './a-store.ts'

/** What a life is given; its last moment is either one of its own steps or somebody else's doing. */
export interface Life {
  readonly place: StorePlace
  readonly hubUrl: string
  /** How long a clinician rests between two referrals, at the most: a hub that is slow is sent fewer. */
  readonly pauseMs: number
  readonly endsAt?: { readonly step: OutboxStep; readonly when: 'before' | 'after'; readonly time: number }
}
export const OUTBOX_STEPS = ['accept', 'claim', 'extend', 'payload', 'delivered', 'waitAgain'] as const
export type OutboxStep = (typeof OUTBOX_STEPS)[number]

const CLINICIANS = 3
const WAIT_FOR_HUB_MS = 500

/** Written at once and whole, so that what was promised before the end is known afterwards. */
const say = (line: string): void => void writeSync(1, `${line}\n`)

/** The outbox as it is, but that this process ends without warning at one step. */
function mortal(outbox: Outbox, endsAt: Life['endsAt']): Outbox {
  if (!endsAt) return outbox
  const step = outbox[endsAt.step] as (...given: unknown[]) => Promise<unknown>
  const end = (): void => void process.kill(process.pid, 'SIGKILL')
  let times = 0
  const last = async (...given: unknown[]): Promise<unknown> => {
    times += 1
    if (times < endsAt.time) return step(...given)
    if (endsAt.when === 'before') end()
    const result = await step(...given)
    end()
    return result
  }
  return { ...outbox, [endsAt.step]: last }
}

/** Clinicians who send one referral after the other, until the process is killed. */
async function live({ place, hubUrl, pauseMs, endsAt }: Life): Promise<void> {
  const { outbox } = await openPlace(place)
  const desk = hastyDelivery(mortal(outbox, endsAt), hubAt(hubUrl))
  desk.start()
  const clinician = async (): Promise<void> => {
    for (;;) {
      const referral = aReferral()
      say(`offered ${referral.referralId}`)
      await desk.accept(referral)
      say(`accepted ${referral.referralId}`)
      const { state } = await desk.deliverNow(referral.referralId, { withinMs: WAIT_FOR_HUB_MS })
      if (state === 'delivered') say(`sent ${referral.referralId}`)
      await sleep(Math.random() * pauseMs)
    }
  }
  await Promise.all(Array.from({ length: CLINICIANS }, clinician))
}

const [given] = process.argv.slice(2)
if (given) await live(JSON.parse(given))
