import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { clientKeyFrom, publicKeySet, readClientKey } from '../../src/gateways/client-key.ts'
import { ecJwk, rsaJwk } from '../support/client-keys.ts'

const rsa = rsaJwk('r1')
const ec = ecJwk('e1')
const folder = mkdtempSync(join(tmpdir(), 'keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

function refusalOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    return error instanceof Error ? error.message : 'not an error'
  }
  return 'accepted'
}

const without = (jwk: object, member: string) => Object.fromEntries(Object.entries(jwk).filter(([at]) => at !== member))

describe('a client key', () => {
  it.each([
    ['RSA', rsa, 'RS384'],
    ['EC', ec, 'ES384'],
  ])('of kind %s is taken, alone or as the one key of a set, with its alg or without', (_kind, jwk, alg) => {
    for (const document of [jwk, { keys: [jwk] }, without(jwk, 'alg'), { ...jwk, use: 'sig' }])
      expect(clientKeyFrom(document, 'KEY')).toMatchObject({ kid: jwk.kid, alg })
  })

  it('shows of itself the public members and nothing else', () => {
    const { n, e } = rsa
    const { crv, x, y } = ec
    expect(clientKeyFrom(rsa, 'KEY').publicJwk).toStrictEqual({ kty: 'RSA', kid: 'r1', use: 'sig', alg: 'RS384', n, e })
    const shown = { kty: 'EC', kid: 'e1', use: 'sig', alg: 'ES384', crv, x, y }
    expect(clientKeyFrom({ ...ec, key_ops: ['sign'], more: 'text' }, 'KEY').publicJwk).toStrictEqual(shown)
  })

  it.each<[string, unknown]>([
    ['an RSA key of 1024 bits', rsaJwk('short', 1024)],
    ['the curve P-256', { ...ecJwk('p256', 'P-256'), alg: 'ES256' }],
    ['the curve P-256 called ES384', ecJwk('p256', 'P-256')],
    ['RS256', { ...rsa, alg: 'RS256' }],
    ['an RSA key called ES384', { ...rsa, alg: 'ES384' }],
    ['no kid', without(rsa, 'kid')],
    ['an empty kid', { ...ec, kid: '' }],
    ['a key for encryption', { ...ec, use: 'enc' }],
    ['the public half only', without(ec, 'd')],
    ['an RSA key without its primes', without(rsa, 'p')],
    ['a shared secret', { kty: 'oct', k: 'c2VjcmV0', kid: 'o1', alg: 'HS384' }],
    ['a set of two', { keys: [rsa, ec] }],
    ['a set of none', { keys: [] }],
    ['a list', [rsa]],
    ['null', null],
  ])('is refused when it is %s', (_name, document) => {
    expect(refusalOf(() => clientKeyFrom(document, 'KEY'))).toMatch(/^KEY: must hold one private JWK/)
  })

  it.each([
    ['RSA', { ...rsa, n: rsaJwk('other').n }],
    ['EC', { ...ec, x: ecJwk('other').x }],
  ])('is refused when the public half is another’s (%s)', (_kind, jwk) => {
    expect(refusalOf(() => clientKeyFrom(jwk, 'KEY'))).toBe('KEY: the numbers in the key do not belong together')
  })

  it('says nothing of what is secret when it is refused', () => {
    const said = refusalOf(() => clientKeyFrom({ ...rsa, alg: 'RS512' }, 'KEY'))
    expect(said).not.toContain(rsa.d ?? 'no d')
    expect(said).not.toContain(rsa.n ?? 'no n')
  })
})

describe('a key file', () => {
  const file = join(folder, 'key.json')

  it('gives the key in it', () => {
    writeFileSync(file, JSON.stringify(ec))
    expect(readClientKey(file, 'WORKWELL_KEY_FILE').kid).toBe('e1')
  })

  it('that is not there is named', () => {
    const said = refusalOf(() => readClientKey(join(folder, 'missing.json'), 'WORKWELL_KEY_FILE'))
    expect(said).toBe(`WORKWELL_KEY_FILE, ${join(folder, 'missing.json')}: the file cannot be read`)
  })

  it('in PEM is refused without a word of what is in it', () => {
    writeFileSync(file, '-----BEGIN PRIVATE KEY-----\nMIIsecret\n')
    chmodSync(file, 0o600)
    const said = refusalOf(() => readClientKey(file, 'WORKWELL_KEY_FILE'))
    expect(said).toMatch(/must hold one private JWK.*what is there is not JSON$/)
    expect(said).not.toContain('BEGIN')
  })
})

describe('the published set', () => {
  const one = clientKeyFrom(rsa, 'KEY')
  const other = clientKeyFrom(ec, 'KEY')

  it('has every key once', () => {
    expect(publicKeySet([one, other, clientKeyFrom(rsa, 'KEY')])).toEqual({ keys: [one.publicJwk, other.publicJwk] })
    expect(publicKeySet([])).toEqual({ keys: [] })
  })

  it('is refused when two keys have one kid', () => {
    expect(() => publicKeySet([one, clientKeyFrom({ ...ec, kid: 'r1' }, 'KEY')])).toThrow('have the kid r1')
  })
})
