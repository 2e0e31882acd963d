import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { describe, expect, it } from 'vitest'
import { type ExpectedIdToken, verifyIdToken } from '../../../launch/smart/id-token.ts'
import type { Jwks } from '../../../launch/smart/jwks.ts'
import { ok } from '../../../src/domain/result.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const now = new Date('2026-03-02T09:00:00Z')
const seconds = now.getTime() / 1000
const expected: ExpectedIdToken = {
  issuer: 'https://ehr.example/fhir',
  clientId: 'workwell',
  nonce: 'nonce-1',
  jwksUri: 'https://ehr.example/jwks',
  fhirBase: 'https://ehr.example/fhir',
  now,
}
const good = {
  iss: expected.issuer,
  aud: 'workwell',
  sub: 'user-1',
  iat: seconds,
  exp: seconds + 300,
  nonce: 'nonce-1',
  fhirUser: 'Practitioner/gp-1',
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
/** Signs what jsonwebtoken would refuse to sign. */
const sign = (
  claims: unknown,
  { key = rsa.privateKey, header = {} as object, algorithm = 'RS256' as 'RS256' | 'ES256' } = {},
) =>
  jwt.sign(Buffer.from(JSON.stringify(claims)), key, { header: { typ: 'JWT', kid: 'k1', ...header, alg: algorithm } })

type KeyFinder = Pick<Jwks, 'keyFor'>
const publishing = (key: KeyObject): KeyFinder => ({ keyFor: async () => ok(key) })
const verify = (token: string, change: Partial<ExpectedIdToken> = {}, jwks = publishing(rsa.publicKey)) =>
  verifyIdToken(token, { ...expected, ...change }, jwks)
const bad = (detail: string) => ({ ok: false, failure: { code: 'BAD_ID_TOKEN', detail } })

describe('an id_token that is right', () => {
  it('says who has signed in', async () => {
    expect(await verify(sign(good))).toEqual(ok({ subject: 'user-1', fhirUser: 'Practitioner/gp-1' }))
  })

  it('may be signed with ES256', async () => {
    const token = sign(good, { key: ec.privateKey, algorithm: 'ES256' })
    expect((await verify(token, {}, publishing(ec.publicKey))).ok).toBe(true)
  })

  it('may name the clinician with the full address on the FHIR base', async () => {
    const fhirUser = 'https://ehr.example/fhir/PractitionerRole/r.1'
    expect(await verify(sign({ ...good, fhirUser }))).toMatchObject({ value: { fhirUser: 'PractitionerRole/r.1' } })
    expect((await verify(sign({ ...good, fhirUser }), { fhirBase: 'https://ehr.example/fhir/' })).ok).toBe(true)
  })

  it('may hold names in any script', async () => {
    expect((await verify(sign({ ...good, name: 'Dr Zoë Łukasz 王' }))).ok).toBe(true)
  })

  it('may have several audiences when we are the authorized party', async () => {
    expect((await verify(sign({ ...good, aud: ['workwell', 'other'], azp: 'workwell' }))).ok).toBe(true)
  })

  it('may be half a minute off our clock', async () => {
    expect((await verify(sign({ ...good, iat: seconds + 29 }))).ok).toBe(true)
    expect((await verify(sign({ ...good, exp: seconds - 29 }))).ok).toBe(true)
  })
})

describe('an id_token is refused', () => {
  it('with algorithm none', async () => {
    const token = `${base64({ alg: 'none', typ: 'JWT' })}.${base64(good)}.`
    expect(await verify(token)).toEqual(bad('header: algorithm, type or critical extension not accepted'))
  })

  it('with HS256 keyed with the public key', async () => {
    const head = `${base64({ alg: 'HS256', typ: 'JWT', kid: 'k1' })}.${base64(good)}`
    const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' })
    const token = `${head}.${createHmac('sha256', pem).update(head).digest('base64url')}`
    expect(await verify(token)).toEqual(bad('header: algorithm, type or critical extension not accepted'))
  })

  it('signed with another key', async () => {
    expect(await verify(sign(good, { key: otherRsa.privateKey }))).toEqual(bad('invalid signature'))
  })

  it('when the key is of another kind than the algorithm', async () => {
    expect(await verify(sign(good), {}, publishing(ec.publicKey))).toMatchObject({ failure: { code: 'BAD_ID_TOKEN' } })
  })

  it('with a critical extension that we do not know', async () => {
    const token = sign(good, { header: { crit: ['https://x.example'], 'https://x.example': 1 } })
    expect(await verify(token)).toEqual(bad('header: algorithm, type or critical extension not accepted'))
  })

  it('when it is a token of another type', async () => {
    const token = sign(good, { header: { typ: 'at+jwt' } })
    expect(await verify(token)).toEqual(bad('header: algorithm, type or critical extension not accepted'))
  })

  it.each([
    ['another issuer', { iss: 'https://ehr.example/fhir/' }, 'jwt issuer invalid'],
    ['no issuer', { iss: undefined }, 'jwt issuer invalid'],
    ['another audience', { aud: 'other' }, 'jwt audience invalid'],
    ['no audience', { aud: undefined }, 'jwt audience invalid'],
    ['another nonce', { nonce: 'nonce-2' }, 'jwt nonce invalid'],
    ['no nonce', { nonce: undefined }, 'jwt nonce invalid'],
    ['an expiry in the past', { exp: seconds - 31 }, 'jwt expired'],
    ['no expiry', { exp: undefined }, 'claims: exp'],
    ['a start in the future', { nbf: seconds + 60 }, 'jwt not active'],
    ['an issue in the future', { iat: seconds + 31 }, 'iat is in the future'],
    ['no time of issue', { iat: undefined }, 'iat required when maxAge is specified'],
    ['an issue too long ago', { iat: seconds - 3600 }, 'maxAge exceeded'],
    ['no subject', { sub: undefined }, 'claims: sub'],
    ['an empty subject', { sub: '' }, 'claims: sub'],
    ['a subject without end', { sub: 'x'.repeat(256) }, 'claims: sub'],
    ['another authorized party', { azp: 'other' }, 'azp is not this client'],
    ['several audiences and no authorized party', { aud: ['workwell', 'other'] }, 'azp is not this client'],
  ])('with %s', async (_name, change: object, detail) => {
    expect(await verify(sign({ ...good, ...change }))).toEqual(bad(detail))
  })

  it.each([
    'https://evil.example/fhir/Practitioner/gp-1',
    'https://ehr.example/fhirx/Practitioner/gp-1',
    'https://ehr.example/fhir/a/../Practitioner/gp-1',
    'http://ehr.example/fhir/Practitioner/gp-1',
    'Practitioner/',
    'Practitioner/..',
    'Practitioner/1/_history/2',
    '../Practitioner/1',
    'gp-1',
  ])('with the clinician %s', async fhirUser => {
    expect(await verify(sign({ ...good, fhirUser }))).toEqual(
      bad('fhirUser is not a reference on the FHIR base of the EHR'),
    )
  })

  it.each(['', 'a', 'a.b.c', `${base64({ alg: 'RS256' })}.${Buffer.from('no json').toString('base64url')}.xx`])(
    'when it is the nonsense %j, quoting none of it',
    async token => {
      const result = await verify(token)
      expect(result).toMatchObject({ ok: false, failure: { code: 'BAD_ID_TOKEN' } })
      expect(JSON.stringify(result)).not.toContain('no json')
    },
  )

  it('when no published key fits', async () => {
    const jwks: KeyFinder = {
      keyFor: async () => ({ ok: false, failure: { code: 'EHR_UNREACHABLE', detail: 'JWKS' } }),
    }
    expect(await verify(sign(good), {}, jwks)).toMatchObject({ failure: { code: 'EHR_UNREACHABLE' } })
  })
})

it.each(['Patient/p1', 'https://ehr.example/fhir/RelatedPerson/r1', 'Person/1', undefined])(
  'fhirUser %s is not a clinician',
  async fhirUser => {
    expect(await verify(sign({ ...good, fhirUser }))).toMatchObject({ failure: { code: 'NOT_A_CLINICIAN' } })
  },
)
