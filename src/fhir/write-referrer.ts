import type { Identifier, Practitioner, PractitionerRole } from 'fhir/r4.js'
import { PROFESSION_NAMES } from '../domain/clinician.ts'
import type { Referral } from '../domain/referral.ts'
import { asStated } from '../domain/stated-referrer.ts'
import { own, PROFESSION_CODES } from './codes.ts'
import type { EhrRecord } from './ehr-record.ts'
import { currentName, displayName, identifierIn } from './elements.ts'
import { CS, ID, keeps } from './systems.ts'
import { writeName } from './write-name.ts'

/** The first identifier of the EHR, else one made of the EHR's own address for this person: matched, never merged. */
export function practitionerIdentifier(record: EhrRecord): Identifier {
  for (const system of [ID.gmc, ID.nmc, ID.hcpc, ID.gphc, ID.sdsUserId]) {
    const value = identifierIn(record.practitioner?.identifier, system)?.value
    if (value) return { system, value }
  }
  return { system: ID.clinician, value: `${record.issuer}/${record.fhirUser}` }
}

/**
 * Who refers, in the transaction. Under a name that only the clinician stated, it is a Practitioner of this one referral: else it could
 * stand at the hub, with that name, in the place of a registered person.
 */
export const requesterIdentifier = (referral: Referral, record: EhrRecord): Identifier =>
  referral.requester.nameFrom === 'self-declared'
    ? { system: ID.statedClinician, value: `${record.issuer}/${record.fhirUser}/${referral.id}` }
    : practitionerIdentifier(record)

export function writePractitioner(
  requester: Pick<Referral['requester'], 'name'>,
  record: EhrRecord,
  identifier: Identifier,
): Practitioner {
  const name = currentName(record.practitioner?.name, new Date(record.readAt))
  return {
    resourceType: 'Practitioner',
    meta: keeps('Practitioner'),
    identifier: [identifier],
    active: true,
    name: [
      name ? { ...writeName(name, 'usual'), text: displayName(name) ?? requester.name } : { text: requester.name },
    ],
  }
}

/** A role as the record has it, with the clinician's own organisation. */
export function roleIdentifier(
  { profession }: Pick<Referral['requester'], 'profession'>,
  record: EhrRecord,
): Identifier {
  const known = identifierIn(record.practitionerRole?.identifier, ID.sdsRoleProfileId)?.value
  return known
    ? { system: ID.sdsRoleProfileId, value: known }
    : { system: ID.clinician, value: roleValue(profession.is, record) }
}

function roleValue(profession: string, record: EhrRecord): string {
  const place = record.practitionerRole ? `PractitionerRole/${record.practitionerRole.id}` : record.fhirUser
  return `${record.issuer}/${place}/${profession}`
}

/**
 * A role is found again by its identifier, with the person and the practice that it led to the first time: one that is not wholly the
 * record's word is this referral's own, and never goes by the role profile that a proven one goes by.
 */
export function practitionerRoleIdentifier({ id, requester, practice }: Referral, record: EhrRecord): Identifier {
  const value = roleValue(requester.profession.is, record)
  if (requester.nameFrom === 'self-declared' || practice.from === 'self-declared')
    return { system: ID.statedClinician, value: `${value}/${id}` }
  // Without an organisation of the clinician's own, the role leads to that of one patient.
  if (!record.organization) return { system: ID.clinician, value: `${value}/${record.registeredPractice?.id}` }
  return roleIdentifier(requester, record)
}

/** A profession that the clinician named, not the EHR, is marked as such in its text (decision 13). */
export function writePractitionerRole(
  requester: Pick<Referral['requester'], 'profession'>,
  identifier: Identifier,
  practitioner: string,
  organization: string,
): PractitionerRole {
  const { is, from } = requester.profession
  const snomed = PROFESSION_CODES[is]
  const name = PROFESSION_NAMES[is]
  return {
    resourceType: 'PractitionerRole',
    meta: keeps('PractitionerRole'),
    identifier: [identifier],
    active: true,
    practitioner: { reference: practitioner },
    organization: { reference: organization },
    code: [
      {
        coding: [own(CS.profession, is, name), ...(snomed && from === 'record' ? [snomed] : [])],
        text: from === 'record' ? name : asStated(name),
      },
    ],
  }
}
