import type { PatientSummary } from '../domain/clinical-context.ts'
import { isNhsNumber } from '../domain/nhs-number.ts'
import type { IdentifierRecord, PatientRecord } from './ehr-record.ts'
import { currentName, dayOf, displayName, identifierIn, isCurrent } from './elements.ts'
import { hasRestrictedContact, temporaryAddress } from './restricted-contact.ts'
import { ID } from './systems.ts'
import { unreadableFacts } from './unreadable-facts.ts'

/** The FHIR Patient in the clinician's words. What the record does not say is said to be unknown or missing. */
export function readPatient(
  patient: PatientRecord,
  registeredPracticeCode: string | undefined,
  now: Date,
  leftOut: readonly string[] = [],
): PatientSummary {
  const name = displayName(currentName(patient.name, now))
  const nhsNumber = readNhsNumber(patient, now)
  // With any mark of restriction none is offered (hazard H02).
  const isHidden = isRestricted(patient) || hasRestrictedContact(patient)
  const temporary = isHidden ? undefined : temporaryAddress(patient, now)
  return {
    id: patient.id,
    name: name ?? 'Name missing from the record',
    birthDate: dayOf(patient.birthDate),
    nhsNumber,
    gender: patient.gender ?? 'unknown',
    postcode: homePostcode(patient, now) ?? 'unknown',
    ...(temporary === undefined ? {} : { temporaryAddress: temporary }),
    practiceCode: registeredPracticeCode ?? 'unknown',
    deceased: patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined,
    restricted: isRestricted(patient),
    superseded: patient.active === false || (patient.link ?? []).some(link => link.type === 'replaced-by'),
    unreadable: unreadableFacts(patient, leftOut, { name: name !== undefined, nhsNumber: isNhsNumber(nhsNumber) }),
  }
}

/** The NHS number in use: a number that was replaced stays in a record as `old`, and belongs on no referral (hazard H01). */
export const nhsNumberIdentifier = (patient: PatientRecord, now: Date): IdentifierRecord | undefined =>
  identifierIn(
    patient.identifier?.filter(each => each.use !== 'old' && isCurrent(each.period, now)),
    ID.nhsNumber,
  )

function readNhsNumber(patient: PatientRecord, now: Date): PatientSummary['nhsNumber'] {
  const value = nhsNumberIdentifier(patient, now)?.value?.replace(/\s/g, '')
  if (!value) return 'missing'
  return isNhsNumber(value) ? value : 'invalid'
}

/**
 * Confidentiality R (restricted) or V (very restricted), as the PDS marks people whose address must not be known.
 * Labels come from several code systems, older ones among them; with any of them the doubt is the patient's.
 */
const isRestricted = (patient: PatientRecord): boolean =>
  (patient.meta?.security ?? []).some(label => ['R', 'V'].includes(label.code ?? ''))

function homePostcode(patient: PatientRecord, now: Date): string | undefined {
  const current = (patient.address ?? []).filter(address => address.use !== 'old' && isCurrent(address.period, now))
  return (current.find(address => address.use === 'home') ?? current[0])?.postalCode
}
