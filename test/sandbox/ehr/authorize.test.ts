import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningEhr, runningEhr } from './running-ehr.ts'

let ehr: RunningEhr
beforeAll(async () => {
  ehr = await runningEhr()
})
afterAll(() => ehr.close())

const redirectOf = (response: Response): URL => new URL(response.headers.get('location') ?? '')

describe('an authorize request that is right', () => {
  it.each(['GET', 'POST'] as const)(
    'goes back with a code and the state by %s, and asks nobody to sign in',
    async method => {
      const response = await ehr.authorize({}, method)
      expect(response.status).toBe(method === 'GET' ? 302 : 303)
      const back = redirectOf(response)
      expect(back.origin + back.pathname).toBe(ehr.redirectUri)
      expect(back.searchParams.get('state')).toBe('a-state')
      expect(back.searchParams.get('code')).toMatch(/^[\w-]{43}$/)
      expect(response.headers.get('cache-control')).toBe('no-store')
    },
  )
})

describe('an authorize request whose client or redirect is not the registered one', () => {
  it.each([
    ['no client_id', { client_id: undefined }],
    ['another client_id', { client_id: 'someone-else' }],
    ['no redirect_uri', { redirect_uri: undefined }],
    ['another host', { redirect_uri: 'https://attacker.example/callback' }],
    ['a longer path', { redirect_uri: 'http://localhost:3000/callback/more' }],
    ['a query', { redirect_uri: 'http://localhost:3000/callback?x=1' }],
  ])('is answered with a page, never a redirect: %s', async (_name, changes) => {
    const response = await ehr.authorize(changes)
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
    const page = await response.text()
    expect(page).toContain('This app cannot be opened')
    expect(page).toContain('SYNTHETIC')
    expect(page).not.toContain('attacker.example')
  })
})

describe('an authorize request that breaks a rule', () => {
  it.each([
    ['no response_type', { response_type: undefined }, 'unsupported_response_type'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['no aud', { aud: undefined }, 'invalid_request'],
    ['the aud of another server', { aud: 'https://other.example/fhir' }, 'invalid_request'],
    ['no PKCE challenge', { code_challenge: undefined }, 'invalid_request'],
    ['no PKCE method', { code_challenge_method: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a challenge that is no SHA-256', { code_challenge: 'short' }, 'invalid_request'],
    ['no launch', { launch: undefined }, 'invalid_request'],
    ['a launch of somebody else', { launch: 'made-up' }, 'invalid_request'],
    ['no scope', { scope: undefined }, 'invalid_scope'],
    ['no launch scope', { scope: 'openid patient/*.rs' }, 'invalid_scope'],
    ['an empty nonce', { nonce: '' }, 'invalid_request'],
  ])('goes back with the error and the state, and no code: %s', async (_name, changes, error) => {
    const back = redirectOf(await ehr.authorize(changes))
    expect(back.origin + back.pathname).toBe(ehr.redirectUri)
    expect(back.searchParams.get('error')).toBe(error)
    expect(back.searchParams.get('state')).toBe('a-state')
    expect(back.searchParams.has('code')).toBe(false)
  })

  it('wants aud to the letter: a slash at the end is another server', async () => {
    const back = redirectOf(await ehr.authorize({ aud: `${ehr.iss}/` }))
    expect(back.searchParams.get('error')).toBe('invalid_request')
  })

  it('wants a state', async () => {
    const back = redirectOf(await ehr.authorize({ state: undefined }))
    expect(back.searchParams.get('error')).toBe('invalid_request')
    expect(back.searchParams.has('state')).toBe(false)
  })

  it('does not take a parameter twice', async () => {
    const first = await ehr.authorize()
    const twice = new URL(first.url)
    twice.searchParams.append('state', 'another')
    const back = redirectOf(await fetch(twice, { redirect: 'manual' }))
    expect(back.searchParams.get('error')).toBe('invalid_request')
  })

  it('does not take a launch that is older than ten minutes', async () => {
    const launch = await ehr.launch()
    ehr.passSeconds(599)
    expect(redirectOf(await ehr.authorize({ launch })).searchParams.has('code')).toBe(true)
    ehr.passSeconds(1)
    expect(redirectOf(await ehr.authorize({ launch })).searchParams.get('error')).toBe('invalid_request')
  })
})
