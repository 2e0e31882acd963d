import type { Identifier, Practitioner, PractitionerRole } from 'fhir/r4.js'
import { PROFESSION_NAMES } from '../domain/clinician.ts'
import type { Referral } from '../domain/referral.ts'
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

export function writePractitioner(
  { requester }: { readonly requester: Pick<Referral['requester'], 'name'> },
  record: EhrRecord,
): Practitioner {
  const name = currentName(record.practitioner?.name, new Date(record.readAt))
  return {
    resourceType: 'Practitioner',
    meta: keeps('Practitioner'),
    identifier: [practitionerIdentifier(record)],
    active: true,
    name: [
      name ? { ...writeName(name, 'usual'), text: displayName(name) ?? requester.name } : { text: requester.name },
    ],
  }
}

export function practitionerRoleIdentifier({ requester }: Pick<Referral, 'requester'>, record: EhrRecord): Identifier {
  const known = identifierIn(record.practitionerRole?.identifier, ID.sdsRoleProfileId)?.value
  if (known) return { system: ID.sdsRoleProfileId, value: known }
  const place = record.practitionerRole ? `PractitionerRole/${record.practitionerRole.id}` : record.fhirUser
  return { system: ID.clinician, value: `${record.issuer}/${place}/${requester.profession.is}` }
}

/** A profession that the clinician named, not the EHR, is marked as such in its text (decision 13). */
export function writePractitionerRole(
  { requester }: Pick<Referral, 'requester'>,
  record: EhrRecord,
  practitioner: string,
  organization: string,
): PractitionerRole {
  const { is, from } = requester.profession
  const snomed = PROFESSION_CODES[is]
  const name = PROFESSION_NAMES[is]
  return {
    resourceType: 'PractitionerRole',
    meta: keeps('PractitionerRole'),
    identifier: [practitionerRoleIdentifier({ requester }, record)],
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
