import type { QuestionnaireItem } from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'
import type { Asking } from './asking.ts'
import { extensionOf } from './item-properties.ts'
import { type Surroundings, withNamed } from './variables.ts'

/** More rows than anybody reads; a record may have thousands of entries. */
const MOST_INSTANCES = 50

/**
 * SDC itemPopulationContext: what the expressions in a group speak of by its name. A repeating group has one instance for each
 * thing that was found; without such a context, or without anything found, a group is filled in once.
 */
export function* populationContexts(
  item: QuestionnaireItem,
  above: Surroundings,
): Asking<{ readonly contexts: readonly Surroundings[]; readonly problem?: string }> {
  const context = extensionOf(item, EXT.itemPopulationContext)?.valueExpression
  if (context === undefined) return { contexts: [above] }
  const name = context.name ?? ''
  const here = yield* withNamed(above, context)
  if (here.failed.has(name)) {
    return { contexts: [here], problem: 'This could not be read from the record. Please fill it in.' }
  }
  const found = resourcesIn(here.environment[name])
  if (item.repeats !== true || found.length === 0) return { contexts: [here] }
  const contexts = found
    .slice(0, MOST_INSTANCES)
    .map(one => ({ ...here, environment: { ...here.environment, [name]: one } }))
  return found.length > MOST_INSTANCES
    ? { contexts, problem: `The record has ${found.length} entries here. The first ${MOST_INSTANCES} are filled in.` }
    : { contexts }
}

/** What a query found is the resources in its Bundle. */
function resourcesIn(value: unknown): readonly unknown[] {
  const all = value === undefined ? [] : [value].flat()
  return all.flatMap(one => (isBundle(one) ? one.entry.flatMap(entry => entry.resource ?? []) : [one]))
}

const isBundle = (value: unknown): value is { readonly entry: readonly { readonly resource?: unknown }[] } =>
  typeof value === 'object' &&
  value !== null &&
  'resourceType' in value &&
  value.resourceType === 'Bundle' &&
  'entry' in value &&
  Array.isArray(value.entry)
