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

const humanName = z.object({
  use: z.string().optional(),
  text: z.string().optional(),
  family: z.string().optional(),
  given: z.array(z.string()).default([]),
})

const tag = z.object({ system: z.string().optional(), display: z.string().optional() })

export const patientResource = z.object({
  resourceType: z.literal('Patient'),
  id: safeId,
  meta: z.object({ tag: z.array(tag).default([]) }).optional(),
  identifier: z.array(z.object({ system: z.string().optional(), value: z.string().optional() })).default([]),
  name: z.array(humanName).default([]),
  birthDate: z.string().optional(),
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
