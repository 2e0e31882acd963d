import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningEhr, runningEhr } from './running-ehr.ts'

let ehr: RunningEhr
beforeAll(async () => {
  ehr = await runningEhr()
})
afterAll(() => ehr.close())

interface Tokens {
  access_token: string
  refresh_token: string
  [member: string]: unknown
}

async function signedIn(scope = 'launch openid online_access patient/*.rs'): Promise<Tokens & { code: string }> {
  const code = await ehr.code({ scope })
  return { code, ...(await (await ehr.token({ code })).json()) }
}
const refresh = (refresh_token: string, changes: Record<string, string | undefined> = {}) =>
  ehr.token({
    grant_type: 'refresh_token',
    refresh_token,
    redirect_uri: undefined,
    code_verifier: undefined,
    ...changes,
  })
const renewed = async (refresh_token: string): Promise<Tokens> => (await refresh(refresh_token)).json()
const works = async (token: string) => (await ehr.fhir('/Patient/patient-anya', token)).status === 200
const errorOf = async (response: Response) => [response.status, (await response.json()).error]

describe('a refresh token', () => {
  it.each(['online_access', 'offline_access'])('is given with %s, and brings the same access again', async scope => {
    const first = await signedIn(`launch openid ${scope} patient/*.rs`)
    const second = await renewed(first.refresh_token)
    expect(second).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      patient: 'patient-anya',
      scope: first.scope,
    })
    expect(second.access_token).not.toBe(first.access_token)
    expect(await works(second.access_token)).toBe(true)
    expect(second).not.toHaveProperty('id_token')
  })

  it('is not given without one of these scopes', async () => {
    expect(await signedIn('launch openid patient/*.rs')).not.toHaveProperty('refresh_token')
  })

  it('is replaced at each use (rotation)', async () => {
    const first = await signedIn()
    const second = await renewed(first.refresh_token)
    const third = await renewed(second.refresh_token)
    expect(new Set([first, second, third].map(each => each.refresh_token)).size).toBe(3)
    expect(await works(third.access_token)).toBe(true)
  })

  it('that is used twice ends the whole sign-in: nobody can tell which of the two stole it', async () => {
    const first = await signedIn()
    const second = await renewed(first.refresh_token)
    expect(await errorOf(await refresh(first.refresh_token))).toEqual([400, 'invalid_grant'])
    expect(await errorOf(await refresh(second.refresh_token))).toEqual([400, 'invalid_grant'])
    expect(await works(first.access_token)).toBe(false)
    expect(await works(second.access_token)).toBe(false)
  })

  it('of another sign-in lives on when one is ended', async () => {
    const [one, other] = [await signedIn(), await signedIn()]
    await refresh(one.refresh_token)
    await refresh(one.refresh_token)
    expect(await works((await renewed(other.refresh_token)).access_token)).toBe(true)
  })

  it('falls with its code when that is replayed', async () => {
    const { code, refresh_token } = await signedIn()
    await ehr.token({ code })
    expect(await errorOf(await refresh(refresh_token))).toEqual([400, 'invalid_grant'])
  })

  it('belongs to its client', async () => {
    const { refresh_token } = await signedIn()
    const authorization = `Basic ${btoa('workwell-referral-secret:make-believe-secret-that-everybody-knows')}`
    const response = await ehr.token(
      { grant_type: 'refresh_token', refresh_token, client_id: undefined },
      { authorization },
    )
    expect(await errorOf(response)).toEqual([400, 'invalid_grant'])
    expect(await works((await renewed(refresh_token)).access_token)).toBe(true)
  })

  it('gives fewer scopes when asked, never more', async () => {
    const less = await (await refresh((await signedIn()).refresh_token, { scope: 'launch' })).json()
    expect(less.scope).toBe('launch')
    expect(await works(less.access_token)).toBe(false)
    const more = await refresh((await signedIn()).refresh_token, { scope: 'launch patient/*.cruds' })
    expect(await errorOf(more)).toEqual([400, 'invalid_scope'])
  })

  it.each([
    ['no client', { client_id: undefined }, 401, 'invalid_client'],
    ['no token', { refresh_token: undefined }, 400, 'invalid_request'],
    ['a made-up token', { refresh_token: 'made-up' }, 400, 'invalid_grant'],
  ])('is refused with %s', async (_name, changes, status, error) => {
    expect(await errorOf(await refresh((await signedIn()).refresh_token, changes))).toEqual([status, error])
  })

  it('ends with the working day', async () => {
    const { refresh_token } = await signedIn()
    ehr.passSeconds(12 * 3600)
    expect(await errorOf(await refresh(refresh_token))).toEqual([400, 'invalid_grant'])
  })
})

describe('revocation', () => {
  const revoke = (form: Record<string, string>) =>
    fetch(`${ehr.url}/oauth/revoke`, { method: 'POST', body: new URLSearchParams(form) })

  it.each(['access_token', 'refresh_token'] as const)('by %s ends the sign-in', async kind => {
    const tokens = await signedIn()
    expect((await revoke({ token: tokens[kind], client_id: ehr.clientId })).status).toBe(200)
    expect(await works(tokens.access_token)).toBe(false)
    expect((await refresh(tokens.refresh_token)).status).toBe(400)
  })

  it('says 200 for a token that is not known, and wants a client and a token', async () => {
    expect((await revoke({ token: 'made-up', client_id: ehr.clientId })).status).toBe(200)
    expect((await revoke({ token: 'made-up', client_id: 'someone-else' })).status).toBe(401)
    expect((await revoke({ client_id: ehr.clientId })).status).toBe(400)
  })
})
