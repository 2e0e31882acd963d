import type { KeyObject } from 'node:crypto'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { guardedFetch } from '../../src/http/guarded-fetch.ts'
import { freshForMs } from './fresh-for.ts'
import { isUnreachable } from './is-unreachable.ts'
import type { LaunchFailure } from './launch-failure.ts'
import { jwksDocument, type PublishedKey, publishedKey, type SigningAlgorithm } from './published-key.ts'

export interface Jwks {
  /** The key that signed: by its kid, or the only one that fits when the token names none. */
  keyFor(
    jwksUri: string,
    wanted: { readonly kid: string | undefined; readonly alg: SigningAlgorithm },
  ): Promise<Result<KeyObject, LaunchFailure>>
  /** Asks ahead, while the clinician is at the EHR's sign-in. Whatever goes wrong is told by `keyFor`, which asks again. */
  warm(jwksUri: string): void
}

const ASK_AGAIN_MS = 30_000
const MOST_BYTES = 100_000

interface KeySet {
  readonly keys: readonly PublishedKey[]
  readonly freshUntil: number
}
type Fetched = Result<KeySet, LaunchFailure>

/** The EHRs' public keys, kept for as long as the EHR says, but for ten minutes at the most. */
export function createJwks({ now, timeoutMs = 3000 }: { now: () => Date; timeoutMs?: number }): Jwks {
  const known = new Map<string, KeySet>()
  const underWay = new Map<string, Promise<Fetched>>()
  const askedAt = new Map<string, number>()

  async function fetchKeys(jwksUri: string): Promise<Fetched> {
    const asked = now().getTime()
    const answer = await guardedFetch({ base: jwksUri, url: jwksUri, timeoutMs, maxBytes: MOST_BYTES })
    if (!answer.ok) {
      const { code } = answer.failure
      return fail({ code: isUnreachable(code) ? 'EHR_UNREACHABLE' : 'BAD_ID_TOKEN', detail: `JWKS: ${code}` })
    }
    const document = jwksDocument.safeParse(answer.value.body)
    if (!document.success) return fail({ code: 'BAD_ID_TOKEN', detail: 'JWKS: not a key set' })
    const keys = document.data.keys.map(publishedKey).filter(key => key !== undefined)
    const set = { keys, freshUntil: asked + freshForMs(answer.value.headers.get('cache-control')) }
    known.set(jwksUri, set)
    return ok(set)
  }

  /** One request at a time for each address. A failure is told and forgotten, and takes no known key away. */
  function ask(jwksUri: string): Promise<Fetched> {
    const running = underWay.get(jwksUri) ?? fetchKeys(jwksUri).finally(() => underWay.delete(jwksUri))
    underWay.set(jwksUri, running)
    return running
  }

  const freshSet = (jwksUri: string): KeySet | undefined => {
    const cached = known.get(jwksUri)
    return cached !== undefined && now().getTime() < cached.freshUntil ? cached : undefined
  }

  return {
    warm(jwksUri) {
      if (freshSet(jwksUri) === undefined) ask(jwksUri).catch(() => undefined)
    },
    async keyFor(jwksUri, { kid, alg }) {
      const pick = ({ keys }: KeySet): KeyObject | undefined => {
        const fitting = keys.filter(each => each.algorithms.includes(alg) && (kid === undefined || each.kid === kid))
        return fitting.length === 1 ? fitting[0]?.key : undefined
      }
      const cached = freshSet(jwksUri)
      const key = cached && pick(cached)
      if (key !== undefined) return ok(key)
      // An unknown kid may be a rotated key: ask again, but not more than once in 30 seconds, lest made-up kids make us flood the EHR.
      const askedLately = now().getTime() - (askedAt.get(jwksUri) ?? 0) < ASK_AGAIN_MS
      if (cached && askedLately && !underWay.has(jwksUri)) return fail(NO_KEY)
      askedAt.set(jwksUri, now().getTime())
      const fetched = await ask(jwksUri)
      if (!fetched.ok) return fetched
      const found = pick(fetched.value)
      return found === undefined ? fail(NO_KEY) : ok(found)
    },
  }
}

const NO_KEY: LaunchFailure = { code: 'BAD_ID_TOKEN', detail: 'no published key fits the signature' }
