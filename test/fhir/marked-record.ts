import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import { CS, EXT, ID } from '../../src/fhir/systems.ts'
import type { Answers } from '../support/answers.ts'
import { codedNote, ehrRecord, MAY_BE_FIT, med3Document, NHS_NUMBER, problem } from '../support/ehr-record.ts'

/** A text that stands nowhere else, so that it can be found again wherever it went. */
export const mark = (label: string): string => `«${label}»`

let days = 0
/** A day that stands nowhere else. */
export const markedDay = (): string => new Date(Date.UTC(1950, 0, ++days)).toISOString().slice(0, 10)

export const BORN = markedDay()
export const GMC_NUMBER = '9990417'
const CODES = 'https://ehr.example/codes'
export const HOME = [mark('home line'), mark('home city'), mark('home postcode')].join(', ')

const concept = (label: string) => ({
  text: mark(`${label} text`),
  coding: [{ system: CODES, code: mark(`${label} code`), display: mark(`${label} display`) }],
})
const human = (label: string, use: string) => ({
  use,
  text: mark(`${label} text`),
  prefix: [mark(`${label} prefix`)],
  given: [mark(`${label} given`)],
  family: mark(`${label} family`),
  suffix: [mark(`${label} suffix`)],
})
const over = () => ({ start: markedDay(), end: markedDay() })
const narrative = (label: string) => ({ status: 'generated', div: `<div>${mark(`${label} narrative`)}</div>` })

const organization = (label: string): NonNullable<EhrRecord['organization']> => ({
  resourceType: 'Organization',
  id: mark(`${label} id`),
  text: narrative(label),
  identifier: [
    { system: 'https://ehr.example/sites', value: mark(`${label} local id`) },
    { system: ID.odsOrganisation, value: mark(`${label} ods`) },
  ],
  name: mark(`${label} name`),
  alias: [mark(`${label} alias`)],
  telecom: [
    { system: 'phone', value: mark(`${label} phone`) },
    { system: 'email', value: mark(`${label} email`) },
    { system: 'fax', value: mark(`${label} fax`) },
  ],
  address: [{ text: mark(`${label} address`) }],
  contact: [{ name: human(`${label} manager`, 'official') }],
})

const condition = (label: string) =>
  problem(mark(`${label} id`), {
    code: concept(label),
    onsetDateTime: markedDay(),
    recordedDate: markedDay(),
    bodySite: [{ text: mark(`${label} site`) }],
    note: [{ text: mark(`${label} note`) }],
    asserter: { display: mark(`${label} asserter`) },
  })

const patient: EhrRecord['patient'] = {
  resourceType: 'Patient',
  id: 'patient-1',
  text: narrative('patient'),
  active: true,
  extension: [
    { url: EXT.ethnicCategory, valueCodeableConcept: concept('ethnicity') },
    { url: EXT.interpreterRequired, valueBoolean: false },
  ],
  identifier: [
    { system: 'https://ehr.example/mrn', value: mark('hospital number') },
    { system: 'https://ehr.example/ni', value: mark('national insurance number') },
    { system: ID.nhsNumber, value: NHS_NUMBER },
  ],
  name: [
    { ...human('old name', 'old'), period: over() },
    { ...human('maiden name', 'maiden') },
    human('name', 'official'),
    human('usual name', 'usual'),
  ],
  telecom: [
    { system: 'phone', use: 'old', value: mark('old phone'), period: over() },
    { system: 'phone', use: 'mobile', value: mark('mobile in the record') },
    { system: 'phone', use: 'work', value: mark('phone at work') },
    { system: 'email', value: mark('e-mail in the record') },
  ],
  gender: mark('gender'),
  birthDate: BORN,
  address: [
    { use: 'old', line: [mark('old line')], city: mark('old city'), postalCode: mark('old postcode'), period: over() },
    {
      use: 'home',
      line: [mark('home line')],
      city: mark('home city'),
      district: mark('home district'),
      postalCode: mark('home postcode'),
    },
  ],
  maritalStatus: concept('marital status'),
  photo: [{ title: mark('photo') }],
  contact: [{ name: human('next of kin', 'official'), telecom: [{ value: mark('next of kin phone') }] }],
  communication: [{ language: concept('language in the record'), preferred: true }],
  generalPractitioner: [{ reference: 'Organization/x', display: mark('gp display') }],
  managingOrganization: { display: mark('managing organisation') },
  link: [{ type: 'seealso', other: { display: mark('linked patient') } }],
}

