import { isResourceType } from './resource-types.ts'
import table from './search-parameter-table.json' with { type: 'json' }

/** `canonical` is a reference by url: searched as text, never checked to exist. */
type ParameterKind = 'token' | 'reference' | 'canonical' | 'date' | 'string' | 'uri'

export interface SearchParameter {
  readonly name: string
  readonly kind: ParameterKind
  /** Only references to this type count (`patient` over `subject`). */
  readonly target?: string
  readonly paths: readonly string[]
}

const KINDS: readonly ParameterKind[] = ['token', 'reference', 'canonical', 'date', 'string', 'uri']
const isKind = (text: string | undefined): text is ParameterKind => KINDS.some(kind => kind === text)

/** Table rows read `kind[:Target] path path ...`; they are R4's own parameters with their FHIRPath written as plain paths. */
const parse = (name: string, row: string): SearchParameter => {
  const [head = '', ...paths] = row.split(' ')
  const [kind, target] = head.split(':')
  if (!isKind(kind)) throw new Error(`Search parameter ${name} has the unknown kind ${kind}`)
  return { name, kind, paths, ...(target ? { target } : {}) }
}

const rows = (block: Readonly<Record<string, string>>): readonly (readonly [string, SearchParameter])[] =>
  Object.entries(block).map(([name, row]) => [name, parse(name, row)])

const COMMON = rows({
  _id: 'token id',
  _lastUpdated: 'date meta.lastUpdated',
  _profile: 'uri meta.profile',
  _security: 'token meta.security',
  _source: 'uri meta.source',
  _tag: 'token meta.tag',
})

/** Types that the table leaves out are stored as data and found by these. */
const OTHER = new Map([...COMMON, ...rows({ identifier: 'token identifier' })])

const byType = new Map(
  Object.entries<Readonly<Record<string, string>>>(table).map(([type, block]) => [
    type,
    new Map([...COMMON, ...rows(block)]),
  ]),
)

const parametersByName = (type: string): ReadonlyMap<string, SearchParameter> =>
  byType.get(type) ?? (isResourceType(type) ? OTHER : new Map())

export const parametersOf = (type: string): readonly SearchParameter[] => [...parametersByName(type).values()]

export const parameterOf = (type: string, name: string): SearchParameter | undefined => parametersByName(type).get(name)
