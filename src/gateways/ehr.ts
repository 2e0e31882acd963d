import type { RecordPart } from '../domain/clinical-context.ts'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import {
  conditionSchema,
  type EhrRecord,
  encounterSchema,
  organizationSchema,
  patientSchema,
  practitionerRoleSchema,
  practitionerSchema,
  type ReferenceRecord,
  serviceRequestSchema,
} from '../fhir/ehr-record.ts'
import { insteadOf, recordSearches } from '../fhir/record-queries.ts'
import { understood } from '../fhir/understood.ts'
import { readEhrFitNotes } from './ehr-fit-notes.ts'
import { createEhrReading, type EhrAccess } from './ehr-reading.ts'
import type { FhirClient } from './fhir-client.ts'
import { onceEach } from './once-each.ts'

/**
 * Reads what a consultation needs, all parts at once. Only a patient who cannot be read stops the page; any other part
 * that fails becomes a gap with its name and reason.
 */
export async function readEhrRecord(
  fhir: FhirClient,
  access: EhrAccess,
  now: () => Date,
): Promise<Result<EhrRecord, GatewayFailure>> {
  const searches = recordSearches(access.patientId, access.fhirUser)
  const instead = insteadOf(access.patientId)
  const parts = createEhrReading(fhir, access)
  const { gaps, gap, one, many, idOf, reading } = parts

  const organization = (part: RecordPart, reference: ReferenceRecord | undefined) => {
    const id = idOf(reference?.reference, 'Organization')
    return id ? one(part, organizationSchema, 'Organization', id) : undefined
  }

  /** The signed-in clinician, with role and practice: one after the other, beside the other parts. */
  async function clinician() {
    const [type, id = ''] = access.fhirUser.split('/')
    const role =
      type === 'PractitionerRole'
        ? await one('clinician', practitionerRoleSchema, 'PractitionerRole', id)
        : (await many('clinician', practitionerRoleSchema, searches.roles))
            // A server that overlooks the parameter answers with somebody else's role.
            .filter(each => idOf(each.practitioner?.reference, 'Practitioner') === id)
            .find(each => each.active !== false)
    const practitionerId = type === 'Practitioner' ? id : idOf(role?.practitioner?.reference, 'Practitioner')
    // A role that names nobody leaves the clinician without a name: said, not passed over.
    if (!practitionerId && role) gap('clinician', 'NOT_FOUND')
    const [practitioner, practice] = await Promise.all([
      practitionerId ? one('clinician', practitionerSchema, 'Practitioner', practitionerId) : undefined,
      organization('practice', role?.organization),
    ])
    if (!practice && !gaps.some(each => each.part === 'practice')) gap('practice', 'NOT_FOUND')
    return { practitioner, practitionerRole: role, organization: practice }
  }

  /** Active ones, and those that do not say whether they are: such a one must not vanish (hazard H14). */
  async function problems() {
    const [active, unsaid] = await Promise.all([
      many('conditions', conditionSchema, searches.conditions),
      many('conditions', conditionSchema, searches.conditionsWithoutStatus, instead.conditionsWithoutStatus),
    ])
    return onceEach([...active, ...unsaid])
  }

  async function patientAndPractice() {
    const answer = await reading
    if (!answer.ok) return answer
    const found = understood(patientSchema, answer.value)
    if (!found) return fail<GatewayFailure>({ code: 'GARBAGE', diagnostics: 'Patient not understood' })
    const { value: patient, leftOut } = found
    if (leftOut.length > 0) gap('patient', 'NOT_UNDERSTOOD')
    const practice = patient.generalPractitioner?.find(each => idOf(each.reference, 'Organization'))
    return ok({
      patient,
      ...(leftOut.length > 0 ? { patientLeftOut: [...leftOut] } : {}),
      registeredPractice: await organization('practice', practice ?? patient.managingOrganization),
    })
  }

  const [subject, staff, encounter, conditions, fitNotes, serviceRequests] = await Promise.all([
    patientAndPractice(),
    clinician(),
    access.encounterId ? one('encounter', encounterSchema, 'Encounter', access.encounterId) : undefined,
    problems(),
    readEhrFitNotes(parts, access),
    many('referrals', serviceRequestSchema, searches.referrals),
  ])
  if (!subject.ok) return subject
  return ok({
    readAt: now().toISOString(),
    issuer: access.issuer,
    fhirUser: access.fhirUser,
    ...subject.value,
    ...staff,
    encounter,
    conditions,
    ...fitNotes,
    serviceRequests: [...serviceRequests],
    gaps,
  })
}
