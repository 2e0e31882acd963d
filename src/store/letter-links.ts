import { randomBytes, timingSafeEqual } from 'node:crypto'
import { codeInGroups, readCode, tenSigns } from '../domain/letter-code.ts'
import type { SecretBox } from './secret-box.ts'

/** The codes on letters: an id that nobody guesses, signed, so that a code that was made up never comes to the store. */
export interface LetterLinks {
  newId(): string
  /** As it is printed on the letter and stands in the link. */
  codeOf(letterId: string): string
  /** The letter of a code; undefined where we did not sign it. */
  idIn(typed: string): string | undefined
}

export function createLetterLinks(secretBox: Pick<SecretBox, 'keyedHash'>): LetterLinks {
  const signatureOf = (letterId: string): string =>
    tenSigns(Buffer.from(secretBox.keyedHash(letterId, 'letter'), 'base64url'))
  return {
    newId: () => tenSigns(randomBytes(7)),
    codeOf: letterId => codeInGroups(letterId + signatureOf(letterId)),
    idIn(typed) {
      const code = readCode(typed)
      if (!code) return undefined
      return timingSafeEqual(Buffer.from(code.signature), Buffer.from(signatureOf(code.id))) ? code.id : undefined
    },
  }
}
