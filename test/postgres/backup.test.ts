import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Bundle } from 'fhir/r4.js'
import { expect, inject, test } from 'vitest'
import { openStore, placeOf } from '../store/temporary-store.ts'

const server = inject('postgres')
const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry: [] }

test('a dump taken while the app writes is whole, and restored it goes on where it was', async () => {
  if (!server?.ok) throw new Error('not in the postgres project')
  const store = await openStore()
  const accept = (referralId: string) =>
    store.outbox.accept({ referralId, serviceId: 'demo', handle: 'h', bundle, actor: 'system', patientKey: 'key' })
  await accept('before')
  const schema = new URL(placeOf(store.dataDir).url ?? '').searchParams.get('options')?.split('=').at(-1) ?? ''
  const run = (program: string, args: string[], input?: string): string =>
    execFileSync(join(server.value.programs, program), args, { encoding: 'utf8', input })

  const writing = Promise.all(Array.from({ length: 20 }, (_, index) => accept(`during-${index}`)))
  const dump = run('pg_dump', ['--schema', schema, server.value.url])
  await writing
  await store.database.change(`drop schema ${schema} cascade`)
  run('psql', ['--set', 'ON_ERROR_STOP=1', '--quiet', server.value.url], dump)

  const restored = await openStore({ dataDir: store.dataDir, dataKey: store.dataKey })
  expect(await restored.outbox.payload('before')).toEqual(bundle)
  const rows = await restored.outbox.list({ states: ['waiting'] })
  expect(await restored.audit.verify()).toMatchObject({ ok: true, value: { entries: rows.length } })
})
