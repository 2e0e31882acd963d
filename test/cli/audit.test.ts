import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { AuditEvent } from 'fhir/r4.js'
import { expect, test } from 'vitest'
import { runAudit } from '../../src/cli/audit-commands.ts'
import { openStore } from '../../src/store/open-store.ts'
import { temporaryFolder } from '../store/temporary-store.ts'

const GP = { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' }

async function auditedStore() {
  const dataDir = temporaryFolder()
  const dataKeyFile = join(dataDir, 'sandbox.key')
  const store = await openStore({ dataDir, dataKeyFile, databaseUrl: undefined, createKeyIfMissing: true })
  const keyOf = (nhsNumber: string): string => store.secretBox.keyedHash(`nhs-number|${nhsNumber}`)
  await store.audit.record({ action: 'viewed', actor: GP, patientKey: keyOf('9990000018'), detail: 'whole-record' })
  await store.audit.record({
    action: 'not-delivered',
    actor: 'system',
    patientKey: keyOf('9990000018'),
    referralId: 'r1',
    detail: 'REFUSED',
  })
  await store.audit.record({ action: 'viewed', actor: GP, patientKey: keyOf('9990000026'), detail: 'whole-record' })
  const run = async (...args: string[]) => {
    const lines: string[] = []
    const code = await runAudit(store, args, line => lines.push(line))
    return { code, lines }
  }
  return { ...store, dataDir, run }
}

test('a patient is found by NHS number, spaces or not, and the search itself is on record', async () => {
  const { run, database, audit } = await auditedStore()
  const { code, lines } = await run('patient', '999 000 0018')
  expect(code).toBe(0)
  expect(lines[0]).toBe('seq,recorded_at,action,fhir_user,issuer,referral_id,detail')
  expect(lines.slice(1).map(line => line.split(',').toSpliced(1, 1).join(','))).toEqual([
    '1,viewed,Practitioner/gp-1,https://ehr.example/fhir,,whole-record',
    '2,not-delivered,system,,r1,REFUSED',
  ])
  expect((await audit.search({ fhirUser: 'system' })).at(-1)).toMatchObject({ action: 'audit-searched' })
  await database.close()
})

test('a clinician is found by fhirUser, as JSON too', async () => {
  const { run, database } = await auditedStore()
  const { lines } = await run('clinician', 'Practitioner/gp-1', 'json')
  expect(JSON.parse(lines.join('\n')).map((row: { seq: number }) => row.seq)).toEqual([1, 3])
  await database.close()
})

test.each([
  [['patient', '9990000019'], 'no NHS number'],
  [['patient'], 'no NHS number'],
  [['clinician'], 'Say which clinician'],
  [['patient', '9990000018', 'xml'], 'csv or json'],
  [['verify', 'nonsense'], 'seq:hash'],
  [[], 'npm run audit -- verify'],
])('what is not understood is said, with 2: %j', async (args, says) => {
  const { run, database } = await auditedStore()
  const { code, lines } = await run(...args)
  expect(code).toBe(2)
  expect(lines.join('\n')).toContain(says)
  await database.close()
})

test('every entry goes out as a FHIR AuditEvent, a line each, without an NHS number', async () => {
  const { run, database } = await auditedStore()
  const { lines } = await run('export')
  const events = lines.map(line => JSON.parse(line) as AuditEvent)
  expect(events).toHaveLength(3)
  expect(events[0]).toMatchObject({
    resourceType: 'AuditEvent',
    action: 'R',
    outcome: '0',
    agent: [{ who: { reference: 'https://ehr.example/fhir/Practitioner/gp-1' }, requestor: true }],
  })
  expect(events[1]).toMatchObject({ outcome: '8', agent: [{ requestor: false }] })
  expect(JSON.stringify(events[1]?.entity)).toContain('r1')
  expect(lines.join()).not.toContain('999000')
  await database.close()
})

test('the command tells a whole audit from one that was changed, by its exit code', async () => {
  const { dataDir, database } = await auditedStore()
  const command = () =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/audit.ts', 'verify'], {
      env: { ...process.env, DATA_DIR: dataDir },
      encoding: 'utf8',
    })
  expect(command()).toMatchObject({ status: 0, stdout: expect.stringContaining('The audit is whole: 3 entries') })
  await database.change("update audit set fhir_user = 'Practitioner/else' where seq = 2")
  expect(command()).toMatchObject({ status: 1, stdout: expect.stringContaining('NOT whole: entry 2') })
  await database.close()
})

test('without a data key it says what is missing, and makes none', async () => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/audit.ts', 'verify'], {
    env: { ...process.env, DATA_DIR: temporaryFolder() },
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stderr).toContain('The data key file')
})
