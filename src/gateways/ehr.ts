import type { FhirResource } from 'fhir/r4.js'
import type { z } from 'zod'
import type { ContextGap, RecordPart } from '../domain/clinical-context.ts'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import {
  conditionSchema,
  documentReferenceSchema,
  type EhrRecord,
  encounterSchema,
  NEEDED,
  observationSchema,
  organizationSchema,
  patientSchema,
  practitionerRoleSchema,
  practitionerSchema,
  type ReferenceRecord,
  serviceRequestSchema,
} from '../fhir/ehr-record.ts'
import { recordSearches } from '../fhir/record-queries.ts'
import { localReference } from '../fhir/resource-about.ts'
import { understood } from '../fhir/understood.ts'
import type { FhirClient } from './fhir-client.ts'
import { isOfPatient } from './whose-record.ts'

export interface EhrAccess {
  readonly issuer: string
  readonly patientId: string
  readonly encounterId?: string | undefined
  /** Relative: `Practitioner/1` or `PractitionerRole/1`. */
  readonly fhirUser: string
  /** What the EHR granted to this launch: `r` read, `s` search. */
  readonly mayDo: (type: string, interaction: 'r' | 's') => boolean
}

type Type = Parameters<FhirClient['read']>[0]

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
  const gaps: ContextGap[] = []
  const gap = (part: RecordPart, why: ContextGap['why']): void => {
    if (!gaps.some(each => each.part === part)) gaps.push({ part, why })
  }

  function parsed<T>(part: RecordPart, schema: z.ZodType<T>, resources: readonly FhirResource[]): T[] {
    return resources.flatMap(resource => {
      const found = understood(schema, resource, NEEDED[resource.resourceType])
      if (!found || found.leftOut.length > 0) gap(part, 'NOT_UNDERSTOOD')
      return found ? [found.value] : []
    })
  }

  async function one<T>(part: RecordPart, schema: z.ZodType<T>, type: Type, id: string): Promise<T | undefined> {
    if (!access.mayDo(type, 'r')) {
      gap(part, 'NOT_GRANTED')
      return undefined
    }
    const answer = await fhir.read(type, id)
    if (!answer.ok) {
      gap(part, answer.failure.code)
      return undefined
    }
    const [understood] = parsed(part, schema, [answer.value])
    if (understood === undefined || (await isOwn(answer.value))) return understood
    gap(part, 'GARBAGE')
    return undefined
  }

  async function many<T>(
    part: RecordPart,
    schema: z.ZodType<T>,
    [type, query]: readonly [Type, Record<string, string>],
    instead?: readonly [Type, Record<string, string>],
  ): Promise<T[]> {
    if (!access.mayDo(type, 's')) {
      gap(part, 'NOT_GRANTED')
      return []
    }
    const answer = await fhir.search(type, query)
    if (!answer.ok && answer.failure.code === 'REFUSED' && instead) return many(part, schema, instead)
    if (!answer.ok) {
      gap(part, answer.failure.code)
      return []
    }
    const found = answer.value.filter(each => each.resourceType === type)
    const understood = found.filter(each => parsed(part, schema, [each]).length > 0)
    const own: FhirResource[] = []
    for (const each of understood) if (await isOwn(each)) own.push(each)
    // An EHR that mixes in what is not surely this patient's is believed in nothing more of this part than what surely is (H01).
    if (own.length < understood.length) gap(part, 'GARBAGE')
    return parsed(part, schema, own)
  }

  const base = access.issuer.replace(/\/+$/, '')
  // Read once, beside the other parts: whose those are may be said by the patient's identifiers alone.
  const reading = fhir.read('Patient', access.patientId)
  async function isOwn(resource: FhirResource): Promise<boolean> {
    const read = await reading
    const patient = read.ok ? read.value : undefined
    return isOfPatient(resource, { patientId: access.patientId, patient, base })
  }

  /** The id of a reference to one type in this EHR, absolute or versioned too; one to another server is not followed. */
  function idOf(reference: string | undefined, type: string): string | undefined {
    const [found, id] = localReference(reference, base)?.split('/') ?? []
    return found === type ? id : undefined
  }

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
      many('conditions', conditionSchema, searches.conditionsWithoutStatus, searches.allConditions),
    ])
    const known = new Set(active.map(each => each.id))
    return [...active, ...unsaid.filter(each => !known.has(each.id))]
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

  const [subject, staff, encounter, conditions, observations, documents, serviceRequests] = await Promise.all([
    patientAndPractice(),
    clinician(),
    access.encounterId ? one('encounter', encounterSchema, 'Encounter', access.encounterId) : undefined,
    problems(),
    many('fit-notes', observationSchema, searches.observations),
    many('fit-notes', documentReferenceSchema, searches.documents),
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
    observations,
    documents,
    serviceRequests,
    gaps,
  })
}
