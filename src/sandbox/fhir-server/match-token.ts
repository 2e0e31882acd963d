import { splitUnescaped, unescapeText } from './escaped-text.ts'
import { foldText } from './match-text.ts'
import { isObject } from './resource.ts'
import type { ValueTest } from './value-test.ts'

interface Token {
  /** Undefined for a bare code or boolean, whose system the element itself implies. */
  readonly system: string | undefined
  readonly code: string
  readonly bare: boolean
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Identifier, Coding, CodeableConcept, ContactPoint, code, boolean, string: all are searched as tokens. */
export const tokensOf = (value: unknown): readonly Token[] => {
  if (typeof value === 'string' || typeof value === 'boolean') {
    return [{ system: undefined, code: String(value), bare: true }]
  }
  if (!isObject(value)) return []
  if (Array.isArray(value.coding)) return value.coding.flatMap(tokensOf)
  const code = text(value.code) ?? text(value.value)
  return code === undefined && value.system === undefined
    ? []
    : [{ system: text(value.system), code: code ?? '', bare: false }]
}

/** `code`, `system|code`, `|code` (no system) and `system|` (anything of that system). Case matters, as on HAPI. */
export const tokenTest = (wanted: string): ValueTest => {
  const [first = '', ...rest] = splitUnescaped(wanted, '|')
  const hasSystem = rest.length > 0
  const system = unescapeText(first)
  const code = hasSystem ? unescapeText(rest.join('|')) : system
  return value =>
    tokensOf(value).some(token => {
      if (!hasSystem) return token.code === code
      const systemFits = token.bare || (token.system ?? '') === system
      return systemFits && (code === '' || token.code === code)
    })
}

/** `:text`: the words of a concept or of one of its codings begin like this, as HAPI has it. */
export const tokenTextTest = (wanted: string): ValueTest => {
  const folded = foldText(unescapeText(wanted))
  return value => wordsOf(value).some(words => foldText(words).startsWith(folded))
}

const wordsOf = (value: unknown): readonly string[] => {
  if (!isObject(value)) return []
  const codings = Array.isArray(value.coding) ? value.coding.flatMap(wordsOf) : []
  return [text(value.text) ?? [], text(value.display) ?? [], codings].flat()
}
