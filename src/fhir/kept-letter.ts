import type { Bundle, FhirResource, Task } from 'fhir/r4.js'
import { z } from 'zod'
import { codeIn, displayName } from './elements.ts'
import { CS, ID } from './systems.ts'

const anyTask = z.looseObject({ resourceType: z.literal('Task'), status: z.string() })
const isTask = (value: unknown): value is Task => anyTask.safeParse(value).success

/** What is kept of a letter so that the service can answer it: its Task, and whose referral it is. */
export const keptLetter = z.strictObject({
  task: z.custom<Task>(isTask),
  patient: z.strictObject({ name: z.string(), born: z.string() }),
  /** A code of the work-status list, as the letter says it. */
  workStatus: z.string().optional(),
})
export type KeptLetter = z.infer<typeof keptLetter>

/** @throws Error when the Bundle is none of ours */
export function letterIn(bundle: Bundle): KeptLetter {
  const resources = (bundle as Bundle<FhirResource>).entry?.flatMap(each => each.resource ?? []) ?? []
  const task = resources.find(each => each.resourceType === 'Task')
  const patient = resources.find(each => each.resourceType === 'Patient')
  if (task?.resourceType !== 'Task' || patient?.resourceType !== 'Patient')
    throw new Error('A referral without a Task or a Patient cannot be a letter.')
  const finding = resources.find(
    each =>
      each.resourceType === 'Observation' &&
      each.identifier?.some(({ system, value }) => system === ID.extract && value?.endsWith('.work-status')),
  )
  const workStatus =
    finding?.resourceType === 'Observation' ? codeIn(finding.valueCodeableConcept, CS.workStatus) : undefined
  return {
    task,
    patient: { name: displayName(patient.name?.[0]) ?? 'Name not recorded', born: patient.birthDate ?? '' },
    ...(workStatus && { workStatus }),
  }
}
