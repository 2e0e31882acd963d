import { ok } from '../../domain/result.ts'
import type { Answered } from './answer.ts'
import type { BundleRequest } from './bundle-entry.ts'
import { refuse } from './outcome.ts'
import { patched, patchInBinary } from './patch.ts'
import type { FhirResource } from './resource.ts'
import { writtenAnswer } from './single-write.ts'
import type { Unit } from './store.ts'
import type { WritePlan } from './transaction-plan.ts'
import type { UpdateRule } from './update-rule.ts'
import { createResource, rulingOf, updateResource } from './write.ts'

/** Stages one planned entry and says what became of it. */
export const carryOut = (
  unit: Unit,
  base: string,
  plan: WritePlan,
  entry: BundleRequest,
  update: UpdateRule | undefined,
): Answered => {
  const write = plan.byIndex.get(entry.index)
  if (!write) return refuse(500, 'exception', 'An entry was left out of the plan')
  const { resource, id, existing } = write
  if (existing) {
    const version = existing === 'same' ? unit.current(resource.resourceType, id) : existing
    if (!version) return refuse(500, 'exception', 'A conditional entry lost the resource that it matched')
    return ok({ status: 200, body: version.resource, version, written: true })
  }
  const conditional = entry.method === 'PUT' && entry.path.length === 1
  const written =
    entry.method === 'POST' || (conditional && !unit.current(resource.resourceType, id) && /^\d+$/.test(id))
      ? createResource(unit, base, id, resource)
      : updateResource(
          unit,
          base,
          id,
          resource,
          conditional ? undefined : entry.ifMatch,
          rulingOf(update, entry.by, othersOf(plan, entry.index)),
        )
  return written.ok ? ok(writtenAnswer(written.value, `Successfully ${written.value.change} resource`)) : written
}

export const carryOutPatch = (
  unit: Unit,
  plan: WritePlan,
  entry: BundleRequest,
  update: UpdateRule | undefined,
): Answered => {
  const [type = '', id = '', ...more] = entry.path
  if (id === '' || more.length > 0)
    return refuse(400, 'invalid', 'HAPI-1275: A patch is of one resource: PATCH Type/id')
  const written = patched(
    unit,
    { ...entry, body: patchInBinary(entry.body) },
    type,
    id,
    rulingOf(update, entry.by, othersOf(plan, entry.index)),
  )
  return written.ok ? ok(writtenAnswer(written.value, `Successfully ${written.value.change} resource`)) : written
}

const othersOf = (plan: WritePlan, index: number): FhirResource[] =>
  [...plan.byIndex].filter(([other]) => other !== index).map(([, { resource }]) => resource)
