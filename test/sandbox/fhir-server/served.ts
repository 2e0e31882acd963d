import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, expect } from 'vitest'
import { createFhirServer, type FhirServerOptions } from '../../../src/sandbox/fhir-server/fhir-server.ts'
import { createContractClient } from '../../contract/contract-client.ts'

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

/** One server for a test file, with small limits, that must never have met a bug of its own by the end. */
export const servedFhirClient = () => {
  let served: Awaited<ReturnType<typeof serveFhir>> | undefined
  const errors: unknown[] = []
  beforeAll(async () => {
    served = await serveFhir({ pageSize: 3, bodyLimit: '50kb', onError: error => errors.push(error) })
  })
  afterAll(async () => {
    await served?.stop()
    expect(errors).toEqual([])
  })
  return createContractClient(() => served?.base ?? '')
}

/** The element paths that an OperationOutcome names. */
export const expressionsOf = (text: string): readonly string[] =>
  JSON.parse(text).issue.flatMap((issue: { expression?: readonly string[] }) => issue.expression ?? [])
