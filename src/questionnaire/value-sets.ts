import type {
  CodeSystem,
  CodeSystemConcept,
  Questionnaire,
  Resource,
  ValueSet,
  ValueSetExpansionContains,
} from 'fhir/r4.js'
import { walkItems } from './items.ts'

/** Lists of answers by their address: those that forms may name without holding them. */
export type ValueSets = ReadonlyMap<string, ValueSet>

const DEEPEST = 5

/**
 * The value sets among these resources whose codes can all be told from them: codes that stand there, whole code systems, and other
 * value sets. One that needs a terminology server (a filter, an exclusion, a system that is not here) is left out, never given in part.
 */
export function valueSetsOf(resources: readonly Resource[]): ValueSets {
  const sets = new Map(resources.flatMap(each => (isValueSet(each) && each.url ? [[each.url, each] as const] : [])))
  const systems = new Map(resources.flatMap(each => (isWhole(each) && each.url ? [[each.url, each] as const] : [])))

  function codesOf(set: ValueSet, depth = 0): ValueSetExpansionContains[] | undefined {
    if (set.expansion?.contains) return set.expansion.contains
    const { include = [], exclude } = set.compose ?? {}
    if (include.length === 0 || exclude || depth > DEEPEST) return undefined
    const found: ValueSetExpansionContains[] = []
    for (const { system, concept, filter, valueSet } of include) {
      const codes =
        filter || (system && valueSet) ? undefined : valueSet ? ofSets(valueSet, depth) : ofSystem(system, concept)
      if (!codes) return undefined
      found.push(...codes)
    }
    return found
  }

  function ofSets(urls: readonly string[], depth: number): ValueSetExpansionContains[] | undefined {
    // Several in one include mean what they have in common.
    const [url, ...others] = urls
    const set = sets.get(withoutVersion(url ?? ''))
    return set && others.length === 0 ? codesOf(set, depth + 1) : undefined
  }

  function ofSystem(
    url: string | undefined,
    concepts: readonly CodeSystemConcept[] | undefined,
  ): ValueSetExpansionContains[] | undefined {
    const whole = allConcepts(systems.get(url ?? '')?.concept)
    if (!concepts) return whole.length > 0 ? whole.map(each => codeOf(url, each)) : undefined
    const displays = new Map(whole.map(each => [each.code, each.display]))
    return concepts.map(each => codeOf(url, { code: each.code, display: each.display ?? displays.get(each.code) }))
  }

  return new Map(
    [...sets].flatMap(([url, set]) => {
      const contains = codesOf(set)
      return contains ? [[url, { ...set, expansion: { timestamp: '2026-01-01', contains } }] as const] : []
    }),
  )
}

/** The Questionnaire with those of its lists that are known here in it, so that from here on they are like its own. */
export function withValueSets(questionnaire: Questionnaire, known: ValueSets): Questionnaire {
  const own = new Set(questionnaire.contained?.flatMap(each => (isValueSet(each) && each.url ? [each.url] : [])))
  const wanted = new Set([...walkItems(questionnaire.item)].flatMap(({ item }) => item.answerValueSet ?? []))
  const found = [...wanted].flatMap(url => {
    const set = own.has(url) ? undefined : known.get(withoutVersion(url))
    return set ? [{ ...set, url }] : []
  })
  return found.length === 0
    ? questionnaire
    : { ...questionnaire, contained: [...(questionnaire.contained ?? []), ...found] }
}

const withoutVersion = (url: string): string => url.split('|')[0] ?? url
const isValueSet = (resource: Resource): resource is ValueSet => resource.resourceType === 'ValueSet'
const isCodeSystem = (resource: Resource): resource is CodeSystem => resource.resourceType === 'CodeSystem'
const isWhole = (resource: Resource): resource is CodeSystem =>
  isCodeSystem(resource) && resource.content === 'complete'
const allConcepts = (concepts: readonly CodeSystemConcept[] = []): CodeSystemConcept[] =>
  concepts.flatMap(each => [each, ...allConcepts(each.concept)])
const codeOf = (
  system: string | undefined,
  { code, display }: Pick<CodeSystemConcept, 'code' | 'display'>,
): ValueSetExpansionContains => ({
  ...(system === undefined ? {} : { system }),
  code,
  ...(display === undefined ? {} : { display }),
})
