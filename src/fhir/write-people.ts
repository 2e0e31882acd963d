import type {
  Address,
  ContactPoint,
  Extension,
  HealthcareService,
  HumanName,
  Identifier,
  Patient,
  Practitioner,
  PractitionerRole,
  QuestionnaireResponse,
  Reference,
} from 'fhir/r4.js'
import { PROFESSION_NAMES } from '../domain/clinician.ts'
import { isLocalDate } from '../domain/local-date.ts'
import { isNhsNumber } from '../domain/nhs-number.ts'
import type { Referral } from '../domain/referral.ts'
import type { WorkWellService } from '../domain/site.ts'
import { own, PROFESSION_CODES, SNOMED } from './codes.ts'
import type { EhrRecord, HumanNameRecord } from './ehr-record.ts'
import { currentName, displayName, identifierIn } from './elements.ts'
import { nhsNumberVerification } from './nhs-number-verification.ts'
import { allAnswers } from './read-answers.ts'
import { nhsNumberIdentifier } from './read-patient.ts'
import { CS, EXT, ID, ukCore } from './systems.ts'

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

const writeName = (name: HumanNameRecord, use: 'official' | 'usual'): HumanName => ({
  use,
  ...(name.text ? { text: name.text } : {}),
  ...(name.family ? { family: name.family } : {}),
  ...(name.given?.length ? { given: name.given } : {}),
  ...(name.prefix?.length ? { prefix: name.prefix } : {}),
})

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

/** The first identifier of the EHR, else one made of the EHR's own address for this person: matched, never merged. */
export function practitionerIdentifier(record: EhrRecord): Identifier {
  for (const system of [ID.gmc, ID.nmc, ID.hcpc, ID.gphc, ID.sdsUserId]) {
    const value = identifierIn(record.practitioner?.identifier, system)?.value
    if (value) return { system, value }
  }
  return { system: ID.clinician, value: `${record.issuer}/${record.fhirUser}` }
}

export function writePractitioner(referral: Referral, record: EhrRecord): Practitioner {
  const name = currentName(record.practitioner?.name, new Date(record.readAt))
  return {
    resourceType: 'Practitioner',
    meta: { profile: [ukCore('Practitioner')] },
    identifier: [practitionerIdentifier(record)],
    active: true,
    name: [
      name
        ? { ...writeName(name, 'usual'), text: displayName(name) ?? referral.requester.name }
        : { text: referral.requester.name },
    ],
  }
}

export function practitionerRoleIdentifier(referral: Referral, record: EhrRecord): Identifier {
  const known = identifierIn(record.practitionerRole?.identifier, ID.sdsRoleProfileId)
  if (known?.system && known.value) return { system: known.system, value: known.value }
  const place = record.practitionerRole ? `PractitionerRole/${record.practitionerRole.id}` : record.fhirUser
  return { system: ID.clinician, value: `${record.issuer}/${place}/${referral.requester.profession.is}` }
}

/** A profession that the clinician named, not the EHR, is marked as such in its text (decision 13). */
export function writePractitionerRole(
  referral: Referral,
  record: EhrRecord,
  practitioner: string,
  organization: string,
): PractitionerRole {
  const { is, from } = referral.requester.profession
  const snomed = PROFESSION_CODES[is]
  const name = PROFESSION_NAMES[is]
  return {
    resourceType: 'PractitionerRole',
    meta: { profile: [ukCore('PractitionerRole')] },
    identifier: [practitionerRoleIdentifier(referral, record)],
    active: true,
    practitioner: { reference: practitioner },
    organization: { reference: organization },
    code: [
      {
        coding: [own(CS.profession, is, name), ...(snomed && from === 'record' ? [snomed] : [])],
        text: from === 'record' ? name : `${name} (as stated by the clinician)`,
      },
    ],
  }
}

export const serviceIdentifier = (service: WorkWellService): Identifier => ({
  system: ID.service,
  value: `${service.site}/${service.id}`,
})

export const writeHealthcareService = (service: WorkWellService, provider: string): HealthcareService => ({
  resourceType: 'HealthcareService',
  meta: { profile: [ukCore('HealthcareService')] },
  identifier: [serviceIdentifier(service)],
  active: true,
  providedBy: { reference: provider },
  type: [{ coding: [SNOMED.employmentSupport] }],
  name: service.name,
  telecom: [{ system: 'phone', value: service.phone }],
})
