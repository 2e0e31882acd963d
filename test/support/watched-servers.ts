import express, { type Router } from 'express'
import type { Bundle } from 'fhir/r4.js'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'

interface Watched {
  readonly url: string
  close(): Promise<void>
}

async function served(before: Router): Promise<Watched> {
  const fhir = createFhirServer()
  const server = await listen(express().use('/fhir', before, fhir.router), 0, '127.0.0.1')
  return {
    url: `http://127.0.0.1:${server.port}/fhir`,
    async close() {
      await server.close()
      await fhir.close()
    },
  }
}

/** A hub that keeps each transaction as it came. */
export async function startWatchedHub(): Promise<Watched & { readonly came: Bundle[] }> {
  const came: Bundle[] = []
  const keep = express.Router().post('/', express.raw({ type: () => true, limit: '10mb' }), (req, _res, next) => {
    came.push(JSON.parse(String(req.body)))
    next()
  })
  return { ...(await served(keep)), came }
}

/** A record in which resources of some types cannot be found, as long as they are `hidden`. */
export async function startHidingRecord(): Promise<Watched & { hidden: readonly string[] }> {
  const record = { hidden: [] as readonly string[] }
  const hide = express.Router().get('/:type{/:id}', (req, res, next) => {
    const { type, id } = req.params
    if (!record.hidden.includes(type)) return next()
    if (id && id !== '_search') return void res.status(404).json({ resourceType: 'OperationOutcome', issue: [] })
    res.json({ resourceType: 'Bundle', type: 'searchset', total: 0 })
  })
  return Object.assign(record, await served(hide))
}
