import type { BundleEntry, FhirResource, ProvenanceAgent, Reference } from 'fhir/r4.js'
import type { Clinician } from '../domain/clinician.ts'
import type { EhrRecord } from './ehr-record.ts'
import { createOnce } from './transaction-entry.ts'
import { organizationIdentifier, writeOrganization } from './write-organizations.ts'
import { practitionerIdentifier, roleIdentifier, writePractitioner, writePractitionerRole } from './write-referrer.ts'

/** Who did something, and for which organisation: the parts of a Provenance's agent that say so. */
export type Agent = Pick<ProvenanceAgent, 'who' | 'onBehalfOf'>

/** The clinician who does something about a referral: themselves, whoever referred (ADR 0021). */
export interface ActingClinician {
  readonly name: string
  /** Go along with what they do, so that the references below hold at the hub: each is made there once. */
  readonly entries: readonly BundleEntry<FhirResource>[]
  readonly agent: Agent
  /** The same by identifiers alone, where nothing can go along. */
  readonly byIdentifier: Agent
}

const NAMELESS = 'Name not in the record'
const PRACTITIONER = 'urn:uuid:00000000-0000-4000-8000-0000000ac701'
const ROLE = 'urn:uuid:00000000-0000-4000-8000-0000000ac702'
const ORGANIZATION = 'urn:uuid:00000000-0000-4000-8000-0000000ac703'

/**
 * By their own identifiers as the record has them. The organisation is the clinician's own: where the record does not say it, none is named, for the
 * patient's practice may be another. Of somebody without a name or a profession no more is written than is known.
 */
export function actingClinician(
  record: EhrRecord,
  { name: known, nameFrom, profession, identifiers }: Clinician,
): ActingClinician {
  const isNamed = known !== 'unknown'
  const name = isNamed ? known : NAMELESS
  const own = record.organization?.name ? record.organization : undefined
  const practice = own && {
    identifier: organizationIdentifier(own, record.issuer),
    name: own.name ?? '',
    entry: createOnce(
      ORGANIZATION,
      writeOrganization(own, organizationIdentifier(own, record.issuer)),
      organizationIdentifier(own, record.issuer),
    ),
  }
  const onBehalfOf = (reference: Reference | undefined) => (reference ? { onBehalfOf: reference } : {})
  const behalf = practice && { type: 'Organization', identifier: practice.identifier, display: practice.name }
  const person = practitionerIdentifier(record)
  const requester = profession === 'unknown' ? undefined : { name, profession, identifiers }
  const role = requester && practice && roleIdentifier(requester, record)
  const byIdentifier: Agent = {
    who: role
      ? { type: 'PractitionerRole', identifier: role, display: name }
      : { type: 'Practitioner', identifier: person, display: name },
    ...onBehalfOf(behalf),
  }
  // A name that the clinician stated, and says so itself, stands in nobody's place at the hub.
  if (!isNamed || nameFrom === 'self-declared') return { name, entries: [], agent: byIdentifier, byIdentifier }
  const roleEntry =
    requester && role && createOnce(ROLE, writePractitionerRole(requester, role, PRACTITIONER, ORGANIZATION), role)
  return {
    name,
    entries: [
      ...(practice ? [practice.entry] : []),
      createOnce(PRACTITIONER, writePractitioner({ name }, record, person), person),
      ...(roleEntry ? [roleEntry] : []),
    ],
    agent: {
      who: { reference: roleEntry ? ROLE : PRACTITIONER, display: name },
      ...onBehalfOf(practice && { reference: ORGANIZATION, display: practice.name }),
    },
    byIdentifier,
  }
}

/** Where the record itself has the clinician: in the role that they are signed in with, where it names one. */
export const clinicianInRecord = ({ practitionerRole, fhirUser }: EhrRecord): string =>
  practitionerRole ? `PractitionerRole/${practitionerRole.id}` : fhirUser
