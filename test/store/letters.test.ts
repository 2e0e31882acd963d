import { expect, test } from 'vitest'
import type { KeptLetter } from '../../src/fhir/kept-letter.ts'
import { createLetterLinks } from '../../src/store/letter-links.ts'
import { createLetters, letterTask } from '../../src/store/letters.ts'
import { rekey } from '../../src/store/rekey.ts'
import { createSecretBox } from '../../src/store/secret-box.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

const content: KeptLetter = {
  task: { resourceType: 'Task', status: 'requested', intent: 'order', description: 'first' },
  patient: { name: 'Gareth Ashworth', born: '1980-01-10' },
}
const DAY = 86_400

async function openLetters() {
  const clock = stoppedClock()
  const store = await openStore({ now: clock.now })
  return { ...store, clock, letters: createLetters(store.database, store.secretBox) }
}
const made = (letterId: string, referralId: string) => ({ letterId, referralId, serviceId: 'north', content })

test('a letter is kept once for a referral, and lies encrypted in the store', async () => {
  const { letters, database } = await openLetters()
  const first = await letters.keep(made('A', 'referral-1'), 28)
  expect(await letters.keep(made('B', 'referral-1'), 28)).toEqual(first)
  expect(await letters.read('B')).toBeUndefined()
  expect(await letters.ofReferral('referral-1')).toEqual(first)
  expect(letterTask(first)).toMatchObject({ id: 'A', meta: { versionId: '1' }, status: 'requested' })
  expect(JSON.stringify(await database.select('select * from letter'))).not.toMatch(/Ashworth|1980/)
})

test('two made at the same moment for one referral are one', async () => {
  const { letters } = await openLetters()
  const both = await Promise.all(['A', 'B', 'C'].map(id => letters.keep(made(id, 'referral-1'), 28)))
  expect(new Set(both.map(each => each.letterId)).size).toBe(1)
})

test('of two answers on one version one is taken', async () => {
  const { letters } = await openLetters()
  const letter = await letters.keep(made('A', 'referral-1'), 28)
  const answer = (description: string) =>
    letters.replace(letter, { ...content, task: { ...content.task, description } })
  const taken = await Promise.all([answer('one'), answer('other')])
  expect(taken.filter(Boolean)).toHaveLength(1)
  expect(await letters.read('A')).toMatchObject({
    version: 2,
    content: { task: { description: expect.stringMatching(/one|other/) } },
  })
})

test('wrong tries are counted, also at the same moment, and a right one takes them back', async () => {
  const { letters } = await openLetters()
  await letters.keep(made('A', 'referral-1'), 28)
  const counts = await Promise.all(Array.from({ length: 6 }, () => letters.wrongTry('A')))
  expect(counts.toSorted()).toEqual([1, 2, 3, 4, 5, 6])
  await letters.rightTry('A')
  expect((await letters.read('A'))?.wrongTries).toBe(0)
})

test('a month after its link has ended a letter is gone, and not before', async () => {
  const { letters, clock } = await openLetters()
  await letters.keep(made('A', 'referral-1'), 10)
  clock.advance(40 * DAY)
  expect(await letters.purge()).toBe(0)
  clock.advance(1)
  expect(await letters.purge()).toBe(1)
  expect(await letters.ofReferral('referral-1')).toBeUndefined()
})

test('a letter is sealed anew with the newest key, and its code holds', async () => {
  const { database } = await openLetters()
  const [old, newest] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const before = createSecretBox([old])
  await createLetters(database, before).keep(made('A', 'referral-1'), 28)
  const both = createSecretBox([old, newest], old)
  await rekey(database, both)
  const after = createSecretBox([newest], old)
  expect((await createLetters(database, after).read('A'))?.content).toEqual(content)
  const [code, again] = [before, after].map(box => createLetterLinks(box).codeOf('ABCDEFGHJK'))
  expect(again).toBe(code)
})

test('a code of another key, or of another letter, is none', () => {
  const links = (byte: number) => createLetterLinks(createSecretBox([Buffer.alloc(32, byte)]))
  const id = links(1).newId()
  expect(links(1).idIn(links(1).codeOf(id))).toBe(id)
  expect(links(2).idIn(links(1).codeOf(id))).toBeUndefined()
  const other = links(1).newId()
  const mixed =
    links(1).codeOf(other).replaceAll('-', '').slice(0, 10) + links(1).codeOf(id).replaceAll('-', '').slice(10)
  expect(links(1).idIn(mixed)).toBeUndefined()
})
