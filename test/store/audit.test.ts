import { expect, test } from 'vitest'
import type { AuditEntry } from '../../src/store/audit.ts'
import { openStore } from './temporary-store.ts'

const actor = { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' }
const viewed: AuditEntry = { action: 'viewed', actor, patientKey: 'patient-key', detail: 'consultation' }

async function storeWithThreeEntries() {
  const store = await openStore()
  await store.audit.record({ ...viewed, action: 'launched', detail: 'ok' })
  await store.audit.record(viewed)
  await store.audit.record({ ...viewed, action: 'accepted', referralId: 'r1', detail: 'demo' })
  return store
}

test('an entry says who did what to whom and when', async () => {
  const { database, audit } = await openStore()
  await audit.record({ ...viewed, referralId: 'r1' })
  expect(await database.select('select * from audit')).toMatchObject([
    {
      seq: 1,
      recorded_at: '2026-09-01T09:00:00.000Z',
      action: 'viewed',
      fhir_user: 'Practitioner/gp-1',
      issuer: 'https://ehr.example/fhir',
      patient_key: 'patient-key',
      referral_id: 'r1',
      detail: 'consultation',
    },
  ])
})

test('an untouched audit is found whole, empty or not', async () => {
  expect(await (await openStore()).audit.verify()).toEqual({ ok: true, value: { entries: 0, head: '' } })
  const { audit } = await storeWithThreeEntries()
  expect(await audit.verify()).toMatchObject({ ok: true, value: { entries: 3 } })
})

test.each([
  ['a changed actor', "update audit set fhir_user = 'Practitioner/else' where seq = 2", 2],
  ['a changed time', "update audit set recorded_at = '2026-01-01T00:00:00.000Z' where seq = 1", 1],
  ['a changed patient', "update audit set patient_key = 'other' where seq = 3", 3],
  ['a removed entry', 'delete from audit where seq = 2', 2],
  ['a removed last entry', 'delete from audit where seq = 3', 3],
  ['two entries exchanged', 'update audit set seq = case seq when 1 then -2 else -1 end where seq < 3', 1],
  [
    'an added entry',
    'insert into audit select 4, recorded_at, action, fhir_user, issuer, patient_key, referral_id, detail, hash from audit where seq = 3',
    4,
  ],
  ['a cut tail', 'delete from audit where seq > 1', 2],
])('verify finds %s', async (_what, tampering, seq) => {
  const { database, audit } = await storeWithThreeEntries()
  await database.change(tampering)
  if (tampering.includes('-2')) await database.change('update audit set seq = -seq where seq < 0')
  expect(await audit.verify()).toEqual({ ok: false, failure: { seq } })
})

test('the chain cannot be mended without the data key', async () => {
  const { dataDir, database, audit } = await storeWithThreeEntries()
  await database.change('delete from audit where seq = 3')
  await database.change('update audit_head set seq = 2, hash = (select hash from audit where seq = 2)')
  const stranger = await openStore({ dataDir })
  await stranger.audit.record(viewed)
  expect(await audit.verify()).toEqual({ ok: false, failure: { seq: 3 } })
})

test('the end cannot be cut off and the head put back without the data key', async () => {
  const { database, audit } = await storeWithThreeEntries()
  await database.change('delete from audit where seq = 3')
  await database.change('update audit_head set seq = 2, hash = (select hash from audit where seq = 2)')
  expect(await audit.verify()).toEqual({ ok: false, failure: { seq: 3 } })
  await database.change('update audit_head set seal = null')
  expect(await audit.verify()).toEqual({ ok: false, failure: { seq: 3 } })
})

test('a whole store that was put back to an earlier day is found by a head that was noted outside', async () => {
  const { database, audit } = await storeWithThreeEntries()
  const [headBefore] = await database.select('select * from audit_head')
  await audit.record(viewed)
  const noted = await audit.head()
  expect(await audit.verify(noted)).toMatchObject({ ok: true })
  await database.change('delete from audit where seq = 4')
  await database.change('update audit_head set seq = $1, hash = $2, seal = $3', [
    3,
    String(headBefore?.hash),
    String(headBefore?.seal),
  ])
  expect(await audit.verify()).toMatchObject({ ok: true, value: { entries: 3 } })
  expect(await audit.verify(noted)).toEqual({ ok: false, failure: { seq: 4 } })
  await audit.record({ ...viewed, detail: 'other' })
  expect(await audit.verify(noted)).toEqual({ ok: false, failure: { seq: 4 } })
})

test('an entry slipped in before the first is found', async () => {
  const { database, audit } = await storeWithThreeEntries()
  await database.change(
    'insert into audit select -1, recorded_at, action, fhir_user, issuer, patient_key, referral_id, detail, hash from audit where seq = 3',
  )
  expect(await audit.verify()).toEqual({ ok: false, failure: { seq: 1 } })
})

test('all entries about a patient, or by a clinician, are found in their order, and no others', async () => {
  const { audit } = await storeWithThreeEntries()
  await audit.record({ ...viewed, patientKey: 'other-key' })
  await audit.record({ ...viewed, actor: { ...actor, issuer: 'https://other.example/fhir' } })
  const seqs = async (which: Parameters<typeof audit.search>[0]) => (await audit.search(which)).map(row => row.seq)
  expect(await seqs({ patientKey: 'patient-key' })).toEqual([1, 2, 3, 5])
  expect(await seqs({ fhirUser: 'Practitioner/gp-1' })).toEqual([1, 2, 3, 4, 5])
  expect(await seqs({ fhirUser: 'Practitioner/gp-1', issuer: 'https://other.example/fhir' })).toEqual([5])
  expect(await seqs({ fhirUser: 'Practitioner/nobody' })).toEqual([])
})

test('entries of two instances at the same time make one unbroken chain', async () => {
  const one = await openStore()
  const two = await openStore({ dataDir: one.dataDir, dataKey: one.dataKey })
  await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 ? one : two).audit.record(viewed)))
  expect(await one.audit.verify()).toMatchObject({ ok: true, value: { entries: 40 } })
})

test('more entries than are read at once are all checked', async () => {
  const { audit, database } = await openStore()
  await database.transaction(async query => {
    for (let count = 0; count < 1003; count += 1) await audit.append(query, viewed)
  })
  expect(await audit.verify()).toMatchObject({ ok: true, value: { entries: 1003 } })
  await database.change("update audit set detail = 'else' where seq = 1002")
  expect(await audit.verify()).toEqual({ ok: false, failure: { seq: 1002 } })
})

test('free text is refused: the audit holds codes, never clinical words', async () => {
  const { audit, database } = await openStore()
  await expect(audit.record({ ...viewed, detail: 'low back pain since May' })).rejects.toThrow('is not a code')
  expect(await database.select('select * from audit')).toEqual([])
})

test('what the app does by itself is recorded as its own', async () => {
  const { audit, database } = await openStore()
  await audit.record({ ...viewed, actor: 'system' })
  expect(await database.select('select fhir_user, issuer from audit')).toEqual([{ fhir_user: 'system', issuer: '' }])
})
