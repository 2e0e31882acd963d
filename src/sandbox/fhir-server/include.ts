import { ok, type Result } from '../../domain/result.ts'
import { type Problem, refuse } from './outcome.ts'
import { valuesOf } from './parameter-values.ts'
import { type LocalReference, localReference, referenceText } from './reference-text.ts'
import { parameterOf, parametersOf, type SearchParameter } from './search-parameters.ts'
import type { Records } from './store.ts'
import { isLive, type Version } from './version.ts'

/** `Source:parameter:Target`; `*` stands for any source or any parameter. */
export interface IncludeRule {
  readonly source: string
  readonly parameter: string
  readonly target: string | undefined
  readonly reverse: boolean
  readonly iterate: boolean
}

const KEY = /^_(rev)?include(?::(iterate|recurse))?$/

export const isInclude = (key: string): boolean => KEY.test(key)

export const parseInclude = (key: string, text: string): Result<IncludeRule, Problem> => {
  const [, reverse, iterate] = KEY.exec(key) ?? []
  const [source = '', parameter = '*', target] = text.split(':')
  const known = source === '*' || parameter === '*' || parameterOf(source, parameter)?.kind === 'reference'
  if (!known) return refuse(400, 'not-supported', `HAPI-2015: Invalid _${reverse ?? ''}include parameter value`)
  return ok({ source, parameter, target, reverse: reverse !== undefined, iterate: iterate !== undefined })
}

/** What the rules add to the matches of one page, each resource once. */
export const included = (
  records: Records,
  matches: readonly Version[],
  rules: readonly IncludeRule[],
): readonly Version[] => {
  const found = new Map(matches.map(version => [`${version.type}/${version.id}`, version]))
  const follow = (from: readonly Version[], active: readonly IncludeRule[]): void => {
    const added: Version[] = []
    for (const rule of active) {
      for (const version of rule.reverse ? pointingAt(records, from, rule) : pointedAt(records, from, rule)) {
        const key = `${version.type}/${version.id}`
        if (found.has(key)) continue
        found.set(key, version)
        added.push(version)
      }
    }
    const again = rules.filter(rule => rule.iterate)
    if (added.length > 0 && again.length > 0) follow(added, again)
  }
  follow(matches, rules)
  return [...found.values()].slice(matches.length)
}

const pointedAt = (records: Records, from: readonly Version[], rule: IncludeRule): readonly Version[] =>
  from.flatMap(version =>
    links(version, rule).flatMap(link => {
      const target = records.current(link.type, link.id)
      return target && isLive(target) ? [target] : []
    }),
  )

const pointingAt = (records: Records, to: readonly Version[], rule: IncludeRule): readonly Version[] => {
  const wanted = new Set(to.map(version => `${version.type}/${version.id}`))
  const candidates =
    rule.source === '*'
      ? records.all()
      : parametersFor(rule.source, rule.parameter).flatMap(parameter =>
          records.standingAt(rule.source, [{ parameter, keys: [...wanted] }]),
        )
  return candidates.filter(version => links(version, rule).some(link => wanted.has(`${link.type}/${link.id}`)))
}

const links = (version: Version, rule: IncludeRule): readonly LocalReference[] => {
  if (rule.source !== '*' && rule.source !== version.type) return []
  return parametersFor(version.type, rule.parameter)
    .flatMap(parameter => valuesOf(parameter, version))
    .map(value => localReference(referenceText(value) ?? ''))
    .filter(link => link !== undefined)
    .filter(link => rule.target === undefined || link.type === rule.target)
}

const parametersFor = (type: string, name: string): readonly SearchParameter[] => {
  const parameters = parametersOf(type).filter(parameter => parameter.kind === 'reference')
  return name === '*' ? parameters : parameters.filter(parameter => parameter.name === name)
}
