import { AsyncLocalStorage } from 'node:async_hooks'
import { randomInt } from 'node:crypto'

const current = new AsyncLocalStorage<string>()

// Without I, L, O and U, which are misread or misheard (Crockford's base 32).
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Eight characters that can be read out on the phone. */
const newReference = (): string => Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** Of the request that is being answered: the same on the page that a person reads out and in each line of the log. */
export const requestReference = (): string | undefined => current.getStore()

/** Runs what answers one request under a reference of its own. */
export function withReference(run: (reference: string) => void): void {
  const reference = newReference()
  current.run(reference, () => run(reference))
}
