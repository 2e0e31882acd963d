import type { CapabilityStatement, CapabilityStatementRest, CapabilityStatementRestResource } from 'fhir/r4.js'
import { W } from '../fhir/systems.ts'

const READ = ['Patient', 'Practitioner', 'Organization', 'Encounter'] as const
const SEARCHED = ['Condition', 'Observation'] as const

const resources: CapabilityStatementRestResource[] = [
  ...READ.map(type => ({ type, interaction: [{ code: 'read' as const }] })),
  ...SEARCHED.map(type => ({ type, interaction: [{ code: 'search-type' as const }] })),
  { type: 'DocumentReference', interaction: [{ code: 'search-type' }, { code: 'create' }], conditionalCreate: true },
  { type: 'PractitionerRole', interaction: [{ code: 'read' }, { code: 'search-type' }] },
  { type: 'ServiceRequest', interaction: [{ code: 'search-type' }, { code: 'create' }], conditionalCreate: true },
  { type: 'QuestionnaireResponse', interaction: [{ code: 'create' }], conditionalCreate: true },
  { type: 'Task', interaction: [{ code: 'read' }, { code: 'search-type' }] },
]

const populate: CapabilityStatementRest = {
  mode: 'server',
  documentation:
    'Fills in a Questionnaire (SDC) from what the caller sends, and from nothing else. No patient’s data is held here.',
  resource: [
    {
      type: 'Questionnaire',
      operation: [
        { name: 'populate', definition: 'http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-populate' },
      ],
    },
  ],
}

/** Said in full in docs/adr/0029. */
const NO_EXTRACT =
  'There is no $extract: what is answered in a service’s own form is sent as a QuestionnaireResponse, and no other resource is made of it. ' +
  'Each question says from which sharing level on its answer leaves, and to whom; a resource made by the form’s author would say neither.'

/** GET `/fhir/metadata`: what this app asks of an EHR and of a hub, for integrators; and what it does for callers, where that is on. */
export const capabilityStatement = (
  publicUrl: string,
  { publicForms }: { readonly publicForms: boolean },
): CapabilityStatement => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-12-01',
  description: NO_EXTRACT,
  kind: 'instance',
  fhirVersion: '4.0.1',
  instantiates: [`${W}/CapabilityStatement/workwell-app`],
  format: ['json'],
  software: { name: 'WorkWell Referral' },
  implementation: { description: 'Refers patients to WorkWell from inside the record', url: `${publicUrl}/fhir` },
  rest: [
    {
      mode: 'client',
      documentation:
        'Reads the launched patient from the EHR with the clinician’s token (SMART App Launch 2.2; of the launch context it uses patient, encounter and intent: workwell-refer opens the form, workwell-status how the referral stands), sends one transaction to the hub of the WorkWell service, and reads the Task back.',
      interaction: [{ code: 'transaction' }],
      resource: resources,
    },
    ...(publicForms ? [populate] : []),
  ],
})
