import type { BundleEntry, FhirResource, ServiceRequest, Task } from 'fhir/r4.js'
import type { Instant } from '../domain/local-date.ts'
import { isOver, isPhase } from '../domain/referral-moves.ts'
import { codeIn } from './elements.ts'
import { putOver } from './linked-entries.ts'
import { CS } from './systems.ts'

type Stored<T> = T & { readonly id: string }

/** What stands open around a referral's Task at its hub, and ends with it. */
export interface OpenAround {
  readonly request: Stored<ServiceRequest> | undefined
  readonly questions: readonly Stored<Task>[]
}
export const NOTHING_OPEN: OpenAround = { request: undefined, questions: [] }

/** The request as the hub has it, and the questions among the parts of the Task that wait for an answer. */
export function openAround(request: FhirResource | undefined, parts: readonly FhirResource[]): OpenAround {
  const isRequest = (each: FhirResource | undefined): each is Stored<ServiceRequest> =>
    each?.resourceType === 'ServiceRequest' && each.id !== undefined && each.status === 'active'
  const isQuestion = (each: FhirResource): each is Stored<Task> =>
    each.resourceType === 'Task' &&
    each.id !== undefined &&
    each.status === 'requested' &&
    codeIn(each.code, CS.taskKind) === 'provide-information'
  return { request: isRequest(request) ? request : undefined, questions: parts.filter(isQuestion) }
}

const REQUEST = 'urn:uuid:00000000-0000-4000-8000-0000000000b0'
const question = (index: number): string =>
  `urn:uuid:00000000-0000-4000-8000-0000000001${String(index).padStart(2, '0')}`

/**
 * What is written together with the end of the work, on the versions that were read: nobody is asked any more (hazard H16), and a request that
 * was carried out is completed. One that was declined stays the referrer's, to be sent elsewhere or revoked.
 */
export function endedWith(task: Task, open: OpenAround, now: Instant): BundleEntry<FhirResource>[] {
  if (!isPhase(task.status) || !isOver(task.status)) return []
  return [
    ...(open.request && task.status === 'completed'
      ? [putOver(REQUEST, { ...open.request, status: 'completed' as const })]
      : []),
    ...open.questions.map((each, index) =>
      putOver(question(index), {
        ...each,
        status: 'cancelled' as const,
        statusReason: { text: 'The referral has ended' },
        lastModified: now,
      }),
    ),
  ]
}
