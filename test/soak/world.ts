import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import express, { type RequestHandler } from 'express'
import { londonDay } from '../../src/domain/local-date.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'
import { recordOf } from '../../src/sandbox/patients/record-of.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import type { SeededNumbers } from '../../src/sandbox/patients/seeded-numbers.ts'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { startHubBetween } from '../faults/hub-between.ts'
import { createSightings, type Sightings } from './sightings.ts'
import { hubWeather } from './weather.ts'

/** All that the web server depends on and that lives on when it dies: record system, hub. */
export interface World {
  /** Where a clinician picks a patient. */
  readonly sandboxUrl: string
  readonly issuer: string
  readonly recordUrl: string
  /** The hub as the app reaches it, through the weather. */
  readonly hubUrl: string
  /** The hub's own FHIR server, to count at. */
  readonly hubItself: string
  readonly sightings: Sightings
  /** A patient with this family name into the record. */
  admit(family: string): Promise<void>
  close(): Promise<void>
}

/** @param appUrl the front door of the app */
export async function startWorld(appUrl: string, draw: SeededNumbers): Promise<World> {
  const sightings = createSightings()
  const folder = mkdtempSync(join(tmpdir(), 'workwell-soak-'))
  const [record, hub] = [createFhirServer(), createFhirServer()]
  const atRecord = await listen(express().use(slowCopies(draw, sightings)).use('/fhir', record.router), 0, '127.0.0.1')
  const atHub = await listen(express().use('/fhir', hub.router), 0, '127.0.0.1')
  const hubItself = `http://127.0.0.1:${atHub.port}/fhir`
  const between = await startHubBetween(hubItself)
  between.fault = hubWeather(draw, sightings)
  const recordUrl = `http://127.0.0.1:${atRecord.port}/fhir`
  const sandbox = await createSandbox({
    port: 0,
    appUrl,
    dataDir: folder,
    fhirUrl: recordUrl,
    hubFhirUrl: between.url,
  })
  return {
    sandboxUrl: sandbox.url,
    issuer: sandbox.issuer,
    recordUrl,
    hubUrl: between.url,
    hubItself,
    sightings,
    async admit(family) {
      const names = [{ use: 'official' as const, family, given: ['Alex'] }]
      const person = { names, gender: 'female' as const, age: 41, phones: [{ kind: 'mobile' as const, rank: 1 }] }
      const { resources } = recordOf(
        { slug: slugOf(family), scenario: 'sends while servers die', person },
        londonDay(new Date()),
      )
      const admitted = await seed(recordUrl, resources)
      if (!admitted.ok) throw new Error(admitted.failure.message)
    },
    async close() {
      await sandbox.close()
      await between.close()
      await Promise.all([atRecord.close(), atHub.close()])
      await Promise.all([record.close(), hub.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const slugOf = (family: string): string => family.toLowerCase()
export const patientIdOf = (family: string): string => `patient-${slugOf(family)}`

/** A record that takes a moment to file a copy, so that kills fall into it. */
const slowCopies =
  (draw: SeededNumbers, sightings: Sightings): RequestHandler =>
  async (req, res, next) => {
    const copy = sightings.ofCopy(req.header('if-none-exist') ?? '')
    if (!copy) return next()
    copy.copying += 1
    res.once('close', () => {
      copy.copying -= 1
    })
    await sleep(draw(200))
    next()
  }
