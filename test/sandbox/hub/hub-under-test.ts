import express from 'express'
import type { Bundle, FhirResource, Task } from 'fhir/r4.js'
import { createFhirServer } from '../../../src/sandbox/fhir-server/fhir-server.ts'
import { createHubInbox } from '../../../src/sandbox/hub/hub-inbox.ts'
import { heldToLabels } from '../../support/page-faults.ts'
import { serveApp } from '../../support/serve-app.ts'

const FHIR_JSON = { 'content-type': 'application/fhir+json' }

export interface HubUnderTest {
  readonly home: string
  /** Sends a referral to the hub, and says under which id its Task stands there. */
  arrive(bundle: Bundle<FhirResource>): Promise<string>
  task(id: string): Promise<Task>
  put(task: Task): Promise<void>
  page(path: string): Promise<{ status: number; html: string }>
  decide(
    id: string,
    move: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<{ status: number; html: string; location: string | null }>
}

/** The inbox in front of the embedded FHIR server, both on loopback, joined by HTTP only. */
export async function withHub(use: (hub: HubUnderTest) => Promise<void>): Promise<void> {
  const server = createFhirServer()
  await serveApp(express().use('/fhir', server.router), async origin => {
    const fhir = `${origin}/fhir`
    const now = () => new Date('2026-09-04T10:00:00Z')
    await withInbox(fhir, now, async inbox => {
      await use({
        ...inbox,
        async arrive(bundle) {
          const answer = await fetch(fhir, { method: 'POST', headers: FHIR_JSON, body: JSON.stringify(bundle) })
          const stored: Bundle = await answer.json()
          const location = stored.entry?.map(each => each.response?.location ?? '').find(each => each.includes('Task/'))
          const id = /Task\/([^/]+)/.exec(location ?? '')?.[1]
          if (id === undefined) throw new Error(`the hub took no Task: ${JSON.stringify(stored)}`)
          return id
        },
        task: async id => (await fetch(`${fhir}/Task/${id}`)).json(),
        async put(task) {
          const body = JSON.stringify(task)
          const answer = await fetch(`${fhir}/Task/${task.id}`, { method: 'PUT', headers: FHIR_JSON, body })
          if (!answer.ok) throw new Error(await answer.text())
        },
      })
    })
  })
  await server.close()
}

export type InboxUnderTest = Pick<HubUnderTest, 'home' | 'page' | 'decide'>

/** The inbox alone, in front of any FHIR base. */
export async function withInbox(
  hubFhirUrl: string,
  now: () => Date,
  use: (inbox: InboxUnderTest) => Promise<void>,
  timeoutMs = 20_000,
): Promise<void> {
  const app = express().use('/workwell', createHubInbox({ hubFhirUrl, now, timeoutMs }))
  await serveApp(app, origin =>
    use({
      home: `${origin}/workwell/`,
      async page(path) {
        const answer = await fetch(`${origin}/workwell/${path}`)
        return heldToLabels({ url: path, status: answer.status, html: await answer.text() })
      },
      async decide(id, move, fields, headers = { 'sec-fetch-site': 'same-origin' }) {
        const answer = await fetch(`${origin}/workwell/referrals/${id}/${move}`, {
          method: 'POST',
          redirect: 'manual',
          headers,
          body: new URLSearchParams(fields),
        })
        return { status: answer.status, html: await answer.text(), location: answer.headers.get('location') }
      },
    }),
  )
}
