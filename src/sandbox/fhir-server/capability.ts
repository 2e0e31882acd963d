import { RESOURCE_TYPES } from './resource-types.ts'
import { parametersOf } from './search-parameters.ts'

const INTERACTIONS = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
]

const EVERYTHING = { name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' }

/** Says only what the code does: the search parameters come from the table that searches run on. */
export const capabilityStatement = (base: string, at: Date) => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: at.toISOString(),
  publisher: 'WorkWell referral sandbox',
  kind: 'instance',
  software: { name: 'WorkWell referral sandbox FHIR server' },
  implementation: {
    description: 'A make-believe FHIR server for trying and testing. Not for real patients.',
    url: base,
  },
  fhirVersion: '4.0.1',
  format: ['application/fhir+json', 'json'],
  rest: [
    {
      mode: 'server',
      resource: RESOURCE_TYPES.map(typeCapability),
      interaction: ['transaction', 'batch', 'history-system'].map(code => ({ code })),
      operation: [{ name: 'validate', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate' }],
    },
  ],
})

const typeCapability = (type: string) => {
  const parameters = parametersOf(type)
  const references = parameters.filter(({ kind }) => kind === 'reference').map(({ name }) => `${type}:${name}`)
  return {
    type,
    interaction: INTERACTIONS.map(code => ({ code })),
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'not-match',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    referencePolicy: ['literal', 'local', 'enforced'],
    ...(type === 'Patient' ? { operation: [EVERYTHING] } : {}),
    ...(references.length > 0 ? { searchInclude: ['*', ...references] } : {}),
    searchRevInclude: ['*'],
    searchParam: parameters.map(({ name, kind }) => ({ name, type: kind === 'canonical' ? 'reference' : kind })),
  }
}
