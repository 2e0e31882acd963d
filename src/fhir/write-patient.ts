import type {
  Address,
  CodeableConcept,
  ContactPoint,
  Extension,
  HumanName,
  Identifier,
  Patient,
  QuestionnaireResponse,
  Reference,
} from 'fhir/r4.js'
import { isLocalDate } from '../domain/local-date.ts'
import { isNhsNumber } from '../domain/nhs-number.ts'
import { holdsContactBack, type Referral } from '../domain/referral.ts'
import type { EhrRecord } from './ehr-record.ts'
import { currentName, displayName } from './elements.ts'
import { HELD_BACK } from './held-back.ts'
import { languageCode } from './language-code.ts'
import { whyNoNumber } from './nhs-number-unavailable.ts'
import { nhsNumberVerification } from './nhs-number-verification.ts'
import { allAnswers } from './read-answers.ts'
import { nhsNumberIdentifier } from './read-patient.ts'
import { addressLine } from './restricted-contact.ts'
import { CS, EXT, ID, keeps } from './systems.ts'
import { pickedAddress } from './temporary-address.ts'
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
  const number = nhsNumber(referral, record)
  const extension: Extension[] = [
    ...(number.sent ? [] : [{ url: EXT.nhsNumberUnavailable, valueCodeableConcept: number.why }]),
    ...(interpreter === undefined ? [] : [{ url: EXT.interpreterRequired, valueBoolean: interpreter }]),
  ]
  const isHeldBack = holdsContactBack(referral.concern)
  const address = isHeldBack ? undefined : writeAddress(text('contact-address'), pickedAddress(response), record)
  const telecom = isHeldBack ? HELD_BACK : writeTelecom(text('contact-phone'), text('contact-email'))
  const birthDate = record.patient.birthDate
  return {
    resourceType: 'Patient',
    meta: keeps('Patient'),
    ...(extension.length ? { extension } : {}),
    identifier: [{ system: ID.referralPatient, value: referral.id }, ...(number.sent ? [number.identifier] : [])],
    active: true,
    ...writeNames(record),
    ...(telecom.length ? { telecom } : {}),
    ...(birthDate && isLocalDate(birthDate) ? { birthDate } : {}),
    ...(address ? { address: [address] } : {}),
    ...writeLanguage(language),
    ...(registered ? { generalPractitioner: [registered] } : {}),
  }
}

type NhsNumber =
  | { readonly sent: true; readonly identifier: Identifier }
  | { readonly sent: false; readonly why: CodeableConcept }

const NOT_KNOWN = { system: CS.nhsNumberUnavailable, code: 'nhs-number-not-known', display: 'NHS number not known' }

/** Only under the service's agreement, only with its check digit right; else it is said why there is none. */
function nhsNumber(referral: Referral, record: EhrRecord): NhsNumber {
  if (referral.service.nhsNumber.send !== 'yes') return { sent: false, why: { text: 'Not sent to this service' } }
  const identifier = nhsNumberIdentifier(record.patient, new Date(record.readAt))
  const value = identifier?.value?.replace(/\s/g, '')
  if (!value)
    return { sent: false, why: whyNoNumber(record.patient) ?? { coding: [NOT_KNOWN], text: 'Not in the record' } }
  if (!isNhsNumber(value))
    return { sent: false, why: { coding: [NOT_KNOWN], text: 'The number in the record fails its check' } }
  const verification = nhsNumberVerification(identifier)
  return {
    sent: true,
    identifier: { ...(verification ? { extension: [verification] } : {}), system: ID.nhsNumber, value },
  }
}

/** The name in use now, and no former ones; one that is missing is said to be. */
function writeNames(record: EhrRecord): Pick<Patient, 'name'> {
  const name = currentName(record.patient.name, new Date(record.readAt))
  const written: HumanName = name ? writeName(name, 'official') : { use: 'official' }
  return { name: [displayName(written) ? written : { ...written, text: 'Name missing from the record' }] }
}

/** Coded, as UK Core demands, or not here at all: the answer on the form says every language in words. */
function writeLanguage(language: string | undefined): Pick<Patient, 'communication'> {
  const code = language && languageCode(language)
  if (!code) return {}
  return { communication: [{ language: { coding: [{ system: CS.language, code }], text: language }, preferred: true }] }
}

const writeTelecom = (phone: string | undefined, email: string | undefined): ContactPoint[] => [
  ...(phone ? [{ system: 'phone', value: phone, rank: 1 } as const] : []),
  ...(email ? [{ system: 'email', value: email } as const] : []),
]

/** The record's address in its parts as long as the clinician left it as it was, or picked it; else the text that was typed. */
function writeAddress(text: string | undefined, picked: string | undefined, record: EhrRecord): Address | undefined {
  if (!text) return undefined
  const known = (record.patient.address ?? []).filter(each => addressLine(each) === text)
  const same = (picked === text && known.find(each => each.use === 'temp')) || known[0]
  if (!same) return { use: picked === text ? 'temp' : 'home', text }
  return {
    use: same.use === 'temp' ? 'temp' : 'home',
    text,
    ...(same.line?.length ? { line: same.line } : {}),
    ...(same.city ? { city: same.city } : {}),
    ...(same.postalCode ? { postalCode: same.postalCode } : {}),
  }
}
