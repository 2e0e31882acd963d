import { randomBytes } from 'node:crypto'

export interface ExpiringTokens<T> {
  /** A new token for this value; `shape` may put the random part into another form. */
  mint(value: T, shape?: (random: string) => string): string
  /** Undefined when unknown, revoked or past its time. */
  find(token: string): T | undefined
  revoke(token: string): void
}

/** Opaque random tokens that stand for a value for a while. In memory: this EHR forgets its launches when it stops. */
export function createExpiringTokens<T>(seconds: number, now: () => Date): ExpiringTokens<T> {
  const held = new Map<string, { value: T; until: number }>()

  const sweep = (): void => {
    for (const [token, { until }] of held) if (until <= now().getTime()) held.delete(token)
  }

  return {
    mint(value, shape = random => random) {
      sweep()
      const token = shape(randomBytes(32).toString('base64url'))
      held.set(token, { value, until: now().getTime() + seconds * 1000 })
      return token
    },
    find(token) {
      const found = held.get(token)
      return found === undefined || found.until <= now().getTime() ? undefined : found.value
    },
    revoke(token) {
      held.delete(token)
    },
  }
}
