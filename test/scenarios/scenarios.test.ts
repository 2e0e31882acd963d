import { once } from 'node:events'
import { rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, it, vi } from 'vitest'
import { createFhirServer, type FhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { makeBelieveAreas } from './make-believe-areas.ts'
import { play } from './play.ts'
import { KNOWLEDGE_ROWS } from './rows/from-the-knowledge.ts'
import { IDENTITY_ROWS } from './rows/identity.ts'
import { NOTE_ROWS } from './rows/notes.ts'
import { PATHWAY_ROWS } from './rows/pathways.ts'
import { RECORD_ROWS } from './rows/records.ts'
import { SERVICE_ROWS } from './rows/services.ts'

const THEMES = {
  'Consultations of the knowledge notes': KNOWLEDGE_ROWS,
  'Pathway, level and concern': PATHWAY_ROWS,
  'Who the patient is': IDENTITY_ROWS,
  'Fit notes and spells': NOTE_ROWS,
  'Services and their rules': SERVICE_ROWS,
  'Records that fail or forbid': RECORD_ROWS,
}

let app: RunningApp
let record: FhirServer
let server: Server
let recordUrl: string
const areas = makeBelieveAreas()

beforeAll(async () => {
  // Only the day stands still, so that a row can speak of days; everything that waits goes on.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-09-03T09:00:00Z') })
  record = createFhirServer()
  server = express().use('/fhir', record.router).listen(0, '127.0.0.1')
  await once(server, 'listening')
  recordUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`
  const limits = { LIMIT_WRITES: '100000', LIMIT_LAUNCHES: '100000', LIMIT_FAILURES: '100000' }
  app = await startApp({ SITES_DIR: areas, SANDBOX_FHIR_URL: recordUrl, ...limits })
})
afterAll(async () => {
  await app?.close()
  server?.closeAllConnections()
  await new Promise(done => server.close(done))
  await record?.close()
  rmSync(areas, { recursive: true, force: true })
  vi.useRealTimers()
})

let count = 0
for (const [theme, rows] of Object.entries(THEMES)) {
  describe(theme, () => {
    for (const scenario of rows) {
      const number = ++count
      it(scenario.row, () => play(scenario, number, app, recordUrl))
    }
  })
}
