import type { Bundle, FhirResource } from 'fhir/r4.js'
import { identifier } from './contract-client.ts'

/** The shape of what the product sends: everything new, everything linked by urn:uuid, inner references included. */
export const referralBundle = (value: string, uuid: (name: string) => string): Bundle<FhirResource> => {
  const ref = (name: string) => ({ reference: uuid(name) })
  const conditional = (name: string, resource: FhirResource) => ({
    fullUrl: uuid(name),
    resource,
    request: {
      method: 'POST' as const,
      url: resource.resourceType,
      ifNoneExist: `identifier=${encodeURIComponent(`${identifier(value).system}|${value}-${name}`)}`,
    },
  })
  const id = (name: string) => [identifier(`${value}-${name}`)]
  const code = (system: string, value: string) => ({ coding: [{ system, code: value }] })
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    // Backwards on purpose: a transaction does not depend on the order of its entries.
    entry: [
      {
        fullUrl: uuid('provenance'),
        resource: {
          resourceType: 'Provenance',
          id: `c-${value}`,
          target: [ref('request'), ref('task')],
          recorded: '2026-09-01T09:12:00+01:00',
          agent: [{ who: ref('role'), onBehalfOf: ref('practice') }],
        },
        request: { method: 'PUT', url: `Provenance/c-${value}` },
      },
      conditional('task', {
        resourceType: 'Task',
        identifier: id('task'),
        groupIdentifier: identifier(`${value}-group`),
        basedOn: [ref('request')],
        status: 'requested',
        businessStatus: code('https://contract.example/business-status', 'sent'),
        intent: 'order',
        code: code('http://hl7.org/fhir/CodeSystem/task-code', 'fulfill'),
        focus: ref('request'),
        for: ref('patient'),
        authoredOn: '2026-09-01T09:12:00+01:00',
        lastModified: '2026-09-01T09:12:00+01:00',
        requester: ref('role'),
        owner: ref('hub'),
        input: [{ type: { text: 'referral form' }, valueReference: ref('form') }],
      }),
      conditional('request', {
        resourceType: 'ServiceRequest',
        identifier: id('request'),
        requisition: identifier(`${value}-group`),
        status: 'active',
        intent: 'order',
        category: [code('https://contract.example/category', 'workwell-referral')],
        code: code('https://contract.example/service', 'employment-support'),
        subject: ref('patient'),
        authoredOn: '2026-09-01T09:12:00+01:00',
        requester: ref('role'),
        performer: [ref('service')],
        reasonReference: [ref('condition')],
        supportingInfo: [ref('form'), ref('fitness')],
      }),
      conditional('consent', {
        resourceType: 'Consent',
        identifier: id('consent'),
        status: 'active',
        scope: code('http://terminology.hl7.org/CodeSystem/consentscope', 'patient-privacy'),
        category: [code('http://terminology.hl7.org/CodeSystem/v3-ActCode', 'IDSCL')],
        patient: ref('patient'),
        dateTime: '2026-09-01T09:11:00+01:00',
        performer: [ref('patient')],
        organization: [ref('practice')],
        policyRule: code('http://terminology.hl7.org/CodeSystem/v3-ActCode', 'OPTIN'),
        provision: {
          type: 'permit',
          actor: [
            { role: code('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'IRCP'), reference: ref('hub') },
          ],
          data: [{ meaning: 'dependents', reference: ref('request') }],
        },
      }),
      conditional('fitness', {
        resourceType: 'Observation',
        identifier: id('fitness'),
        status: 'final',
        category: [code('http://terminology.hl7.org/CodeSystem/observation-category', 'social-history')],
        code: code('https://contract.example/observation', 'fitness-for-work-advice'),
        subject: ref('patient'),
        effectivePeriod: { start: '2026-09-01', end: '2026-09-14' },
        valueCodeableConcept: code('https://contract.example/advice', 'not-fit'),
        derivedFrom: [ref('form')],
      }),
      conditional('form', {
        resourceType: 'QuestionnaireResponse',
        identifier: identifier(`${value}-form`),
        questionnaire: 'https://contract.example/Questionnaire/referral',
        basedOn: [ref('request')],
        status: 'completed',
        subject: ref('patient'),
        authored: '2026-09-01T09:11:30+01:00',
        author: ref('role'),
        item: [{ linkId: 'sharing', answer: [{ valueCoding: { code: 'standard' } }] }],
      }),
      conditional('condition', {
        resourceType: 'Condition',
        identifier: id('condition'),
        clinicalStatus: code('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active'),
        verificationStatus: code('http://terminology.hl7.org/CodeSystem/condition-ver-status', 'confirmed'),
        category: [code('http://terminology.hl7.org/CodeSystem/condition-category', 'encounter-diagnosis')],
        code: { text: 'A health condition' },
        subject: ref('patient'),
      }),
      conditional('document', {
        resourceType: 'DocumentReference',
        identifier: id('document'),
        status: 'current',
        type: code('https://contract.example/document', 'fit-note'),
        subject: ref('patient'),
        content: [{ attachment: { contentType: 'text/plain', data: 'Zml0IG5vdGU=' } }],
        context: { period: { start: '2026-09-01', end: '2026-09-14' } },
      }),
      conditional('service', {
        resourceType: 'HealthcareService',
        identifier: id('service'),
        active: true,
        name: 'Contract service',
        providedBy: ref('hub'),
      }),
      conditional('role', {
        resourceType: 'PractitionerRole',
        identifier: id('role'),
        active: true,
        practitioner: ref('practitioner'),
        organization: ref('practice'),
      }),
      conditional('practitioner', {
        resourceType: 'Practitioner',
        identifier: id('practitioner'),
        name: [{ family: 'Contract', given: ['Ada'] }],
      }),
      conditional('hub', { resourceType: 'Organization', identifier: id('hub'), name: 'Contract hub' }),
      conditional('practice', { resourceType: 'Organization', identifier: id('practice'), name: 'Contract practice' }),
      conditional('patient', {
        resourceType: 'Patient',
        identifier: id('patient'),
        name: [{ family: 'CONTRACT', given: ['Bo'] }],
        birthDate: '1979-05-06',
      }),
    ],
  }
}
