import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { practiceReferrals } from '../../launch/pages/practice/practice-referrals.ts'
import { ok } from '../../src/domain/result.ts'
import type { LooksUp } from '../../src/gateways/hub.ts'
import { readCounted } from '../../src/store/counted.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { newPlace, openPlace } from '../faults/a-store.ts'
import { createCoach } from '../support/coach.ts'
import { fakeReceipt } from './fake-receipt.ts'
import { fillStore } from './filled-store.ts'
import { inWords, millisecondsOf } from './measure.ts'
import { startBenchApp } from './running.ts'

const REFERRALS = 100_000
const OF_A_PRACTICE = 10_000
const ANSWER_MS = 20
const ROUNDS = 30

/** The counts of a service with 100,000 referrals, and the list of a practice with 10,000 in a month. */
export async function counts(say: (line: string) => void): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'workwell-counts-'))
  const database = await openDatabase({ dataDir, url: undefined })
  await fillStore(database, { count: REFERRALS, practiceKey: 'practice', minutesApart: 5 })
  await readCounted(database, 'demo-workwell')
  const anew = await millisecondsOf(() => readCounted(database, 'demo-workwell'))
  await database.close()
  // Nobody looks referrals up at a hub meanwhile: what is measured is the page.
  const app = await startBenchApp('counts', { DATA_DIR: dataDir, FOLLOW_MINUTES: '1440' })
  try {
    const coach = await createCoach(app)
    await coach.signIn()
    const look = () => coach.get('counts')
    await look()
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) times.push(await millisecondsOf(look))
    say(
      `Counts: the page of ${REFERRALS} referrals | ${inWords(times)}; ${anew.toFixed(0)} ms more once a minute, when they are counted anew | at most 50 ms`,
    )
  } finally {
    await app.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  await practice(say)
}

async function practice(say: (line: string) => void): Promise<void> {
  const place = newPlace()
  const { database, outbox } = await openPlace(place)
  await fillStore(database, { count: OF_A_PRACTICE, practiceKey: 'practice', minutesApart: 4 })
  for (const answerMs of [0, ANSWER_MS]) {
    const readTask: LooksUp['readTask'] = async () => {
      if (answerMs > 0) await sleep(answerMs)
      return ok({ resourceType: 'Task', status: 'received', intent: 'order' })
    }
    const list = () =>
      practiceReferrals('practice', {
        practiceRows: outbox.ofPractice,
        bundleOf: async () => undefined,
        hubFor: () => ({ ...fakeReceipt, looksUp: { readTask, workStatusAtReferral: async () => ok(undefined) } }),
        lastSeen: async () => undefined,
        services: [],
        now: () => new Date(),
      })
    await list()
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) times.push(await millisecondsOf(list))
    say(
      `Practice list: ${OF_A_PRACTICE} referrals of a month, 60 of them asked about at a hub that answers in ${answerMs} ms | ${inWords(times)} | 50 ms beyond the hub`,
    )
  }
  await database.close()
  place.remove()
}
