import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import nock from 'nock'
import { describe, expect, it, vi } from 'vitest'
import { createJwks } from '../../../launch/smart/jwks.ts'

const uri = 'https://ehr.example/jwks'
const first = generateKeyPairSync('rsa', { modulusLength: 2048 })
const second = generateKeyPairSync('rsa', { modulusLength: 2048 })
const short = generateKeyPairSync('rsa', { modulusLength: 1024 })
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const published = (key: KeyObject, kid: string | undefined, more: object = {}) => ({
  ...key.export({ format: 'jwk' }),
  ...(kid !== undefined && { kid }),
  ...more,
})

/** Answers as often as asked with what is in `keys` at that moment, and counts. */
function ehr(keys: { list: unknown[] }) {
  let count = 0
  nock('https://ehr.example')
    .get('/jwks')
    .reply(() => {
      count += 1
      return [200, { keys: keys.list }]
    })
    .persist()
  return () => count
}

function clockAt(start = '2026-03-02T09:00:00Z') {
  let at = Date.parse(start)
  return {
    now: () => new Date(at),
    wait: (secondsLater: number) => {
      at += secondsLater * 1000
    },
  }
}

const RS = { kid: 'a', alg: 'RS256' } as const

describe('the public keys of an EHR', () => {
  it('are fetched once for many tokens', async () => {
    const count = ehr({ list: [published(first.publicKey, 'a')] })
    const jwks = createJwks(clockAt())
    const found = await Promise.all([jwks.keyFor(uri, RS), jwks.keyFor(uri, RS), jwks.keyFor(uri, RS)])
    expect(found.every(result => result.ok && result.value.equals(first.publicKey))).toBe(true)
    expect(count()).toBe(1)
  })

  it('are fetched again after ten minutes, so that a withdrawn key stops working', async () => {
    const keys = { list: [published(first.publicKey, 'a')] }
    ehr(keys)
    const clock = clockAt()
    const jwks = createJwks(clock)
    expect((await jwks.keyFor(uri, RS)).ok).toBe(true)
    keys.list = []
    clock.wait(601)
    expect(await jwks.keyFor(uri, RS)).toMatchObject({ ok: false, failure: { code: 'BAD_ID_TOKEN' } })
  })

  it('may be rotated: an unknown kid is looked for again', async () => {
    const keys = { list: [published(first.publicKey, 'a')] }
    ehr(keys)
    const clock = clockAt()
    const jwks = createJwks(clock)
    await jwks.keyFor(uri, RS)
    keys.list = [published(second.publicKey, 'b')]
    clock.wait(31)
    const found = await jwks.keyFor(uri, { kid: 'b', alg: 'RS256' })
    expect(found.ok && found.value.equals(second.publicKey)).toBe(true)
  })

  it('are not asked for more than once in 30 seconds, however many made-up kids come', async () => {
    const count = ehr({ list: [published(first.publicKey, 'a')] })
    const clock = clockAt()
    const jwks = createJwks(clock)
    for (let each = 0; each < 20; each += 1) await jwks.keyFor(uri, { kid: `made-up-${each}`, alg: 'RS256' })
    expect(count()).toBe(1)
    clock.wait(31)
    for (let each = 0; each < 20; each += 1) await jwks.keyFor(uri, { kid: `made-up-${each}`, alg: 'RS256' })
    expect(count()).toBe(2)
  })

  it.each([
    ['says nothing', undefined, 599, 601],
    ['says five minutes', 'public, max-age=300', 299, 301],
    ['says a day: ten minutes at the most', 'max-age=86400', 599, 601],
    ['says nothing at all may be kept: a minute at the least', 'no-store', 59, 61],
    ['says no time: a minute at the least', 'max-age=0, must-revalidate', 59, 61],
    ['says nonsense', 'max-age=soon', 599, 601],
  ])('are kept for as long as the EHR says: it %s', async (_name, cacheControl, before, after) => {
    let count = 0
    nock('https://ehr.example')
      .get('/jwks')
      .reply(() => {
        count += 1
        return [200, { keys: [published(first.publicKey, 'a')] }, cacheControl ? { 'cache-control': cacheControl } : {}]
      })
      .persist()
    const clock = clockAt()
    const jwks = createJwks(clock)
    await jwks.keyFor(uri, RS)
    clock.wait(before)
    await jwks.keyFor(uri, RS)
    expect(count).toBe(1)
    clock.wait(after - before)
    await jwks.keyFor(uri, RS)
    expect(count).toBe(2)
  })

  it('asked for ahead may be rotated at once: the first unknown kid is looked for again', async () => {
    const keys = { list: [published(first.publicKey, 'a')] }
    const count = ehr(keys)
    const jwks = createJwks(clockAt())
    jwks.warm(uri)
    await vi.waitFor(() => expect(count()).toBe(1))
    expect((await jwks.keyFor(uri, RS)).ok).toBe(true)
    keys.list = [published(second.publicKey, 'b')]
    expect((await jwks.keyFor(uri, { kid: 'b', alg: 'RS256' })).ok).toBe(true)
    expect(count()).toBe(2)
    for (let each = 0; each < 20; each += 1) await jwks.keyFor(uri, { kid: `made-up-${each}`, alg: 'RS256' })
    expect(count()).toBe(2)
  })

  it('asked for ahead in vain are asked for again when they are needed', async () => {
    nock('https://ehr.example')
      .get('/jwks')
      .reply(500)
      .get('/jwks')
      .reply(200, { keys: [published(first.publicKey, 'a')] })
    const jwks = createJwks(clockAt())
    jwks.warm(uri)
    await vi.waitFor(async () => expect((await jwks.keyFor(uri, RS)).ok).toBe(true))
  })

  it('survive a failure of the EHR while they are fresh, and made-up kids meanwhile make no flood', async () => {
    let count = 0
    let isDown = false
    nock('https://ehr.example')
      .get('/jwks')
      .reply(() => {
        count += 1
        return isDown ? [503] : [200, { keys: [published(first.publicKey, 'a')] }]
      })
      .persist()
    const clock = clockAt()
    const jwks = createJwks(clock)
    await jwks.keyFor(uri, RS)
    isDown = true
    clock.wait(31)
    for (let each = 0; each < 20; each += 1) await jwks.keyFor(uri, { kid: `made-up-${each}`, alg: 'RS256' })
    expect(count).toBe(2)
    expect((await jwks.keyFor(uri, RS)).ok).toBe(true)
  })

  it('are asked for once when many unknown kids come at the same time', async () => {
    const keys = { list: [published(first.publicKey, 'a')] }
    const count = ehr(keys)
    const clock = clockAt()
    const jwks = createJwks(clock)
    await jwks.keyFor(uri, RS)
    keys.list = [published(second.publicKey, 'b')]
    clock.wait(31)
    const found = await Promise.all(Array.from({ length: 5 }, () => jwks.keyFor(uri, { kid: 'b', alg: 'RS256' })))
    expect(found.every(each => each.ok)).toBe(true)
    expect(count()).toBe(2)
  })

  it('may go without kid when only one fits', async () => {
    const keys = { list: [published(first.publicKey, undefined), published(p256.publicKey, undefined)] }
    ehr(keys)
    expect((await createJwks(clockAt()).keyFor(uri, { kid: undefined, alg: 'RS256' })).ok).toBe(true)
    keys.list = [published(first.publicKey, 'a'), published(second.publicKey, 'b')]
    expect((await createJwks(clockAt()).keyFor(uri, { kid: undefined, alg: 'RS256' })).ok).toBe(false)
  })

  it.each([
    ['an RSA key of 1024 bits', published(short.publicKey, 'a')],
    ['a key for encryption', published(first.publicKey, 'a', { use: 'enc' })],
    ['a key for another algorithm', published(first.publicKey, 'a', { alg: 'RS384' })],
    ['an elliptic key', published(p256.publicKey, 'a')],
    ['a symmetric key', { kty: 'oct', k: 'c2VjcmV0', kid: 'a' }],
    ['a broken key', { kty: 'RSA', n: '!', e: 'AQAB', kid: 'a' }],
    ['no key', null],
  ])('are of no use to RS256 when there is only %s', async (_name, key) => {
    ehr({ list: [key] })
    expect(await createJwks(clockAt()).keyFor(uri, RS)).toEqual({
      ok: false,
      failure: { code: 'BAD_ID_TOKEN', detail: 'no published key fits the signature' },
    })
  })

  it('are taken as public even when a private key was published', async () => {
    ehr({ list: [published(first.privateKey, 'a')] })
    const found = await createJwks(clockAt()).keyFor(uri, RS)
    expect(found.ok && found.value.type).toBe('public')
  })

  it('that cannot be read are asked for again at the next launch', async () => {
    nock('https://ehr.example')
      .get('/jwks')
      .reply(500)
      .get('/jwks')
      .reply(200, { keys: [published(first.publicKey, 'a')] })
    const jwks = createJwks(clockAt())
    expect(await jwks.keyFor(uri, RS)).toMatchObject({ failure: { code: 'EHR_UNREACHABLE' } })
    expect((await jwks.keyFor(uri, RS)).ok).toBe(true)
  })

  it.each([
    ['a page of HTML', '<html></html>', 'BAD_ID_TOKEN'],
    ['another document', '{"issuer":"x"}', 'BAD_ID_TOKEN'],
    ['more than 100 kB', JSON.stringify({ keys: [], more: 'x'.repeat(200_000) }), 'BAD_ID_TOKEN'],
  ])('are not believed in %s', async (_name, body, code) => {
    nock('https://ehr.example').get('/jwks').reply(200, body)
    expect(await createJwks(clockAt()).keyFor(uri, RS)).toMatchObject({ failure: { code } })
  })

  it('that come too late count as unreachable', async () => {
    nock('https://ehr.example').get('/jwks').delay(1000).reply(200, { keys: [] })
    const jwks = createJwks({ ...clockAt(), timeoutMs: 50 })
    expect(await jwks.keyFor(uri, RS)).toMatchObject({ failure: { code: 'EHR_UNREACHABLE' } })
  })
})
