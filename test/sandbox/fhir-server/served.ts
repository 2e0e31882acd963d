import type { AddressInfo } from 'node:net'
import express from 'express'
import { createFhirServer, type FhirServerOptions } from '../../../src/sandbox/fhir-server/fhir-server.ts'

/** The embedded server on loopback, mounted below a path as the sandbox does. */
export const serveFhir = async (options: FhirServerOptions = {}) => {
  const server = createFhirServer(options)
  const app = express().use('/some/fhir', server.router)
  const listener = app.listen(0, '127.0.0.1')
  await new Promise(resolve => listener.once('listening', resolve))
  const { port } = listener.address() as AddressInfo
  return {
    base: `http://127.0.0.1:${port}/some/fhir`,
    stop: async () => {
      listener.closeAllConnections()
      await new Promise(resolve => listener.close(resolve))
      await server.close()
    },
  }
}
