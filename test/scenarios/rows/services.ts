import { NOTE_AND_REFER, type Scenario, USUAL, usual } from '../scenario.ts'

const OTHERFORD = { practice: 'practice-other', addresses: [{ use: 'home', elsewhere: true }] } as const

/** Which service, what it asks first, and who refers. */
export const SERVICE_ROWS: readonly Scenario[] = [
  {
    row: 'A service with a question of its own asks it first',
    person: OTHERFORD,
    first: { says: ['Ask this first', 'Does the patient have complex needs?'] },
    answers: USUAL,
    sent: { stays: ['nhs-number'] },
  },
  {
    row: 'Too old for the service: not here, with what else there is',
    person: { ...OTHERFORD, age: 67 },
    first: { says: ['Not here, by this service’s rules', 'the patient is 67', 'Connect to Work'] },
  },
  {
    row: 'Not here, and no reason given: asked for it',
    person: { ...OTHERFORD, age: 67 },
    answers: USUAL,
    after: { page: 'asked again', says: ['There is a problem'] },
  },
  {
    row: 'Not here, with a reason at the full level: the reason leaves',
    person: { ...OTHERFORD, age: 67 },
    answers: usual({ share: 'Full', typed: { 'against-rules': 'Works until 70' } }),
    sent: { leaves: ['Works until 70'] },
  },
  {
    row: 'A work status that the service does not take is judged with the answers',
    person: OTHERFORD,
    answers: usual({ work: 'Out of work, 6 months or more' }),
    after: { page: 'asked again', says: ['out of work for 6 months or more'] },
  },
  {
    row: 'The service may certify: offered as an answer to missing evidence',
    person: OTHERFORD,
    notes: [{ shape: 'emed3', entry: 'not-fit', says: 'period', days: { fromDaysAgo: 14, lasting: 14 } }],
    answers: usual({ evidence: 'The WorkWell service may certify' }),
    sent: {},
  },
  {
    row: 'Two services and none picked: asked which',
    person: { practice: 'practice-other' },
    answers: USUAL,
    after: { page: 'asked again', says: ['Select which WorkWell service the referral goes to'] },
  },
  {
    row: 'Two services, the other one picked',
    person: { practice: 'practice-other' },
    answers: usual({ service: 'WorkWell Otherford' }),
    after: { page: 'check', says: ['This goes to WorkWell Otherford'] },
    sent: {},
  },
  {
    row: 'No service for where the patient lives or is registered',
    patient: {
      generalPractitioner: [],
      managingOrganization: { display: 'A practice elsewhere' },
      address: [{ use: 'home', postalCode: 'XX7 1AB' }],
    },
    first: { says: ['No WorkWell service is known for where this patient lives or is registered.'] },
    answers: USUAL,
    after: { page: 'stays closed' },
  },
  {
    row: 'GP',
    clinician: 'gp',
    answers: usual({ for: NOTE_AND_REFER, advice: 'Not fit for work' }),
    after: { page: 'check', says: ['Dr Aisha Rahman'] },
    sent: {},
  },
  { row: 'Nurse', clinician: 'nurse', first: { saysNot: ['may not issue a fit note'] }, answers: USUAL, sent: {} },
  {
    row: 'Occupational therapist',
    clinician: 'occupational-therapist',
    first: { saysNot: ['may not issue a fit note'] },
    answers: USUAL,
    sent: {},
  },
  {
    row: 'Physiotherapist',
    clinician: 'physiotherapist',
    first: { saysNot: ['may not issue a fit note'] },
    answers: USUAL,
    sent: {},
  },
  {
    row: 'Podiatrist',
    clinician: 'podiatrist',
    first: { says: ['may not issue a fit note'] },
    answers: USUAL,
    sent: {},
  },
]
