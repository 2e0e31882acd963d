import { fail, ok, type Result } from '../../domain/result.ts'
import type { Answer, Answered, FhirRequest } from './answer.ts'
import { type BundleRequest, entriesOf, entryPath, parseEntry } from './bundle-entry.ts'
import { responseBundle } from './bundle-response.ts'
import { type Problem, problemAt, refuse } from './outcome.ts'
import { answerRead } from './read-request.ts'
import { checkIncoming, checkOutgoing } from './references.ts'
import type { FhirResource } from './resource.ts'
import type { ServerContext } from './server-context.ts'
import { deletionTarget } from './single-write.ts'
import { planWrites } from './transaction-plan.ts'
import { carryOut, carryOutPatch } from './transaction-write.ts'
import { deleteResource } from './write.ts'

/** All or nothing: everything is staged in one unit, which is dropped on the first problem. */
export const runTransaction = (
  context: ServerContext,
  bundle: FhirResource,
  { base, prefer, by }: FhirRequest,
): Answered => {
  const entries: BundleRequest[] = []
  for (const [index, entry] of entriesOf(bundle).entries()) {
    const parsed = parseEntry(entry, index, base)
    if (!parsed.ok) return parsed
    entries.push({ ...parsed.value, by })
  }
  const unit = context.store.begin(context.now())
  const answers = new Map<number, Answer>()
  const each = (methods: readonly string[], answer: (entry: BundleRequest) => Answered): Result<undefined, Problem> => {
    for (const entry of entries.filter(({ method }) => methods.includes(method))) {
      const answered = answer(entry)
      if (!answered.ok) return fail(problemAt(entryPath(entry.index), answered.failure))
      answers.set(entry.index, answered.value)
    }
    return ok(undefined)
  }

  // R4 transaction rules: deletes, then creates, then updates and patches, then reads.
  const deleted = each(['DELETE'], entry => {
    const [type = '', id] = entry.path
    const target = id === undefined ? deletionTarget(unit, type, entry) : ok(id)
    if (!target.ok) return target
    const version = target.value === undefined ? undefined : deleteResource(unit, type, target.value)
    return ok({ status: 204, ...(version ? { version } : {}) })
  })
  if (!deleted.ok) return deleted
  const deletions = [...unit.staged]

  const plan = planWrites(
    unit,
    entries.filter(({ method }) => method === 'POST' || method === 'PUT'),
    deletions,
  )
  if (!plan.ok) return plan
  const written = each(['POST', 'PUT'], entry => carryOut(unit, base, plan.value, entry, context.rules.update))
  if (!written.ok) return written

  const patched = each(['PATCH'], entry => carryOutPatch(unit, plan.value, entry, context.rules.update))
  if (!patched.ok) return patched

  const linked = each(['POST', 'PUT', 'PATCH'], entry => {
    const answer = answers.get(entry.index)
    const resource = answer?.version?.resource
    const checked = resource ? checkOutgoing(unit, resource) : ok(undefined)
    if (!checked.ok) return checked
    return answer ? ok(answer) : refuse(500, 'exception', 'An entry was left without an answer')
  })
  if (!linked.ok) return linked
  const free = checkIncoming(unit, deletions)
  if (!free.ok) return free

  const readBack = each(['GET', 'HEAD'], entry => answerRead(context, unit, entry))
  if (!readBack.ok) return readBack
  context.store.commit(unit)
  const ordered = entries.flatMap(entry => answers.get(entry.index) ?? [])
  return ok({ status: 200, body: responseBundle('transaction-response', ordered.map(ok), prefer) })
}
