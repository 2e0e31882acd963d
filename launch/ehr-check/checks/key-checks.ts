import { publishedKey } from '../../smart/published-key.ts'
import { membersOf } from '../look.ts'
import type { Observations } from '../observations.ts'
import { answers, type Check, failed, notRun, pass, passIf, plain, type Verdict, warn, warnUnless } from './check.ts'

const JWK = 'RFC 7517, 4 and 5'
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

type Key = Readonly<Record<string, unknown>>

const keysOf = ({ jwks }: Observations): Key[] | undefined => {
  const keys = membersOf(jwks)?.keys
  return Array.isArray(keys)
    ? keys.map((key: unknown) => (typeof key === 'object' && key !== null ? { ...key } : {}))
    : undefined
}

const inKeys =
  (judge: (keys: readonly Key[]) => Verdict) =>
  (all: Observations): Verdict => {
    const keys = keysOf(all)
    if (keys === undefined) return notRun('There is no key set.')
    return keys.length === 0 ? notRun('The key set is empty.') : judge(keys)
  }

const named = (keys: readonly Key[]): string => keys.map(({ kid }) => plain(String(kid ?? 'no kid'))).join(', ')
const noneOf = (keys: readonly Key[], good: string): Verdict =>
  keys.length === 0 ? pass(good) : failed(`Keys: ${named(keys)}.`)

const bitsOf = ({ n }: Key): number => (typeof n === 'string' ? Buffer.from(n, 'base64url').byteLength * 8 : 0)

export const KEY_CHECKS: readonly Check[] = [
  {
    id: 'jwks-reachable',
    name: 'The key set answers 200 to everybody',
    clause: 'SMART App Launch 2.2, 9.2 (jwks_uri)',
    todo: 'Serve the key set with status 200, without a token or a redirect, below 100 kB and within five seconds.',
    judge: answers(all => all.jwks, 200),
  },
  {
    id: 'jwks-keys',
    name: 'The key set holds keys',
    clause: JWK,
    todo: 'Send a JSON object with the member keys, and at least one key in it.',
    judge: all => {
      if (all.jwks === undefined || !all.jwks.ok) return notRun('There is no answer to look into.')
      const keys = keysOf(all)
      return keys === undefined ? failed('Not a key set.') : passIf(keys.length > 0, `${keys.length} keys.`)
    },
  },
  {
    id: 'jwks-rs256',
    name: 'A key fits RS256, which every EHR must sign with',
    clause: 'SMART App Launch 2.2, 7.1.5 (id_token signed with RS256)',
    todo: 'Publish an RSA key of 2048 bits or more, with use sig and alg RS256.',
    judge: inKeys(keys => {
      const fitting = keys.filter(key => publishedKey(key)?.algorithms.includes('RS256'))
      return passIf(fitting.length > 0, fitting.length > 0 ? `Keys: ${named(fitting)}.` : 'None of the keys does.')
    }),
  },
  {
    id: 'jwks-kids',
    name: 'Every key has a kid of its own',
    clause: 'RFC 7517, 4.5',
    todo: 'Give every key its own kid, and name it in the header of the id_token: so keys can be rotated.',
    judge: inKeys(keys => {
      const kids = keys.map(({ kid }) => kid).filter(kid => typeof kid === 'string' && kid !== '')
      return passIf(new Set(kids).size === keys.length, `${new Set(kids).size} kids for ${keys.length} keys.`)
    }),
  },
  {
    id: 'jwks-kty',
    name: 'Every key is an RSA or EC key',
    clause: 'RFC 7518, 6.1 (kty)',
    todo: 'Publish public keys only: a symmetric key (oct) in a public key set is known to everybody.',
    judge: inKeys(keys =>
      noneOf(
        keys.filter(({ kty }) => kty !== 'RSA' && kty !== 'EC'),
        'All are.',
      ),
    ),
  },
  {
    id: 'jwks-use',
    name: 'Signing keys say so',
    clause: 'RFC 7517, 4.2 and 4.4 (use, alg)',
    todo: 'Give signing keys use sig and their alg.',
    judge: inKeys(keys => {
      const silent = keys.filter(({ use, alg }) => use === undefined || alg === undefined)
      return silent.length === 0 ? pass('All do.') : warn(`No use or alg: ${named(silent)}.`)
    }),
  },
  {
    id: 'jwks-rsa-size',
    name: 'RSA keys have 2048 bits or more',
    clause: 'RFC 7518, 3.3',
    todo: 'Replace shorter keys: the app does not believe them.',
    judge: inKeys(keys =>
      noneOf(
        keys.filter(key => key.kty === 'RSA' && bitsOf(key) < 2048),
        'None is shorter.',
      ),
    ),
  },
  {
    id: 'jwks-ec-curve',
    name: 'EC keys are on P-256 or P-384',
    clause: 'RFC 7518, 3.4 (ES256, ES384)',
    todo: 'Use P-256 or P-384. Keys on other curves are passed over.',
    judge: inKeys(keys => {
      const ec = keys.filter(({ kty }) => kty === 'EC')
      const good = ec.filter(({ crv }) => crv === 'P-256' || crv === 'P-384')
      return warnUnless(
        good.length === ec.length,
        ec.length === 0 ? 'There are no EC keys.' : `${good.length} of ${ec.length}.`,
      )
    }),
  },
  {
    id: 'jwks-public-only',
    name: 'No private part of a key is published',
    clause: 'RFC 7517, 9.2',
    todo: 'Withdraw these keys at once and make new ones: whoever has read them can sign in as any clinician.',
    judge: inKeys(keys =>
      noneOf(
        keys.filter(key => PRIVATE.some(part => part in key)),
        'Public parts only.',
      ),
    ),
  },
]
