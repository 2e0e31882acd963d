import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Outbox } from '../../src/store/outbox.ts'
import { type Bundled, bundled } from '../support/bundled-server.ts'
import { hastyDelivery, hubAt, openPlace, type StorePlace } from './a-store.ts'
import type { Exchange, HubBetween } from './hub-between.ts'
import { type Life, OUTBOX_STEPS } from './one-life.ts'
import { expectExactlyOnce } from './referrals-at.ts'

/** What the processes promised, by referral id, before they were killed. */
export interface Promised {
  readonly offered: Set<string>
  readonly accepted: Set<string>
  readonly sent: Set<string>
}
export const nothingPromised = (): Promised => ({ offered: new Set(), accepted: new Set(), sent: new Set() })

interface Living {
  readonly hub: HubBetween
  readonly kill: () => void
  /** Resolves when the process has accepted its first referral, however long it took to start. */
  readonly atWork: Promise<void>
}
type End = (living: Living) => Life['endsAt']

/** On the hub's side of a send, or of a question. */
const atHub =
  (which: 'send' | 'question', act: (exchange: Exchange, kill: () => void) => Promise<void>): End =>
  ({ kill, hub }) => {
    hub.fault = async exchange => {
      if (exchange.isSend !== (which === 'send')) return exchange.answer(await exchange.forward())
      hub.fault = undefined
      await act(exchange, kill)
    }
    return undefined
  }

/** Every step at which a process can end, by name. */
export const ENDS: Readonly<Record<string, End>> = {
  ...Object.fromEntries(
    OUTBOX_STEPS.flatMap(step =>
      (['before', 'after'] as const).map((when): [string, End] => [
        `${when} ${step}`,
        () => ({ step, when, time: 1 + Math.floor(Math.random() * 6) }),
      ]),
    ),
  ),
  'the request has left': atHub('send', async (exchange, kill) => {
    kill()
    await exchange.forward()
  }),
  'the hub has committed': atHub('send', async (exchange, kill) => {
    await exchange.forward()
    kill()
  }),
  'half of the answer is there': atHub('send', async (exchange, kill) => {
    const { status, headers, body } = await exchange.forward()
    exchange.response.writeHead(status, headers).write(body.slice(0, body.length / 2))
    await sleep(5)
    kill()
  }),
  'the answer is there': atHub('send', async (exchange, kill) => {
    exchange.answer(await exchange.forward())
    kill()
  }),
  'the hub is asked': atHub('question', async (_exchange, kill) => kill()),
}

/** At some moment while clinicians send. */
const anyMoment: End = ({ kill, atWork }) => {
  void atWork.then(() => setTimeout(kill, Math.random() * 500))
  return undefined
}

/** `count` lives, one after the other on one store: every named end in turn, then any moment. */
export async function killed(
  count: number,
  { place, hub, promised, pauseMs = 40 }: { place: StorePlace; hub: HubBetween; promised: Promised; pauseMs?: number },
): Promise<void> {
  const named = Object.values(ENDS)
  const program = await bundled('test/faults/one-life.ts')
  try {
    for (let turn = 0; turn < count; turn += 1) {
      const end = turn < count / 2 ? (named[turn % named.length] ?? anyMoment) : anyMoment
      await oneLife({ program, place, hub, promised, pauseMs, end })
    }
  } finally {
    await program.remove()
  }
}

/** Counted from the first referral, so that a busy machine makes no life too short to do anything. */
const LONGEST_LIFE_MS = 2500

async function oneLife(given: {
  program: Bundled
  place: StorePlace
  hub: HubBetween
  promised: Promised
  pauseMs: number
  end: End
}): Promise<void> {
  const { program, place, hub, promised, pauseMs, end } = given
  hub.fault = undefined
  let child: ChildProcess | undefined
  const kill = (): void => void child?.kill('SIGKILL')
  let isAtWork = (): void => undefined
  const atWork = new Promise<void>(resolve => {
    isAtWork = resolve
  })
  const endsAt = end({ kill, hub, atWork })
  const life: Life = { place, hubUrl: hub.url, pauseMs, ...(endsAt && { endsAt }) }
  child = spawn(process.execPath, [program.file, JSON.stringify(life)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>(resolve => child?.once('close', () => resolve()))
  // A step that this life never comes to.
  let tooLong: NodeJS.Timeout | undefined
  void atWork.then(() => {
    tooLong = setTimeout(kill, LONGEST_LIFE_MS)
  })
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const [what = '', id = ''] = line.split(' ')
    if (what === 'accepted') isAtWork()
    if (what === 'offered' || what === 'accepted' || what === 'sent') promised[what].add(id)
  }
  await ended
  clearTimeout(tooLong)
}

/** After the last life: what was accepted is delivered by whoever comes next, once; and what was called sent is there. */
export async function expectAllDelivered(given: {
  place: StorePlace
  hub: HubBetween
  target: string
  promised: Promised
}): Promise<void> {
  const { place, hub, target, promised } = given
  hub.fault = undefined
  const { outbox, audit, database } = await openPlace(place)
  const desk = hastyDelivery(outbox, hubAt(hub.url, 10_000), { leaseSeconds: 15 })
  desk.start()
  try {
    await untilSettled(outbox)
    expect(await outbox.list({ states: ['dead'] })).toEqual([])
    const delivered = (await outbox.list({ states: ['delivered'] })).map(each => each.referralId)
    expect([...promised.accepted, ...promised.sent].filter(id => !delivered.includes(id))).toEqual([])
    await expectExactlyOnce(target, { accepted: delivered, known: promised.offered })
    expect(await audit.verify()).toMatchObject({ ok: true })
  } finally {
    await desk.stop()
    await database.close()
  }
}

const STUCK_MS = 60_000

/** However slow the hub is: as long as there are fewer and fewer. */
async function untilSettled(outbox: Outbox): Promise<void> {
  let [fewest, since] = [Number.POSITIVE_INFINITY, performance.now()]
  for (;;) {
    const { length } = await outbox.list({ states: ['waiting', 'delivering'] })
    if (length === 0) return
    if (length < fewest) [fewest, since] = [length, performance.now()]
    if (performance.now() - since > STUCK_MS) throw new Error(`${length} referrals are still not delivered`)
    await sleep(200)
  }
}
