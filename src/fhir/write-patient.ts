import type {
  Address,
  ContactPoint,
  Extension,
  Identifier,
  Patient,
  QuestionnaireResponse,
  Reference,
} from 'fhir/r4.js'
import { isLocalDate } from '../domain/local-date.ts'
import { isNhsNumber } from '../domain/nhs-number.ts'
import type { Referral } from '../domain/referral.ts'
import type { EhrRecord } from './ehr-record.ts'
import { currentName } from './elements.ts'
import { nhsNumberVerification } from './nhs-number-verification.ts'
import { allAnswers } from './read-answers.ts'
import { nhsNumberIdentifier } from './read-patient.ts'
import { EXT, ID, ukCore } from './systems.ts'
import { writeName } from './write-name.ts'

/**
 * One snapshot of the patient per referral, with today's contact details (decision 7): the fewest fields that the coach
 * needs. No gender, no ethnic category, no other identifier; the NHS number only under the service's agreement.
 */
export function writePatient(
  referral: Referral,
  record: EhrRecord,
  response: QuestionnaireResponse,
  registered: Reference | undefined,
): Patient {
  const answers = allAnswers(response.item ?? [])
  const text = (linkId: string) => answers.get(linkId)?.[0]?.valueString?.trim()
  const language = text('language')
  const interpreter = answers.get('interpreter')?.[0]?.valueBoolean
  const extension: Extension[] = [
    ...(interpreter === undefined ? [] : [{ url: EXT.interpreterRequired, valueBoolean: interpreter }]),
  ]
  const address = writeAddress(text('contact-address'), record)
  const telecom = writeTelecom(text('contact-phone'), text('contact-email'))
  const birthDate = record.patient.birthDate
  return {
    resourceType: 'Patient',
    meta: { profile: [ukCore('Patient')] },
    ...(extension.length ? { extension } : {}),
    identifier: [{ system: ID.referralPatient, value: referral.id }, ...nhsNumber(referral, record)],
    active: true,
    ...writeNames(record),
    ...(telecom.length ? { telecom } : {}),
    ...(birthDate && isLocalDate(birthDate) ? { birthDate } : {}),
    ...(address ? { address: [address] } : {}),
    ...(language ? { communication: [{ language: { text: language }, preferred: true }] } : {}),
    ...(registered ? { generalPractitioner: [registered] } : {}),
  }
}

function nhsNumber(referral: Referral, record: EhrRecord): Identifier[] {
  const identifier = nhsNumberIdentifier(record.patient, new Date(record.readAt))
  const value = identifier?.value?.replace(/\s/g, '')
  if (referral.service.nhsNumber.send !== 'yes' || !value || !isNhsNumber(value)) return []
  const verification = nhsNumberVerification(identifier)
  return [{ ...(verification ? { extension: [verification] } : {}), system: ID.nhsNumber, value }]
}

/** The name in use now, and no former ones. */
function writeNames(record: EhrRecord): Pick<Patient, 'name'> {
  const name = currentName(record.patient.name, new Date(record.readAt))
  return name ? { name: [writeName(name, 'official')] } : {}
}

const writeTelecom = (phone: string | undefined, email: string | undefined): ContactPoint[] => [
  ...(phone ? [{ system: 'phone', value: phone, rank: 1 } as const] : []),
  ...(email ? [{ system: 'email', value: email } as const] : []),
]

/** The record's address in its parts as long as the clinician left it as it was; else the text that was typed. */
function writeAddress(text: string | undefined, record: EhrRecord): Address | undefined {
  if (!text) return undefined
  const same = record.patient.address?.find(
    each => [...(each.line ?? []), each.city, each.postalCode].filter(Boolean).join(', ') === text,
  )
  if (!same) return { use: 'home', text }
  return {
    use: same.use === 'temp' ? 'temp' : 'home',
    text,
    ...(same.line?.length ? { line: same.line } : {}),
    ...(same.city ? { city: same.city } : {}),
    ...(same.postalCode ? { postalCode: same.postalCode } : {}),
  }
}
