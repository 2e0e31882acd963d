import { type Scenario, USUAL, usual } from '../scenario.ts'

const named = (family: string, ...given: string[]) => ({ names: [{ use: 'official' as const, family, given }] })
const CLOSED = 'This patient cannot be referred from here'

/** Ages, names, numbers, ways to reach the patient, and who must not be referred. */
export const IDENTITY_ROWS: readonly Scenario[] = [
  { row: 'Age 15', person: { age: 15 }, first: { says: [CLOSED], saysNot: ['Check before sending'] } },
  { row: 'Age 16', person: { age: 16 }, answers: USUAL, sent: {} },
  { row: 'Age 67', person: { age: 67 }, answers: USUAL, sent: {} },
  { row: 'Age 80', person: { age: 80 }, first: { says: ['(80 years)'] }, answers: USUAL, sent: {} },
  {
    row: 'Born on a leap day, 16 only on the first of March of a common year',
    on: '2026-02-28',
    patient: { birthDate: '2010-02-28' },
    first: { says: ['Born 28 February 2010 (16 years)'], saysNot: [CLOSED] },
  },
  {
    row: 'A date of birth with the year only: age not certain',
    patient: { birthDate: '1990' },
    first: { says: [CLOSED, 'no full date of birth'] },
  },
  {
    row: 'Accents in the name',
    person: named('Brontë-Ackroyd', 'Zoë'),
    answers: USUAL,
    sent: { leaves: ['Zoë', 'Brontë-Ackroyd'] },
  },
  {
    row: 'Apostrophe in the name',
    person: named("O'Neill", 'Siobhán'),
    first: { says: ["O'Neill"] },
    answers: USUAL,
    sent: { leaves: ["O'Neill"] },
  },
  {
    row: 'Non-Latin name',
    person: named('الحسن', 'فاطمة'),
    first: { says: ['الحسن'] },
    answers: USUAL,
    sent: { leaves: ['فاطمة'] },
  },
  {
    row: 'Very long name',
    person: named('Featherstonehaugh-Cholmondeley-Wolstenholme-Papadimitriou'.repeat(3), 'Wilhelmina'),
    answers: USUAL,
    sent: { leaves: ['Papadimitriou'] },
  },
  { row: 'A name that looks like HTML stays text', person: named('<b>Bold</b>', 'Ann'), answers: USUAL, sent: {} },
  {
    row: 'One name only',
    person: { names: [{ use: 'official', family: 'Suryani', text: 'Suryani' }] },
    answers: USUAL,
    sent: { leaves: ['Suryani'] },
  },
  { row: 'No name in the record', patient: { name: [] }, first: { says: ['Name missing from the record'] } },
  {
    row: 'NHS number missing',
    person: { nhsNumber: 'absent' },
    first: { says: ['NHS number: missing from the record'] },
    answers: USUAL,
    after: { page: 'check', says: ['NHS number not sent'] },
    sent: {},
  },
  {
    row: 'NHS number with a wrong check digit',
    person: { nhsNumber: 'fails-check' },
    first: { says: ['NHS number: not valid in the record'] },
    answers: USUAL,
    after: { page: 'check', says: ['NHS number not sent'] },
    sent: {},
  },
  { row: 'NHS number not traced', person: { nhsNumber: 'not-traced' }, answers: USUAL, sent: {} },
  {
    row: 'A number that could be a real person’s is not sent to a make-believe service',
    patient: { identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '4010232137' }] },
    first: { says: [CLOSED, 'could be a real person'] },
  },
  {
    row: 'A phone number of the record, with the day from which it holds',
    patient: { telecom: [{ system: 'phone', use: 'mobile', value: '07700 900123', period: { start: '2024-05-03' } }] },
    first: { says: ['From the record, since 3 May 2024', 'From the record of 3 September 2026'] },
  },
  {
    row: 'Another phone number is typed: what the record says stays in sight',
    patient: { telecom: [{ system: 'phone', use: 'mobile', value: '07700 900123' }] },
    answers: { for: USUAL.for ?? '', typed: { 'contact-phone': '07700 900456' } },
    after: { page: 'asked again', says: ['The record says 07700 900123'] },
  },
  { row: 'No phone: an address is enough', person: { phones: [] }, answers: USUAL, sent: {} },
  {
    row: 'No phone, no email, no address: asked for a way to reach the patient',
    person: { phones: [], email: false },
    patient: { address: [], generalPractitioner: [{ reference: 'Organization/practice-demo' }] },
    answers: USUAL,
    after: { page: 'asked again', says: ['so that WorkWell can reach the patient'] },
  },
  {
    row: 'An old mobile is not offered',
    person: { phones: [{ kind: 'old mobile', endedDaysAgo: 1 }], email: false },
    answers: usual({ typed: { 'contact-phone': '07700 900222' } }),
    sent: { leaves: ['07700 900222'] },
  },
  {
    row: 'The phone number is put right by hand',
    answers: usual({ typed: { 'contact-phone': '07700 900333' } }),
    after: { page: 'check', says: ['07700 900333'] },
    sent: { leaves: ['07700 900333'] },
  },
  { row: 'No fixed abode', person: { addresses: [{ use: 'no-fixed-abode' }] }, answers: USUAL, sent: {} },
  {
    row: 'Deceased',
    person: { diedDaysAgo: 30 },
    first: { says: [CLOSED, 'the patient has died', 'Recorded as deceased'], saysNot: ['Handout'] },
    answers: USUAL,
    after: { page: 'stays closed' },
  },
  {
    row: 'Merged into another record',
    patient: { active: false },
    first: { says: [CLOSED, 'merged into another one', 'Open the patient’s current record'], saysNot: ['Handout'] },
    answers: USUAL,
    after: { page: 'stays closed' },
  },
  {
    row: 'Restricted: the address may have to be kept secret; the patient can go by themselves',
    person: { restricted: true },
    first: {
      says: [CLOSED, 'The record is restricted', 'Restricted record', 'Handout for the patient'],
      saysNot: ['Check before sending'],
    },
    answers: USUAL,
    after: { page: 'stays closed' },
  },
  {
    row: 'Very restricted, in the older code system',
    patient: { meta: { security: [{ system: 'http://hl7.org/fhir/v3/Confidentiality', code: 'V' }] } },
    first: { says: [CLOSED, 'Where the patient lives may have to be kept secret'] },
  },
]