const practitionerParts = {
  text: narrative('clinician'),
  name: [human('clinician old', 'old'), human('clinician', 'official')],
  telecom: [{ value: mark('clinician phone') }],
  address: [{ text: mark('clinician address') }],
  gender: mark('clinician gender'),
  birthDate: markedDay(),
  qualification: [{ code: concept('qualification') }],
}

/** The parts that may lead to one Organization or two, and to a known or an unknown profession. */
export interface RecordShape {
  readonly professionKnown: boolean
  readonly registeredElsewhere: boolean
  readonly mainCondition: 'coded' | 'uncoded' | 'group'
}

/** A record with a mark in every field that this app reads or might be sent. */
export function markedRecord(shape: RecordShape): EhrRecord {
  const main = condition('main condition')
  return ehrRecord({
    patient,
    fhirUser: `Practitioner/${mark('clinician id')}`,
    practitioner: {
      ...practitionerParts,
      resourceType: 'Practitioner',
      id: mark('clinician id'),
      identifier: [
        { system: 'https://ehr.example/staff', value: mark('staff number') },
        { system: ID.sdsUserId, value: mark('sds user id') },
        ...(shape.professionKnown ? [{ system: ID.gmc, value: GMC_NUMBER }] : []),
      ],
    },
    practitionerRole: {
      resourceType: 'PractitionerRole',
      id: mark('role id'),
      identifier: [{ system: ID.sdsRoleProfileId, value: mark('role profile id') }],
      code: [concept('role')],
      specialty: [concept('specialty')],
      telecom: [{ value: mark('role phone') }],
    },
    organization: organization('practice'),
    registeredPractice: organization(shape.registeredElsewhere ? 'registered practice' : 'practice'),
    encounter: {
      resourceType: 'Encounter',
      id: mark('encounter id'),
      status: 'in-progress',
      period: over(),
      reasonCode: [concept('consultation reason')],
    },
    conditions: [
      shape.mainCondition === 'uncoded' ? { ...main, code: { text: mark('main condition text') } } : main,
      condition('ticked condition'),
      condition('unticked condition'),
    ],
    observations: [
      codedNote(mark('note id'), MAY_BE_FIT, {
        effectivePeriod: over(),
        issued: `${markedDay()}T10:00:00Z`,
        note: [{ text: mark('note comment') }],
        performer: [{ display: mark('note issuer') }],
      }),
      codedNote(mark('employer id'), '160903007', { valueString: mark('employer') }),
    ],
    documents: [
      med3Document(mark('document id'), {
        date: `${markedDay()}T10:00:00Z`,
        description: mark('document description'),
        content: [{ attachment: { title: mark('document title'), data: mark('document data') } }],
        context: { period: over() },
      }),
    ],
    serviceRequests: [
      {
        resourceType: 'ServiceRequest',
        id: mark('earlier referral id'),
        status: 'completed',
        identifier: [{ system: ID.referral, value: mark('earlier referral') }],
        authoredOn: markedDay(),
        reasonCode: [concept('earlier reason')],
        note: [{ text: mark('earlier note') }],
      },
    ],
    gaps: [],
  })
}

/** The answer that picks a problem of the marked record. */
export function pickedCondition(label: string, uncoded = false): Answers[string][number] {
  const display = mark(`${label} text`)
  return uncoded
    ? { valueCoding: { system: CS.recordCondition, code: `Condition/${mark(`${label} id`)}`, display } }
    : { valueCoding: { system: CODES, code: mark(`${label} code`), display } }
}
