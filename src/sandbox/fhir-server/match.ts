import { dateTest } from './match-date.ts'
import { referenceTest } from './match-reference.ts'
import { canonicalTest, stringTest, uriTest } from './match-text.ts'
import { tokenTest, tokenTextTest } from './match-token.ts'
import { isResourceType } from './resource-types.ts'
import type { SearchParameter } from './search-parameters.ts'
import type { ValueTest } from './value-test.ts'

/** `:missing` goes for every kind and is dealt with before. */
export const takesModifier = ({ kind }: SearchParameter, modifier: string): boolean => {
  if (kind === 'token') return modifier === 'not' || modifier === 'text'
  if (kind === 'string') return modifier === 'exact' || modifier === 'contains'
  return kind === 'reference' && isResourceType(modifier)
}

/** Undefined when the text cannot be a value of this kind. */
export const valueTest = (
  { kind, target }: SearchParameter,
  modifier: string | undefined,
  text: string,
  base: string,
): ValueTest | undefined => {
  if (kind === 'token') return modifier === 'text' ? tokenTextTest(text) : tokenTest(text)
  if (kind === 'string') return stringTest(text, modifier)
  if (kind === 'date') return dateTest(text)
  if (kind === 'uri') return uriTest(text)
  if (kind === 'canonical') return canonicalTest(text)
  return referenceTest(text, modifier ?? target, base)
}
