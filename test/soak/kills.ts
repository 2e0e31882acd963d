import { expect } from 'vitest'
import { nothingFound } from './findings.ts'
import { type LanePlan, runLane } from './lane.ts'
import { countOf, inWords, PHASES } from './phases.ts'

/** `npm run soak` sets it; without it a sample runs. */
export const isFull = process.env.SOAK === 'full' && !process.env.ROUNDS

/** A few seconds, unless the machine is busy with much else. */
export const BUNDLED_WITHIN_MS = 300_000

/** So many kills on one store, and all stores at once: while one waits for a start, or for a lease to end, the others go on. */
const ROUNDS_OF_A_STORE = 50

export async function expectKillsHarmless(
  { rounds, name, ...plan }: Omit<LanePlan, 'seed' | 'say' | 'databaseUrl'>,
  newDatabase?: () => Promise<string>,
): Promise<void> {
  const seed = process.env.SEED || String(Math.floor(Math.random() * 1e9))
  console.log(`${name}: ${rounds} kills with SEED=${seed}`)
  const stores = Array.from({ length: Math.ceil(rounds / ROUNDS_OF_A_STORE) }, async (_, index) =>
    runLane({
      ...plan,
      name: `${name} ${index + 1}`,
      rounds: Math.min(rounds - index * ROUNDS_OF_A_STORE, ROUNDS_OF_A_STORE),
      seed: `${seed}-${index + 1}`,
      databaseUrl: await newDatabase?.(),
      say: console.log,
    }),
  )
  const results = await Promise.all(stores)
  const found = results.map(each => each.found)
  expect(found).toEqual(found.map(nothingFound))

  const phases = countOf(results.flatMap(each => each.phases))
  const senders = results.flatMap(each => each.senders)
  const sent = senders.filter(each => each.said === 'sent').length
  console.log(
    `${name}: ${rounds} kills, ${senders.length} referrals, ${sent} sent, ${senders.length - sent} visibly not sent; 0 lost, 0 doubled, 0 "sent" that was not`,
  )
  console.log(`Referrals that the kills met: ${inWords(phases)}`)
  expect(sent).toBeGreaterThan(rounds / 2)
  // In so many rounds chance comes by everywhere; if not, something is no longer tried.
  if (isFull) expect(PHASES.filter(phase => !phases.get(phase))).toEqual([])
}
