import { join } from 'node:path'
import type { Bundle } from 'fhir/r4.js'
import { expect, test } from 'vitest'
import { runOutbox } from '../../src/cli/outbox-commands.ts'
import type { DeliveryFailure } from '../../src/domain/delivery.ts'
import { openStore } from '../../src/store/open-store.ts'
import { temporaryFolder } from '../store/temporary-store.ts'

const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry: [] }

async function storeWith(referrals: Record<string, DeliveryFailure | 'new' | 'delivered'>) {
  const dataDir = temporaryFolder()
  const dataKeyFile = join(dataDir, 'sandbox.key')
  const store = await openStore({ dataDir, dataKeyFile, databaseUrl: undefined, createKeyIfMissing: true })
  const { outbox } = store
  for (const [referralId, how] of Object.entries(referrals)) {
    await outbox.accept({ referralId, serviceId: 'demo', handle: 'h', bundle, actor: 'system', patientKey: 'key' })
    if (how === 'new') continue
    const claim = await outbox.claim(60, { messageId: referralId })
    if (!claim) throw new Error('nothing to claim')
    if (how === 'delivered')
      await outbox.delivered(claim, {
        receivedAt: 'now',
        serviceRequest: 'ServiceRequest/1',
        task: 'Task/1',
        patient: 'Patient/1',
      })
    else if (how.code === 'REFUSED') await outbox.giveUp(claim, how)
    else await outbox.waitAgain(claim, how, { inSeconds: 300, lookFirst: true })
  }
  const run = async (...args: string[]) => {
    const lines: string[] = []
    const code = await runOutbox(store, args, line => lines.push(line))
    return { code, text: lines.join('\n') }
  }
  return { ...store, run }
}

const refused = { code: 'REFUSED', status: 422, diagnostics: 'Patient.birthDate: is not a date' } as const

test('what is not at its hub is listed with its reason, what is delivered is not', async () => {
  const { run, database } = await storeWith({
    a: 'new',
    b: refused,
    c: { code: 'TIMEOUT' },
    d: 'delivered',
    e: { code: 'FORBIDDEN', status: 403 },
  })
  const { code, text } = await run('list')
  expect(code).toBe(0)
  expect(text).toMatch(/^a waiting at demo, accepted 0 min ago, 0 tries/m)
  expect(text).toMatch(/^b dead at demo, .* 1 tries REFUSED 422$/m)
  expect(text).toMatch(/^c waiting at demo, .* 1 tries TIMEOUT next /m)
  expect(text).toMatch(/^e held at demo, .* 1 tries FORBIDDEN 403 next /m)
  expect(text).toContain('4 not at their hub')
  expect(text).not.toMatch(/^d /m)
  expect(text).not.toContain('birthDate')
  await database.close()
})

test('one is shown with what the hub answered, or its receipt', async () => {
  const { run, database } = await storeWith({ b: refused, d: 'delivered' })
  expect((await run('show', 'b')).text).toContain('the hub answered: Patient.birthDate: is not a date')
  expect((await run('show', 'd')).text).toContain('receipt: ServiceRequest/1')
  await database.close()
})

test('a retry makes it due, looked up first, and is on record', async () => {
  const { run, outbox, audit, database } = await storeWith({ b: refused, d: 'delivered' })
  expect((await run('retry', 'b')).code).toBe(0)
  expect(await outbox.claim(60)).toMatchObject({ messageId: 'b', lookFirst: true })
  expect((await audit.search({ patientKey: 'key' })).at(-1)).toMatchObject({ action: 'retried', fhir_user: 'system' })
  expect(await run('retry', 'd')).toMatchObject({ code: 1, text: expect.stringContaining('nothing to send') })
  await database.close()
})

test('only what certainly never reached the hub is taken back', async () => {
  const { run, outbox, database } = await storeWith({ a: 'new', b: refused, c: { code: 'TIMEOUT' }, d: 'delivered' })
  for (const id of ['a', 'b']) {
    expect((await run('withdraw', id)).code).toBe(0)
    expect(await outbox.read(id)).toMatchObject({ state: 'cancelled' })
  }
  for (const id of ['c', 'd']) expect((await run('withdraw', id)).code).toBe(1)
  expect(await outbox.read('c')).toMatchObject({ state: 'waiting' })
  await database.close()
})

test.each([[[]], [['nonsense']], [['show']], [['retry', 'unknown']]])(
  'what is not understood is said, with 2: %j',
  async args => {
    const { run, database } = await storeWith({})
    expect((await run(...args)).code).toBe(2)
    expect((await run('list')).text).toContain('Nothing waits')
    await database.close()
  },
)
