import type { Result } from '../../domain/result.ts'
import type { Answered, FhirRequest } from './answer.ts'
import type { Problem } from './outcome.ts'
import type { FhirResource } from './resource.ts'
import type { Store } from './store.ts'

/** What becomes of an update: what is stored, and what is stored along with it. */
interface Ruled {
  readonly resource: FhirResource
  readonly alongside: readonly FhirResource[]
}

/** What a server may know better than FHIR does: which updates of a resource make sense. */
export type UpdateRule = (
  change: {
    readonly current: FhirResource
    readonly next: FhirResource
    /** Who asks, where the server knows its callers. */
    readonly by: string | undefined
    /** The other resources of the same transaction. */
    readonly others: readonly FhirResource[]
  },
  at: string,
) => Result<Ruled | 'unchanged', Problem>

/** What an operation of a server's own works with. */
export interface OperationContext {
  readonly store: Store
  readonly now: () => Date
}

/** An operation on one resource, named `Type/$operation`. */
export type InstanceOperation = (context: OperationContext, request: FhirRequest, id: string) => Answered

export interface ServerRules {
  readonly update?: UpdateRule
  readonly operations?: Readonly<Record<string, InstanceOperation>>
}
