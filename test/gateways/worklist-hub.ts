import express from 'express'
import type { Bundle, FhirResource, Task } from 'fhir/r4.js'
import { CS, ID } from '../../src/fhir/systems.ts'
import { createFhirClient, type FhirClient } from '../../src/gateways/fhir-client.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'

/** What a hub answers in place of the truth: a status, or another Bundle. Undefined: the truth. */
export type Lie = (asked: URLSearchParams, truth: Bundle<FhirResource>, path: string) => number | object | undefined

export interface WorklistHub {
  readonly client: FhirClient
  readonly url: string
  /** So many in a page, whatever is asked for. */
  perPage: number
  /** What it says of Tasks. */
  lie: Lie | undefined
  /** The queries for Tasks, as they came. */
  readonly asked: URLSearchParams[]
  put(resource: FhirResource): Promise<string>
  close(): Promise<void>
}

/** A FHIR server on loopback that makes its pages as it likes and may answer for Tasks what it likes. */
export async function startWorklistHub(): Promise<WorklistHub> {
  const fhir = createFhirServer({ pageSize: 5 })
  const inner = await listen(express().use('/fhir', fhir.router), 0, '127.0.0.1')
  const innerUrl = `http://127.0.0.1:${inner.port}/fhir`
  const asked: URLSearchParams[] = []
  const state: { perPage: number; lie: Lie | undefined } = { perPage: 5, lie: undefined }
  const outer = await listen(
    express()
      .use(express.text({ type: () => true, limit: '5mb' }))
      .use('/fhir', async (req, res) => {
        const { pathname, searchParams } = new URL(req.url, 'http://hub.example')
        const isTasks = pathname === '/Task' && req.method === 'GET'
        if (isTasks) asked.push(new URLSearchParams(searchParams))
        if (searchParams.has('_count')) searchParams.set('_count', String(state.perPage))
        const answer = await fetch(`${innerUrl}${pathname === '/' ? '' : pathname}?${searchParams}`, {
          method: req.method,
          headers: { 'content-type': 'application/fhir+json' },
          ...(req.method !== 'GET' && { body: req.body }),
        })
        const text = (await answer.text()).replaceAll(innerUrl, url)
        const lies = isTasks || searchParams.has('_getpages')
        const lie = lies ? state.lie?.(searchParams, JSON.parse(text), pathname) : undefined
        if (typeof lie === 'number') return void res.status(lie).json({ resourceType: 'OperationOutcome', issue: [] })
        res.status(lie === undefined ? answer.status : 200).type('application/fhir+json')
        res.send(lie === undefined ? text : JSON.stringify(lie))
      }),
    0,
    '127.0.0.1',
  )
  const url = `http://127.0.0.1:${outer.port}/fhir`
  const client = createFhirClient({ baseUrl: url, timeoutMs: 30_000 })
  return Object.assign(state, {
    client,
    url,
    asked,
    async put(resource: FhirResource): Promise<string> {
      const written = await client.create(resource)
      if (!written.ok) throw new Error(written.failure.diagnostics)
      return written.value.reference
    },
    async close(): Promise<void> {
      await outer.close()
      await inner.close()
      await fhir.close()
    },
  })
}

/** The service that the list is of, as it stands at the hub. */
export const serviceAtHub: FhirResource = {
  resourceType: 'HealthcareService',
  identifier: [{ system: ID.service, value: 'pack/north' }],
  name: 'North',
}

/** A coach of the service at the hub. */
export const coachAtHub = (subject: string, service: string): FhirResource => ({
  resourceType: 'PractitionerRole',
  identifier: [{ system: ID.coach, value: `north/${subject}` }],
  practitioner: { display: subject },
  healthcareService: [{ reference: service }],
})

/** A referral's Task without anything around it. */
export const aTask = (number: string, owner: string, parts: Partial<Task> = {}, state?: string): Task => ({
  resourceType: 'Task',
  identifier: [{ system: ID.referralTask, value: number }],
  status: 'requested',
  intent: 'order',
  code: { coding: [{ system: CS.taskCode, code: 'fulfill' }] },
  ...(state && { businessStatus: { coding: [{ system: CS.businessStatus, code: state }] } }),
  owner: { reference: owner },
  authoredOn: '2026-09-03T09:00:00Z',
  ...parts,
})
