import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../src/store/open-database.ts'
import { createClinician, FIVE_TAPS } from '../support/clinician.ts'
import { startApp } from '../support/running-app.ts'

it('who launched, viewed, changed, sent and looked is on record in that order, and nothing that was said is', {
  timeout: 120_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'workwell-'))
  const app = await startApp({ DATA_DIR: dataDir })
  const clinician = createClinician(app)
  const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
    ...FIVE_TAPS,
    'contact-phone': '07700 900411',
  })
  const sent = await clinician.submit(check)
  await clinician.get(sent.url.replace(/sent$/, 'status'))
  await app.close()

  const database = await openDatabase({ dataDir })
  const entries = await database.select('select * from audit order by seq')
  await database.close()
  rmSync(dataDir, { recursive: true })
  expect(entries.map(entry => entry.action)).toEqual([
    'launched',
    'offered',
    'viewed',
    'changed',
    'accepted',
    'delivered',
    'copied-to-record',
    'status-read',
  ])
  expect(new Set(entries.map(entry => entry.patient_key)).size).toBe(1)
  expect(JSON.stringify(entries)).not.toMatch(/07700|back pain|999\d{7}/i)
})
