import { z } from 'zod'
import { CS, ID } from '../../fhir/systems.ts'
import { safeId } from './ownership.ts'

/** One row of the page on which patient and clinician are picked. */
export interface ListedPatient {
  readonly id: string
  readonly name: string
  readonly birthDate?: string
  /** As the record has it, whether or not it is a right one. */
  readonly nhsNumber?: string
  readonly scenario?: string
}

// A record may hold anything: what cannot be read is not shown here, and hides nobody who could be launched.
const text = z.string().optional().catch(undefined)
const humanName = z
  .object({ use: text, text, family: text, given: z.array(z.string()).default([]).catch([]) })
  .catch({ given: [] })
const tag = z.object({ system: text, display: text }).catch({})
const listOf = <T extends z.ZodType>(schema: T) => z.array(schema).default([]).catch([])

export const patientResource = z.object({
  resourceType: z.literal('Patient'),
  id: safeId,
  meta: z
    .object({ tag: listOf(tag) })
    .optional()
    .catch(undefined),
  identifier: listOf(z.object({ system: text, value: text }).catch({})),
  name: listOf(humanName),
  birthDate: text,
})
export type PatientResource = z.infer<typeof patientResource>

function nameOf({ id, name }: PatientResource): string {
  const shown = name.find(({ use }) => use === 'official') ?? name.find(({ use }) => use !== 'old') ?? name[0]
  const parts = [...(shown?.given ?? []), shown?.family].filter(part => part !== undefined).join(' ')
  return parts !== '' ? parts : (shown?.text ?? `Patient ${id}`)
}

export function listedPatient(patient: PatientResource): ListedPatient {
  const { id, meta, identifier, birthDate } = patient
  const nhsNumber = identifier.find(each => each.system === ID.nhsNumber)?.value
  const scenario = meta?.tag.find(each => each.system === CS.synthetic)?.display
  return {
    id,
    name: nameOf(patient),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(nhsNumber === undefined ? {} : { nhsNumber }),
    ...(scenario === undefined ? {} : { scenario }),
  }
}

/** A hub that shares the FHIR server makes its own copy of each referred patient: those are nobody's to launch. */
export const isHubCopy = ({ identifier }: PatientResource): boolean =>
  identifier.some(({ system }) => system === ID.referralPatient)
