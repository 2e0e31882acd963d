import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import { identifierIn } from '../../src/fhir/elements.ts'
import { ID } from '../../src/fhir/systems.ts'
import type { BasicDeps } from './consultation-deps.ts'

/**
 * A keyed hash of the clinician's own organisation as their record system names it; of another record system's never, whatever that
 * says of itself. Undefined where the record names none: then nobody's referrals are listed.
 */
export function practiceKeyOf(
  { organization, issuer }: EhrRecord,
  deps: Pick<BasicDeps, 'patientKeyOf'>,
): string | undefined {
  if (!organization) return undefined
  const ods = identifierIn(organization.identifier, ID.odsOrganisation)?.value
  return deps.patientKeyOf(JSON.stringify(['practice', issuer, ods ?? organization.id]))
}
