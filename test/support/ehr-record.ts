import type { WorkWellService } from '../../src/domain/site.ts'
import type { EhrRecord, PatientRecord } from '../../src/fhir/ehr-record.ts'
import { CS, ID } from '../../src/fhir/systems.ts'

/** Wednesday morning; in London the clock is an hour ahead of this. */
export const READ_AT = '2026-09-03T09:00:00.000Z'
export const TODAY = '2026-09-03'
export const ISSUER = 'https://ehr.example/fhir'

/** From the test range, check digits right by Modulus 11. */
export const NHS_NUMBER = '9990548609'
export const OTHER_NHS_NUMBER = '9990000018'

export const PRACTICE = {
  resourceType: 'Organization',
  id: 'practice-1',
  name: 'Larch Lane Surgery',
  identifier: [{ system: ID.odsOrganisation, value: 'Y99901' }],
  telecom: [{ system: 'phone', value: '01632 960001' }],
} satisfies NonNullable<EhrRecord['organization']>

export const GP = {
  resourceType: 'Practitioner',
  id: 'gp-1',
  identifier: [{ system: ID.gmc, value: '9999001' }],
  name: [{ use: 'official', prefix: ['Dr'], given: ['Aisha'], family: 'Rahman' }],
} satisfies NonNullable<EhrRecord['practitioner']>

export const GP_ROLE = {
  resourceType: 'PractitionerRole',
  id: 'role-1',
  identifier: [{ system: ID.sdsRoleProfileId, value: '555500000201' }],
  practitioner: { reference: 'Practitioner/gp-1' },
  organization: { reference: 'Organization/practice-1' },
  code: [{ coding: [{ system: CS.sdsJobRole, code: 'R0260', display: 'General Medical Practitioner' }] }],
} satisfies NonNullable<EhrRecord['practitionerRole']>

export const patientRecord = (parts: Partial<PatientRecord> = {}): PatientRecord => ({
  resourceType: 'Patient',
  id: 'patient-1',
  active: true,
  identifier: [{ system: ID.nhsNumber, value: NHS_NUMBER }],
  name: [{ use: 'official', prefix: ['Ms'], given: ['Zoë', 'May'], family: "O'Neill" }],
  telecom: [{ system: 'phone', use: 'mobile', value: '07700 900123' }],
  gender: 'female',
  birthDate: '1984-03-11',
  address: [{ use: 'home', line: ['1 Larch Lane'], city: 'Anytown', postalCode: 'LS1 1AA' }],
  ...parts,
})

export const ehrRecord = (parts: Partial<EhrRecord> = {}): EhrRecord => ({
  readAt: READ_AT,
  issuer: ISSUER,
  patient: patientRecord(),
  fhirUser: 'Practitioner/gp-1',
  practitioner: GP,
  practitionerRole: GP_ROLE,
  organization: PRACTICE,
  registeredPractice: PRACTICE,
  conditions: [],
  observations: [],
  documents: [],
  serviceRequests: [],
  gaps: [],
  ...parts,
})

type ConditionRecord = EhrRecord['conditions'][number]
type ObservationRecord = EhrRecord['observations'][number]
type DocumentRecord = EhrRecord['documents'][number]

/** An active problem with an ICD-10 code. */
export const problem = (id: string, parts: Partial<ConditionRecord> = {}): ConditionRecord => ({
  resourceType: 'Condition',
  id,
  subject: { reference: 'Patient/patient-1' },
  clinicalStatus: { coding: [{ system: CS.conditionClinical, code: 'active' }] },
  verificationStatus: { coding: [{ system: CS.conditionVerification, code: 'confirmed' }] },
  code: { coding: [{ system: CS.icd10, code: 'M54.5', display: 'Low back pain' }] },
  onsetDateTime: '2026-06-01',
  ...parts,
})

export const NOT_FIT = '751481000000104'
export const MAY_BE_FIT = '751601000000107'
export const BY_HAND_NOT_FIT = '751731000000106'
export const DUPLICATE_NOT_FIT = '751621000000103'
export const PHASED_RETURN = '775281000000100'
export const AMENDED_DUTIES = '775321000000108'

export const snomed = (code: string) => ({ coding: [{ system: CS.snomed, code }] })

/** As GP systems send a fit note: the finding is the code, and there is no value. */
export const codedNote = (id: string, code: string, parts: Partial<ObservationRecord> = {}): ObservationRecord => ({
  resourceType: 'Observation',
  id,
  subject: { reference: 'Patient/patient-1' },
  status: 'final',
  code: snomed(code),
  ...parts,
})

/** In our own form: the question is the code, the advice is the value. */
export const ownNote = (
  id: string,
  value: { coding: { system: string; code: string }[] },
  parts: Partial<ObservationRecord> = {},
): ObservationRecord => ({
  resourceType: 'Observation',
  id,
  subject: { reference: 'Patient/patient-1' },
  status: 'final',
  code: { coding: [{ system: CS.observation, code: 'fitness-for-work-advice' }] },
  valueCodeableConcept: value,
  ...parts,
})

export const med3Document = (id: string, parts: Partial<DocumentRecord> = {}): DocumentRecord => ({
  resourceType: 'DocumentReference',
  id,
  subject: { reference: 'Patient/patient-1' },
  status: 'current',
  type: snomed('772786005'),
  ...parts,
})

export const during = (start: string, end: string) => ({ effectivePeriod: { start, end } })

export const workWellService = (parts: Partial<WorkWellService> = {}): WorkWellService => ({
  site: 'north',
  makeBelieve: false,
  id: 'north-workwell',
  name: 'WorkWell North',
  provider: { name: 'North Support CIC', odsCode: 'Y99950' },
  area: { covers: 'everyone-else' },
  minimumAge: 16,
  phone: '01632 960100',
  firstContact: 'A coach phones within two working days.',
  selfReferral: 'The patient can ring 01632 960100.',
  nhsNumber: { send: 'yes', agreement: 'Agreement 7' },
  wording: { version: 'north-3', told: ['WorkWell is voluntary.', 'Saying no changes neither care nor fit note.'] },
  hub: { kind: 'fhir', baseUrl: 'https://hub.example/fhir', agreement: 'Agreement 7' },
  facts: {},
  ...parts,
})
