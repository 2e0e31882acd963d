import express from 'express'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'

export type HubFault =
  | 'none'
  | 'refuses-connection'
  | 'hangs'
  | 'server-error'
  | 'garbage'
  | 'commits-then-drops'
  | 'rejects'
  /** Answers with this status and a page of its proxy. */
  | { readonly status: number }

export interface FaultyHub {
  readonly url: string
  fault: HubFault
  close(): Promise<void>
}

/** A real FHIR server on loopback that can fail in the ways that real ones do. */
export async function startFaultyHub(): Promise<FaultyHub> {
  const fhir = createFhirServer({})
  const app = express()
  const hub = { fault: 'none' as HubFault }
  app.use('/fhir', (req, res, next) => {
    if (hub.fault === 'refuses-connection') return void req.socket.destroy()
    if (hub.fault === 'hangs') return
    if (hub.fault === 'server-error') return void res.status(500).json({ resourceType: 'OperationOutcome', issue: [] })
    if (hub.fault === 'garbage') return void res.status(200).type('html').send('<h1>Log in</h1>')
    if (typeof hub.fault === 'object') return void res.status(hub.fault.status).type('html').send('<h1>No</h1>')
    if (hub.fault === 'rejects') {
      const issue = [{ severity: 'error', code: 'invalid', diagnostics: 'this service takes no referrals' }]
      return void res.status(422).json({ resourceType: 'OperationOutcome', issue })
    }
    // The hub has it, and the answer never arrives: the case in which a blind second send would make two.
    if (hub.fault === 'commits-then-drops' && req.method === 'POST') {
      hub.fault = 'none'
      res.end = () => {
        req.socket.destroy()
        return res
      }
    }
    next()
  })
  app.use('/fhir', fhir.router)
  const server = await listen(app, 0, '127.0.0.1')
  return Object.assign(hub, {
    url: `http://127.0.0.1:${server.port}/fhir`,
    async close() {
      await server.close()
      await fhir.close()
    },
  })
}
