import { expect, test } from 'vitest'
import { z } from 'zod'
import { createHeldContacts } from '../../src/store/held-contacts.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

const CONTACT = { phone: '07700 900123', email: 'zoe@example.org', address: '1 Larch Lane', safety: 'Not at home' }
const OTHER = { ...CONTACT, phone: '07700 900777' }
const DAY = 86_400

async function open() {
  const clock = stoppedClock()
  const store = await openStore({ now: clock.now })
  return { ...store, clock, held: createHeldContacts(store.database, store.secretBox) }
}

test('they lie encrypted in the store, under the referral alone', async () => {
  const { held, database } = await open()
  await held.hold('r1', CONTACT, 28)
  expect((await held.read('r1'))?.contact).toEqual(CONTACT)
  expect(await held.read('r2')).toBeUndefined()
  expect(JSON.stringify(await database.select('select * from held_contact'))).not.toMatch(/07700|zoe|Larch|home/)
})

test('they are kept for 28 days and not an hour longer', async () => {
  const { held, clock, database } = await open()
  await held.hold('r1', CONTACT, 28)
  clock.advance(28 * DAY - 1)
  expect(await held.read('r1')).toBeDefined()
  clock.advance(2)
  expect(await held.read('r1')).toBeUndefined()
  expect(await held.replace('r1', OTHER)).toBe(false)
  expect(await held.purge()).toBe(1)
  expect(await database.select('select * from held_contact')).toEqual([])
})

test('what is handed in again before it leaves is what counts; what was released is not put back', async () => {
  const { held, clock } = await open()
  await held.hold('r1', CONTACT, 28)
  await held.hold('r1', OTHER, 28)
  expect((await held.read('r1'))?.contact).toEqual(OTHER)
  await held.release('r1', new Date(clock.now().getTime() + 5 * DAY * 1000).toISOString())
  await held.hold('r1', CONTACT, 28)
  expect(await held.replace('r1', CONTACT)).toBe(false)
  expect(await held.read('r1')).toMatchObject({ contact: OTHER, releasedAt: clock.now().toISOString() })
  clock.advance(5 * DAY + 1)
  expect(await held.read('r1')).toBeUndefined()
})

test('they are corrected while they are held back, and forgotten with the referral', async () => {
  const { held } = await open()
  await held.hold('r1', CONTACT, 28)
  expect(await held.replace('r1', OTHER)).toBe(true)
  expect((await held.read('r1'))?.contact).toEqual(OTHER)
  await held.forget('r1')
  expect(await held.read('r1')).toBeUndefined()
  expect(await held.replace('r1', OTHER)).toBe(false)
})

test('whether messages may be left and a temporary address are held, corrected, released and forgotten with the rest', async () => {
  const { held, clock, database } = await open()
  const whole = { ...CONTACT, messages: false, isTemporary: true as const }
  await held.hold('r1', whole, 28)
  expect((await held.read('r1'))?.contact).toEqual(whole)
  expect(await held.replace('r1', { ...OTHER, messages: true })).toBe(true)
  expect((await held.read('r1'))?.contact).toEqual({ ...OTHER, messages: true })
  await held.hold('r1', CONTACT, 28)
  expect((await held.read('r1'))?.contact).toEqual(CONTACT)
  await held.replace('r1', whole)
  await held.release('r1', new Date(clock.now().getTime() + 5 * DAY * 1000).toISOString())
  expect(await held.replace('r1', OTHER)).toBe(false)
  await held.hold('r1', OTHER, 28)
  expect((await held.read('r1'))?.contact).toEqual(whole)
  await held.forget('r1')
  expect(await database.select('select * from held_contact')).toEqual([])
})

test('an instance of the version before goes on beside: it reads the words it knows, and what it writes is read here', async () => {
  const { held, database, secretBox } = await open()
  const before = z.strictObject({ phone: z.string(), email: z.string(), address: z.string(), safety: z.string() })
  await held.hold('r1', { ...CONTACT, messages: true, isTemporary: true }, 28)
  const [row] = await database.select('select * from held_contact where referral_id = $1', ['r1'])
  const sealed = String(row?.sealed)
  expect(before.parse(JSON.parse(secretBox.open('held contact', 'r1', sealed)))).toEqual(CONTACT)
  const other = { ...CONTACT, address: '9 Elm Street' }
  const written = [secretBox.seal('held contact', 'r1', JSON.stringify(other)), 'r1']
  await database.change('update held_contact set sealed = $1 where referral_id = $2', written)
  // Another address than the temporary one is not temporary.
  expect((await held.read('r1'))?.contact).toEqual({ ...other, messages: true })
  await database.change('delete from held_contact where referral_id = $1', ['r1.more'])
  expect((await held.read('r1'))?.contact).toEqual(other)
})
