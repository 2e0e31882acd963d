import { afterAll, beforeAll } from 'vitest'
import { describeFhirContract } from '../../contract/fhir-contract.ts'
import { serveFhir } from './served.ts'

let served: Awaited<ReturnType<typeof serveFhir>> | undefined

beforeAll(async () => {
  served = await serveFhir()
})
afterAll(() => served?.stop())

describeFhirContract('the embedded server', () => served?.base ?? '')
