import type { LetterReply } from '../../src/domain/channel.ts'
import { isSameSecret } from '../../src/http/is-same-secret.ts'
import type { Letter } from '../../src/store/letters.ts'

const two = (text: string): string => text.trim().padStart(2, '0')

export interface TypedFactor {
  readonly code: string
  readonly day: string
  readonly month: string
  readonly year: string
}

/** Whether what was typed is the second thing that the site pack names. Without anything to compare with, nothing is right. */
export function isRightFactor(
  { asks }: LetterReply,
  typed: TypedFactor,
  known: { readonly letter: Letter; readonly serviceCode: string | undefined },
): boolean {
  if (asks === 'service-code')
    return known.serviceCode !== undefined && isSameSecret(typed.code.trim(), known.serviceCode)
  const { born } = known.letter.content.patient
  return born !== '' && isSameSecret(`${typed.year.trim()}-${two(typed.month)}-${two(typed.day)}`, born)
}
