import { randomBytes } from 'node:crypto'
import type { Bundle } from 'fhir/r4.js'
import { expect, test } from 'vitest'
import { createAudit } from '../../src/store/audit.ts'
import type { Database } from '../../src/store/database.ts'
import { createHeldContacts } from '../../src/store/held-contacts.ts'
import { openSecretBox } from '../../src/store/open-secret-box.ts'
import { createOutbox } from '../../src/store/outbox.ts'
import { rekey } from '../../src/store/rekey.ts'
import { createVault } from '../../src/store/vault.ts'
import { openStore } from './temporary-store.ts'

const oldKey = randomBytes(32)
const newKey = randomBytes(32)
const actor = { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' }
const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry: [] }

async function parts(database: Database, keys: readonly Buffer[]) {
  const secretBox = await openSecretBox(database, keys)
  const audit = createAudit(database, secretBox)
  return {
    secretBox,
    audit,
    vault: createVault(database, secretBox),
    outbox: createOutbox({ database, secretBox, audit }),
  }
}

/** A store with something in every place where sealed values stand. */
const countFacts = {
  source: 'launch',
  profession: 'doctor',
  practice: 'Y99901',
  group: 'not-shared',
  ageBand: '35-44',
  workStatus: 'unknown',
  deprivationDecile: 'unknown',
} as const

async function filledStore() {
  const { database, now } = await openStore()
  const { secretBox, vault, outbox } = await parts(database, [oldKey])
  await vault.put('draft', 'a', { answers: 1 }, { until: new Date(now().getTime() + 60_000) })
  const contact = { phone: '07700 900123', email: '', address: '', safety: '' }
  await createHeldContacts(database, secretBox).hold('r1', contact, 28)
  const patientKey = secretBox.keyedHash('nhs-number|9990000018')
  await outbox.accept({ referralId: 'r1', serviceId: 'demo', handle: 'a', bundle, actor, patientKey, countFacts })
  const claim = await outbox.claim(60)
  if (!claim) throw new Error('nothing to claim')
  await outbox.waitAgain(claim, { code: 'SERVER_ERROR', diagnostics: 'broken' }, { inSeconds: 5, lookFirst: true })
  return { database, patientKey, oldKeyId: secretBox.keyId }
}

/** Every value of every table, whatever table a later version adds. */
async function everything({ kind, select }: Database): Promise<string> {
  const tables = await select(
    kind === 'libsql'
      ? "select name from sqlite_master where type = 'table'"
      : 'select table_name as name from information_schema.tables where table_schema = current_schema()',
  )
  const rows = await Promise.all(tables.map(({ name }) => select(`select * from ${name}`)))
  return JSON.stringify(rows)
}

test('with a second key, new values are sealed with it and old ones still open', async () => {
  const { database } = await filledStore()
  const { vault, outbox, secretBox } = await parts(database, [oldKey, newKey])
  expect(await vault.get('draft', 'a')).toEqual({ answers: 1 })
  expect(await outbox.payload('r1')).toEqual(bundle)
  expect(secretBox.seal('a', '1', 'text')).toContain(`v1.${secretBox.keyId}.`)
})

test('after rekey nothing needs the old key any more, and nothing is lost', async () => {
  const { database, oldKeyId } = await filledStore()
  expect(await everything(database)).toContain(`v1.${oldKeyId}.`)
  expect(await rekey(database, (await parts(database, [oldKey, newKey])).secretBox)).toEqual({ resealed: 7 })
  expect(await everything(database)).not.toContain(`v1.${oldKeyId}.`)
  const { vault, outbox } = await parts(database, [newKey])
  expect(await vault.get('draft', 'a')).toEqual({ answers: 1 })
  expect(await outbox.payload('r1')).toEqual(bundle)
  expect((await outbox.read('r1'))?.lastFailure).toMatchObject({ diagnostics: 'broken' })
  expect(await rekey(database, (await parts(database, [newKey])).secretBox)).toEqual({ resealed: 0 })
})

test('a patient is found, and the chain of the audit holds, under the new key alone', async () => {
  const { database, patientKey } = await filledStore()
  await rekey(database, (await parts(database, [oldKey, newKey])).secretBox)
  const { secretBox, audit } = await parts(database, [newKey])
  expect(secretBox.keyedHash('nhs-number|9990000018')).toBe(patientKey)
  await audit.record({ action: 'viewed', actor, patientKey, detail: 'whole-record' })
  expect(await audit.verify()).toMatchObject({ ok: true, value: { entries: 2 } })
})

test('a database is refused with a key that is not its own, and goes on with the one that is', async () => {
  const { database, oldKeyId } = await filledStore()
  await expect(parts(database, [newKey])).rejects.toThrow(`sealed with data key ${oldKeyId}, and DATA_KEY_FILE holds`)
  await expect(parts(database, [oldKey])).resolves.toBeDefined()
})

test('two instances that begin a database together hash alike', async () => {
  const one = await openStore()
  const two = await openStore({ dataDir: one.dataDir })
  const boxes = await Promise.all([one, two].map(({ database }) => openSecretBox(database, [oldKey])))
  expect(new Set(boxes.map(box => box.keyedHash('9990000018'))).size).toBe(1)
})

test('a database from before there were several keys keeps its hashes', async () => {
  const { database, secretBox, dataKey } = await openStore()
  await database.change("insert into store_facts (name, value) values ('data-key', $1)", [secretBox.keyId])
  await expect(openSecretBox(database, [newKey])).rejects.toThrow('Put that key back')
  const box = await openSecretBox(database, [Buffer.from(dataKey), newKey])
  expect(box.keyedHash('9990000018')).toBe(secretBox.keyedHash('9990000018'))
})
