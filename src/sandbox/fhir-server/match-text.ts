import { unescapeText } from './escaped-text.ts'
import { isObject } from './resource.ts'
import type { ValueTest } from './value-test.ts'

/** Elements of HumanName and Address that a name or address search looks into. */
const PARTS = [
  'text',
  'family',
  'given',
  'prefix',
  'suffix',
  'line',
  'city',
  'district',
  'state',
  'postalCode',
  'country',
]

export const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsOf)
  return isObject(value) ? PARTS.flatMap(part => textsOf(value[part])) : []
}

/** Zoë is found as zoe, and O'Brien as o'brien. */
export const foldText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export const stringTest = (wanted: string, modifier: string | undefined): ValueTest => {
  const plain = unescapeText(wanted)
  const folded = foldText(plain)
  if (modifier === 'exact') return value => textsOf(value).some(text => text === plain)
  if (modifier === 'contains') return value => textsOf(value).some(text => foldText(text).includes(folded))
  return value => textsOf(value).some(text => foldText(text).startsWith(folded))
}

export const uriTest = (wanted: string): ValueTest => {
  const plain = unescapeText(wanted)
  return value => value === plain
}

/** `url|version` asks for that version; `url` alone for any. */
export const canonicalTest = (wanted: string): ValueTest => {
  const plain = unescapeText(wanted)
  return value => typeof value === 'string' && (value === plain || value.split('|')[0] === plain)
}
