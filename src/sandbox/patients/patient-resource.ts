import type { Extension, Identifier, Patient } from 'fhir/r4.js'
import { addDays, type LocalDate } from '../../domain/local-date.ts'
import { CS, EXT, ID } from '../../fhir/systems.ts'
import { addresses, telecom } from './contact-details.ts'
import type { PatientCase, PersonCase } from './patient-case.ts'
import { mistyped, type SeededNumbers, seededNumbers, testNhsNumber } from './seeded-numbers.ts'

const VERIFICATION = {
  verified: { system: CS.nhsNumberVerification, code: '01', display: 'Number present and verified' },
  'verified-in-retired-codes': {
    system: CS.retiredNhsNumberVerification,
    code: 'number-present-and-verified',
    display: 'Number present and verified',
  },
  'not-traced': { system: CS.nhsNumberVerification, code: '02', display: 'Number present but not traced' },
  'fails-check': { system: CS.nhsNumberVerification, code: '03', display: 'Trace required' },
} as const

function identifiers({ nhsNumber = 'verified' }: PersonCase, slug: string, draw: SeededNumbers): Identifier[] {
  const local: Identifier = { system: ID.syntheticPatient, value: slug }
  const number = testNhsNumber(draw)
  if (nhsNumber === 'unavailable' || nhsNumber === 'absent') return [local]
  return [
    {
      extension: [
        { url: EXT.nhsNumberVerification, valueCodeableConcept: { coding: [{ ...VERIFICATION[nhsNumber] }] } },
      ],
      system: ID.nhsNumber,
      value: nhsNumber === 'fails-check' ? mistyped(number) : number,
    },
    local,
  ]
}

function extensions({ ethnicity, language, nhsNumber }: PersonCase): Extension[] {
  return [
    ...(ethnicity
      ? [
          {
            url: EXT.ethnicCategory,
            valueCodeableConcept: {
              coding: [
                {
                  system: ethnicity.codes === 'current' ? CS.ethnicCategory : CS.retiredEthnicCategory,
                  code: ethnicity.code,
                  display: ethnicity.display,
                },
              ],
            },
          },
        ]
      : []),
    ...(language?.interpreter ? [{ url: EXT.interpreterRequired, valueBoolean: true }] : []),
    ...(nhsNumber === 'unavailable'
      ? [
          {
            url: EXT.nhsNumberUnavailable,
            valueCodeableConcept: {
              coding: [
                { system: CS.nhsNumberUnavailable, code: 'nhs-number-not-known', display: 'NHS number not known' },
              ],
            },
          },
        ]
      : []),
  ]
}

/** A birthday that stays the same from day to day, in the year that makes the age right today. */
function birthDate(age: number, today: LocalDate, draw: SeededNumbers): LocalDate {
  const day = `${String(1 + draw(12)).padStart(2, '0')}-${String(1 + draw(28)).padStart(2, '0')}`
  const year = Number(today.slice(0, 4)) - age - (day > today.slice(5) ? 1 : 0)
  return `${year}-${day}`
}

export function patientResource({ slug, scenario, person }: PatientCase, today: LocalDate): Patient {
  const draw = seededNumbers(slug)
  const identifier = identifiers(person, slug, draw)
  const extension = extensions(person)
  const phones = telecom(person, slug, today, draw)
  const { language, partner, practice = 'practice-demo' } = person
  return {
    resourceType: 'Patient',
    id: `patient-${slug}`,
    meta: {
      tag: [{ system: CS.synthetic, code: slug, display: scenario }],
      ...(person.restricted && { security: [{ system: CS.confidentiality, code: 'R', display: 'restricted' }] }),
    },
    ...(extension.length > 0 && { extension }),
    identifier,
    active: person.replacedBy === undefined,
    name: [...person.names],
    ...(phones.length > 0 && { telecom: phones }),
    gender: person.gender,
    birthDate: birthDate(person.age, today, draw),
    ...(person.diedDaysAgo !== undefined && { deceasedDateTime: addDays(today, -person.diedDaysAgo) }),
    address: addresses(person, today, draw),
    ...(partner && {
      contact: [
        {
          relationship: [{ text: 'Partner' }],
          name: partner.name,
          ...(partner.holdsThePhone && { telecom: phones.slice(0, 1) }),
        },
      ],
    }),
    ...(language && {
      communication: [
        {
          language: {
            coding: [{ system: 'urn:ietf:bcp:47', code: language.code, display: language.display }],
          },
          preferred: true,
        },
      ],
    }),
    generalPractitioner: [{ reference: `Organization/${practice}` }],
    managingOrganization: { reference: `Organization/${practice}` },
    ...(person.replacedBy !== undefined && {
      link: [{ other: { reference: `Patient/patient-${person.replacedBy}` }, type: 'replaced-by' }],
    }),
  }
}
