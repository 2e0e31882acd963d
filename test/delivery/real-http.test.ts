import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Response } from 'express'
import type { Bundle, FhirResource } from 'fhir/r4.js'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createDelivery } from '../../src/delivery/delivery.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import { createHub } from '../../src/gateways/hub.ts'
import { openStore, stoppedClock } from '../store/temporary-store.ts'
import { referralBundle } from './referral-bundle.ts'

type Fault = (response: Response, commit: () => Bundle) => void

/** A FHIR server on this machine that keeps to `ifNoneExist`, and fails each transaction as it is told. */
async function startHub() {
  const stored: { resource: FhirResource; id: string; key: string }[] = []
  const faults: Fault[] = []
  const app = express().use(express.json({ type: ['application/fhir+json', 'application/json'] }))

  function commit(bundle: Bundle<FhirResource>): Bundle {
    const entry = (bundle.entry ?? []).map(({ resource, request }) => {
      if (!resource) throw new Error('entry without resource')
      const key = `${resource.resourceType}?${decodeURIComponent(request?.ifNoneExist ?? '')}`
      const known = stored.find(each => each.key === key)
      const id = known?.id ?? String(stored.length + 1)
      if (!known) stored.push({ resource, id, key })
      const location = `${resource.resourceType}/${id}/_history/1`
      return { response: { status: known ? '200 OK' : '201 Created', location } }
    })
    return { resourceType: 'Bundle', type: 'transaction-response', entry }
  }

  app.post('/fhir', (request, response) => {
    const accept = () => commit(request.body)
    const fault = faults.shift()
    if (fault) fault(response, accept)
    else response.json(accept())
  })
  app.get('/fhir/:type', (request, response) => {
    const key = `${request.params.type}?identifier=${request.query.identifier}`
    const found = stored.filter(each => each.key === key).map(each => ({ resource: withPlaces(each) }))
    response.json({ resourceType: 'Bundle', type: 'searchset', entry: found })
  })
  // It brings nothing along with a search, so that each part is read on its own.
  app.get('/fhir/:type/:id', (request, response) => {
    const { type, id } = request.params
    const found = stored.find(each => each.resource.resourceType === type && each.id === id)
    if (found) response.json(withPlaces(found))
    else response.status(404).end()
  })
  /** With the places in which it stored what the Bundle named. */
  const withPlaces = ({ resource, id }: (typeof stored)[number]): FhirResource => {
    const places = JSON.stringify(resource).replaceAll(/urn:uuid:(\w+)/g, (name, type) => {
      const target = stored.find(each => each.resource.resourceType === type)
      return target ? `${type}/${target.id}` : name
    })
    return { ...JSON.parse(places), id }
  }
  const server = createServer(app).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { baseUrl: `http://127.0.0.1:${port}/fhir`, stored, faults }
}

const faults: Record<string, Fault> = {
  'drops the reply after it stored the referral': (response, commit) => {
    commit()
    response.destroy()
  },
  'cuts the line before it stored anything': response => {
    response.destroy()
  },
  'stores the referral and answers too late': (_response, commit) => {
    commit()
  },
  'hangs and stores nothing': () => {},
  'answers 500': response => {
    response.status(500).json({ resourceType: 'OperationOutcome', issue: [{ severity: 'fatal', code: 'exception' }] })
  },
  'stores the referral and answers 502 through its proxy': (response, commit) => {
    commit()
    response.status(502).send('<html>Bad gateway</html>')
  },
  'answers with a login page': response => {
    response.send('<html>Sign in</html>')
  },
  'sends half of its answer': (response, commit) => {
    response.type('json').set('content-length', '9999').write(JSON.stringify(commit()).slice(0, 40))
    response.destroy()
  },
  'answers 409': response => {
    response.status(409).json({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'conflict' }] })
  },
  'answers 429': response => {
    response.status(429).set('retry-after', '3').end()
  },
}

test.each(Object.entries(faults))(
  'a hub that %s gets the referral once, and it is told apart from sent',
  async (_name, fault) => {
    const server = await startHub()
    const clock = stoppedClock()
    const { outbox, database } = await openStore({ now: clock.now })
    const hub = createHub(createFhirClient({ baseUrl: server.baseUrl, timeoutMs: 400 }), clock.now)
    const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const delivery = createDelivery({ outbox, hubFor: () => hub, random: () => 1, log })
    onTestFinished(() => delivery.stop())

    server.faults.push(fault)
    const actor = { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' }
    const bundle = referralBundle('r1')
    await delivery.accept({ referralId: 'r1', serviceId: 'demo', handle: 'h', bundle, actor, patientKey: 'key' })
    const first = await delivery.deliverNow('r1', { withinMs: 3000 })
    if (first.state !== 'delivered') {
      expect(first).toMatchObject({ state: 'waiting', attempts: 1 })
      clock.advance(5)
    }
    const receipt = { serviceRequest: 'ServiceRequest/2', task: 'Task/3', patient: 'Patient/1' }
    expect(await delivery.deliverNow('r1', { withinMs: 3000 })).toMatchObject({ state: 'delivered', receipt })
    expect(server.stored.map(each => each.resource.resourceType)).toEqual(['Patient', 'ServiceRequest', 'Task'])
    expect(await database.select("select action from audit where action = 'delivered'")).toHaveLength(1)
  },
)
