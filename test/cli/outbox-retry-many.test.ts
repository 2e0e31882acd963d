import { join } from 'node:path'
import type { Bundle } from 'fhir/r4.js'
import { expect, it, onTestFinished } from 'vitest'
import { runOutbox } from '../../src/cli/outbox-commands.ts'
import { createDelivery } from '../../src/delivery/delivery.ts'
import { openStore } from '../../src/store/open-store.ts'
import { fakeHub } from '../delivery/fake-hub.ts'
import { temporaryFolder } from '../store/temporary-store.ts'

const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry: [] }
const SINCE = '2026-01-01'
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined }

async function setUp() {
  const dataDir = temporaryFolder()
  const dataKeyFile = join(dataDir, 'sandbox.key')
  const store = await openStore({ dataDir, dataKeyFile, databaseUrl: undefined, createKeyIfMissing: true })
  onTestFinished(() => store.database.close())
  const { outbox } = store
  const accept = (referralId: string, serviceId = 'north') =>
    outbox.accept({ referralId, serviceId, handle: 'h', bundle, actor: 'system', patientKey: 'key' })
  const fake = fakeHub()
  const desk = createDelivery({ outbox, hubFor: () => fake.hub, random: () => 1, log: SILENT })
  const send = async (id: string, serviceId?: string) => {
    await accept(id, serviceId)
    return desk.deliverNow(id, { withinMs: 3000 })
  }
  const run = async (...args: string[]) => {
    const lines: string[] = []
    const code = await runOutbox(store, args, line => lines.push(line))
    return { code, text: lines.join('\n') }
  }
  const retry = (service = 'north', since = SINCE) => run('retry', '--service', service, '--since', since)
  return { ...store, ...fake, accept, desk, send, run, retry }
}

it('brings back what was declined and what is held of one service, once, and nothing that is delivered, taken back or another’s', async () => {
  const { send, answers, outbox, desk, stored, retry, audit } = await setUp()
  answers.send.push('ok', { code: 'REFUSED', status: 422 }, { code: 'REFUSED', status: 400, kind: 'to-mend' })
  for (const id of ['delivered', 'declined', 'held']) await send(id)
  await outbox.accept({
    referralId: 'back',
    serviceId: 'north',
    handle: 'h',
    bundle,
    actor: 'system',
    patientKey: 'key',
  })
  await desk.cancel('back', 'system')
  answers.send.push({ code: 'REFUSED', status: 422 })
  await send('elsewhere', 'south')

  const first = await retry()
  expect(first).toMatchObject({ code: 0, text: expect.stringContaining('2 of north since 2026-01-01T00:00:00.000Z') })
  // Twice is once.
  expect(await retry()).toMatchObject({ code: 0, text: expect.stringContaining('Nothing of north') })
  const retried = (await audit.search({ patientKey: 'key' })).filter(each => each.action === 'retried')
  expect(retried).toHaveLength(2)

  for (const id of ['delivered', 'declined', 'held', 'back']) await desk.deliverNow(id, { withinMs: 3000 })
  expect(Object.fromEntries(stored)).toEqual({ delivered: 1, declined: 1, held: 1 })
  expect((await outbox.read('elsewhere'))?.state).toBe('dead')
  expect(await retry()).toMatchObject({ code: 0, text: expect.stringContaining('Nothing of north') })
})

it('never doubles what arrived without our knowing: the hub is asked first', async () => {
  const { send, answers, stored, store, desk, retry, calls } = await setUp()
  answers.send.push({ code: 'REFUSED', status: 422 })
  await send('r1')
  store('r1')
  await retry()
  expect(await desk.deliverNow('r1', { withinMs: 3000 })).toMatchObject({ state: 'delivered' })
  expect(calls).toEqual(['send r1', 'find r1'])
  expect(stored.get('r1')).toBe(1)
})

it('leaves what was accepted and given up before that time', async () => {
  const { send, answers, outbox, database, retry } = await setUp()
  answers.send.push({ code: 'REFUSED', status: 422 }, { code: 'REFUSED', status: 422 })
  for (const id of ['old', 'new']) await send(id)
  await database.change(
    "update outbox_message set settled_at = '2026-03-01T10:00:00.000Z', accepted_at = '2026-03-01T09:00:00.000Z' where message_id = 'old'",
  )
  // 10:00 in London before the clocks change is 10:00 UTC: to the second.
  expect((await retry('north', '2026-03-01T10:00:01')).text).toContain('1 of north')
  expect((await outbox.read('old'))?.state).toBe('dead')
  expect((await retry('north', '2026-03-01T10:00')).text).toContain('1 of north')
  expect((await outbox.read('old'))?.state).toBe('waiting')
})

it.each([
  [['retry', '--service', 'north'], 'Both are needed'],
  [['retry', '--since', SINCE], 'Both are needed'],
  [['retry', '--service', 'north', '--since', SINCE, '--all'], 'Both are needed'],
  [['retry', '--service', 'north', '--since', 'yesterday'], 'no day or time'],
  [['retry', '--service', 'north', '--since', '2026-02-30'], 'no day or time'],
  [['retry', '--service', 'north', '--since', '2026-03-01T25:00'], 'no day or time'],
  [['retry', '--service', 'north', '--since', '9999-01-01'], 'still to come'],
  [['retry', '--service', 'nroth', '--since', SINCE], 'There are some for: north'],
  [['withdraw', '--service', 'north', '--since', SINCE], 'npm run outbox -- list'],
])('what is not understood is said, with 2, and nothing is changed: %j', async (args, words) => {
  const { send, answers, outbox, run } = await setUp()
  answers.send.push({ code: 'REFUSED', status: 422 })
  await send('r1')
  expect(await run(...args)).toMatchObject({ code: 2, text: expect.stringContaining(words) })
  expect((await outbox.read('r1'))?.state).toBe('dead')
})
