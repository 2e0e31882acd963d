import { randomUUID } from 'node:crypto'
import type { Bundle, Coding, FhirResource, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import type { Referral } from '../../../src/domain/referral.ts'
import type { EhrRecord } from '../../../src/fhir/ehr-record.ts'
import { CS } from '../../../src/fhir/systems.ts'
import { referralTransaction } from '../../../src/fhir/write-referral.ts'

const choice = (linkId: string, text: string, valueCoding: Coding): QuestionnaireResponseItem => ({
  linkId,
  text,
  answer: [{ valueCoding }],
})
const words = (linkId: string, text: string, valueString: string): QuestionnaireResponseItem => ({
  linkId,
  text,
  answer: [{ valueString }],
})

interface Arrival {
  readonly family: string
  readonly authoredOn?: string
  readonly concern?: Coding
  readonly safety?: string
}

/** A referral as our own transaction brings it to the hub. */
export function arrivedReferral({ family, authoredOn, concern, safety }: Arrival): Bundle<FhirResource> {
  const referral: Referral = {
    id: randomUUID(),
    authoredOn: authoredOn ?? '2026-09-03T09:12:00.000Z',
    pathway: 'note-and-refer',
    sharing: 'full',
    concern: 'none-known',
    mainCondition: {
      group: 'musculoskeletal',
      recorded: { source: 'Condition/1', term: 'Low back pain', coding: { system: CS.icd10, code: 'M54.5' } },
    },
    note: {
      advice: 'may-be-fit',
      from: '2026-09-03',
      to: '2026-09-23',
      adjustments: ['phased-return'],
      state: 'issued',
    },
    requester: {
      name: 'Tom Brennan',
      profession: { is: 'physiotherapist', from: 'record' },
      identifiers: [{ system: 'https://fhir.hl7.org.uk/Id/hcpc-number', value: 'PH999001' }],
    },
    practice: { name: 'Larch Lane Surgery', odsCode: 'Y99901', phone: '01632 960001', from: 'record' },
    service: {
      id: 'demo-workwell',
      name: 'WorkWell Demo',
      provider: { name: 'Make-believe WorkWell provider' },
      area: { covers: 'everyone-else' },
      minimumAge: 16,
      phone: '01632 960100',
      firstContact: 'A coach phones.',
      selfReferral: 'Ring us.',
      nhsNumber: { send: 'yes', agreement: 'DEMO-1' },
      wording: { version: 'demo-1', told: ['WorkWell is voluntary.'] },
      hub: { kind: 'sandbox' },
      facts: {},
      site: 'demo',
      makeBelieve: true,
    },
  }
  const record: EhrRecord = {
    readAt: '2026-09-03T09:00:00Z',
    issuer: 'http://127.0.0.1:3001/fhir',
    fhirUser: 'Practitioner/clinician-physiotherapist',
    patient: {
      resourceType: 'Patient',
      id: 'patient-typical',
      birthDate: '1980-01-10',
      name: [{ use: 'official', family, given: ['Gareth'] }],
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990548609' }],
    },
    practitioner: {
      resourceType: 'Practitioner',
      id: 'clinician-physiotherapist',
      name: [{ given: ['Tom'], family: 'Brennan' }],
      identifier: [{ system: 'https://fhir.hl7.org.uk/Id/hcpc-number', value: 'PH999001' }],
    },
    organization: {
      resourceType: 'Organization',
      id: 'practice-demo',
      name: 'Larch Lane Surgery (synthetic)',
      identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'Z99901' }],
      telecom: [{ system: 'phone', value: '01632 960101' }],
    },
    conditions: [],
    observations: [],
    documents: [],
    serviceRequests: [],
    gaps: [],
  }
  const response: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    item: [
      choice('main-condition', 'Main condition affecting work', {
        system: CS.icd10,
        code: 'M54.5',
        display: 'Low back pain',
      }),
      choice('work-status', 'Work status', {
        system: CS.workStatus,
        code: 'employed-off-sick',
        display: 'Employed, off sick',
      }),
      choice(
        'concern',
        'Anything to keep the patient or the coach safe?',
        concern ?? { system: CS.concern, code: 'none-known', display: 'Nothing known' },
      ),
      choice('sharing', 'What does the patient agree to share?', {
        system: CS.sharingLevel,
        code: 'full',
        display: 'Full',
      }),
      {
        linkId: 'contact',
        text: 'How to reach the patient',
        item: [
          words('contact-phone', 'Phone number', '07700 900441'),
          words('contact-address', 'Address', '53 Placeholder Lane, Demobury, XX1 8AB'),
          choice('contact-best-way', 'Best way to reach the patient', {
            system: CS.contactWay,
            code: 'text',
            display: 'Text message',
          }),
          ...(safety === undefined ? [] : [words('contact-safety', 'How to make contact safely', safety)]),
        ],
      },
    ],
  }
  return referralTransaction(referral, record, response, randomUUID)
}
