import type { FhirResource } from 'fhir/r4.js'
import type { z } from 'zod'
import type { ContextGap, RecordPart } from '../domain/clinical-context.ts'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { NEEDED } from '../fhir/ehr-record.ts'
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
export type Search = readonly [Type, Readonly<Record<string, string>>]

/** It does not take the question, as FHIR R4 3.1.1.4 has it of an unknown parameter or modifier; whatever else went wrong is a failure. */
const isCannotSearch = ({ code, status }: GatewayFailure): boolean => code === 'REFUSED' || status === 501

/**
 * How a part of one patient's record is read: parsed, held against the launched patient, and whatever fails named as a gap.
 * Only what the launch was granted is asked for.
 */
export function createEhrReading(fhir: FhirClient, access: EhrAccess) {
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

  /** One search; `cannot-search` where the server refuses to be asked in this way, which is no gap yet. */
  async function asked<T>(
    part: RecordPart,
    schema: z.ZodType<T>,
    [type, query]: Search,
  ): Promise<readonly T[] | 'cannot-search'> {
    if (!access.mayDo(type, 's')) {
      gap(part, 'NOT_GRANTED')
      return []
    }
    const answer = await fhir.search(type, query)
    if (!answer.ok && isCannotSearch(answer.failure)) return 'cannot-search'
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

  /** A search, and what is asked instead where the server refuses it. */
  async function many<T>(part: RecordPart, schema: z.ZodType<T>, ...ways: readonly Search[]): Promise<readonly T[]> {
    for (const way of ways) {
      const found = await asked(part, schema, way)
      if (found !== 'cannot-search') return found
    }
    gap(part, 'REFUSED')
    return []
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

  return { gaps, gap, parsed, one, asked, many, idOf, reading }
}
export type EhrReading = ReturnType<typeof createEhrReading>
