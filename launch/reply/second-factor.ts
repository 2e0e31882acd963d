import { createHash, timingSafeEqual } from 'node:crypto'
import type { LetterReply } from '../../src/domain/site.ts'
import type { Letter } from '../../src/store/letters.ts'

const two = (text: string): string => text.trim().padStart(2, '0')

export interface TypedFactor {
  readonly code: string
  readonly day: string
  readonly month: string
  readonly year: string
}

/** Compared by digest, so that neither length nor place of a difference shows in the time that it takes. */
const isSame = (one: string, other: string): boolean => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

/** Whether what was typed is the second thing that the site pack names. Without anything to compare with, nothing is right. */
export function isRightFactor(
  { asks }: LetterReply,
  typed: TypedFactor,
  known: { readonly letter: Letter; readonly serviceCode: string | undefined },
): boolean {
  if (asks === 'service-code') return known.serviceCode !== undefined && isSame(typed.code.trim(), known.serviceCode)
  const { born } = known.letter.content.patient
  return born !== '' && isSame(`${typed.year.trim()}-${two(typed.month)}-${two(typed.day)}`, born)
}
