import { inject } from 'vitest'
import { describeFhirContract } from '../contract/fhir-contract.ts'

describeFhirContract('HAPI', () => inject('hapi'))
