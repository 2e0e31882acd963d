import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, isObject, type Json, type JsonObject, type Path } from './json-paths.ts'

export interface Change {
  readonly fault: string
  readonly next: Json
}

/** What can be wrong with one primitive value. */
export function changesTo(path: Path, value: Json, resource: JsonObject): Change[] {
  const name = String(path.findLast(each => typeof each === 'string'))
  const inside = at(resource, path.slice(0, -1))
  if (typeof value === 'boolean') return [{ fault: 'yes and no exchanged', next: !value }, ...ofAnotherType(value)]
  if (typeof value === 'number') return [{ fault: 'another number', next: value + 1000 }, ...ofAnotherType(value)]
  if (typeof value !== 'string') return []
  return [
    { fault: 'blank', next: '  ' },
    ...ofAnotherType(value),
    ...(isDate(value) ? dates(value) : []),
    ...(name === 'reference' ? references(value) : []),
    ...(name === 'system' || name === 'url' ? [{ fault: 'another system', next: 'https://other.example/x' }] : []),
    ...(isCode(name, path) ? codes(name, value, inside) : []),
    ...(name === 'display' && isObject(inside) && 'code' in inside
      ? [{ fault: 'other words for a code', next: 'Something else' }]
      : []),
    ...(name === 'value' && isUuid(value) ? [{ fault: 'no whole number', next: value.slice(0, 20) }] : []),
    ...(name === 'linkId' ? [{ fault: 'an unknown question', next: 'consultation-text' }] : []),
  ]
}

const ofAnotherType = (value: Json): Change[] => [
  { fault: 'another JSON type', next: typeof value === 'string' ? 7 : 'seven' },
  { fault: 'an object for a value', next: { value } },
]

const isDate = (value: string): boolean => /^\d{4}-\d{2}-\d{2}(T.+)?$/.test(value)
const isUuid = (value: string): boolean => /^[0-9a-f]{8}-/.test(value)
const moment = (value: string, day: string): string => (value.includes('T') ? `${day}T09:12:00.000Z` : day)
const dates = (value: string): Change[] => [
  { fault: 'a date of 1850', next: moment(value, '1850-01-01') },
  { fault: 'a date of 2999', next: moment(value, '2999-12-31') },
  { fault: 'a year for a date', next: value.slice(0, 4) },
  { fault: 'no date', next: '2026-13-45' },
]

const STRANGERS = ['Device', 'Medication', 'Patient', 'Practitioner', 'Organization', 'Task', 'ServiceRequest']
/** To another type, another server, nothing inside; what is a reference inside the Bundle only the Bundle can judge. */
function references(value: string): Change[] {
  const type = /^([A-Z][A-Za-z]+)\//.exec(value)?.[1]
  const others = STRANGERS.filter(each => each !== type && (type !== undefined || each === 'Device'))
  return [
    ...others.slice(0, 3).map(each => ({ fault: 'a reference to another type', next: `${each}/1` })),
    { fault: 'a reference to another server', next: 'https://record.other.example/fhir/Patient/1' },
    { fault: 'a reference to something contained', next: '#other' },
    { fault: 'a conditional reference', next: 'Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|9990548609' },
  ]
}

const CODES = new Set([
  'code',
  'status',
  'intent',
  'priority',
  'use',
  'type',
  'meaning',
  'docStatus',
  'contentType',
  'language',
])
const isCode = (name: string, path: Path): boolean => CODES.has(name) && path.at(-1) === name

const PROFILES = join(import.meta.dirname, '..', '..', '..', '..', 'profiles', 'fhir')
/** Our own code systems: codes that a careless program would take from the right list. */
const SIBLINGS: ReadonlyMap<string, readonly string[]> = new Map(
  readdirSync(PROFILES)
    .filter(name => name.startsWith('CodeSystem-'))
    .map(name => {
      const { url, concept }: { url: string; concept?: { code: string }[] } = JSON.parse(
        readFileSync(join(PROFILES, name), 'utf8'),
      )
      return [url, (concept ?? []).map(each => each.code)]
    }),
)
const STATES: Readonly<Record<string, readonly string[]>> = {
  status: ['draft', 'active', 'on-hold', 'revoked', 'completed', 'entered-in-error', 'unknown', 'requested', 'final'],
  intent: ['plan', 'proposal', 'order', 'original-order'],
  priority: ['stat', 'urgent', 'routine'],
  use: ['old', 'temp', 'usual', 'official', 'home', 'nickname'],
}

function codes(name: string, value: string, inside: Json | undefined): Change[] {
  const system = isObject(inside) ? String(inside.system) : ''
  const siblings = (SIBLINGS.get(system) ?? STATES[name] ?? []).filter(each => each !== value)
  return [
    { fault: 'a code of no list', next: 'no-such-code' },
    { fault: 'a code in capitals', next: value.toUpperCase() === value ? value.toLowerCase() : value.toUpperCase() },
    ...siblings.slice(0, 3).map(next => ({ fault: 'another code of the same list', next })),
    ...(system === 'http://snomed.info/sct' ? [{ fault: 'another code of SNOMED CT', next: '73211009' }] : []),
  ]
}
