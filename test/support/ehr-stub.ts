import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import jwt from 'jsonwebtoken'

/** What a test may bend in the stub. Undefined entries of a claim or field set take the field away. */
export interface EhrStubBends {
  configuration?: Record<string, unknown>
  /** Every answer comes so much later. */
  delayMs?: number
  /** Answers the next discoveries with this status. */
  discoveryStatus?: number
  claims?: Record<string, unknown>
  tokenFields?: Record<string, unknown>
  /** Answers at the token endpoint in place of the stub. */
  token?: (req: express.Request, res: express.Response) => void
  /** Makes the id_token in place of the stub. */
  idToken?: (claims: Record<string, unknown>, privateKey: KeyObject) => string
  code?: string
  /** Gives refresh tokens: each is good once, and a second use ends the grant (RFC 9700, 4.14.2). */
  refreshes?: boolean
  /** Answers a refresh in place of the stub. */
  refresh?: (req: express.Request, res: express.Response) => unknown
  refreshFields?: Record<string, unknown>
  revocationStatus?: number
  /** What the FHIR server has, by `Type/id`. */
  resources?: Record<string, object>
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** A SMART EHR on loopback that plays by the book until a test bends it. */
export async function startEhrStub(bends: EhrStubBends = {}) {
  const app = express()
  const calls: { path: string; body: Record<string, string>; authorization: string | undefined }[] = []
  const issued = new Map<string, { query: Record<string, string>; spent: boolean }>()
  const minted = { count: 0 }
  const live = { access: new Set<string>(), refresh: new Set<string>() }
  /** A pair of tokens that work, until they are rotated, revoked or made to expire. */
  function mint(): Record<string, unknown> {
    minted.count += 1
    const access = `token-${minted.count}`
    live.access.add(access)
    if (!bends.refreshes) return { access_token: access }
    live.refresh.add(`refresh-${minted.count}`)
    return { access_token: access, refresh_token: `refresh-${minted.count}` }
  }
  app.use(express.urlencoded({ extended: false }))
  app.use((req, _res, next) => {
    calls.push({ path: req.path, body: req.body ?? {}, authorization: req.headers.authorization })
    if (bends.delayMs === undefined) next()
    else setTimeout(next, bends.delayMs)
  })

  app.get('/fhir/.well-known/smart-configuration', (_req, res) => {
    if (bends.discoveryStatus !== undefined) return void res.status(bends.discoveryStatus).send('<html>sorry</html>')
    res.json({
      issuer: issuer(),
      jwks_uri: `${origin()}/jwks`,
      authorization_endpoint: `${origin()}/authorize`,
      token_endpoint: `${origin()}/token`,
      grant_types_supported: ['authorization_code'],
      capabilities: ['launch-ehr', 'sso-openid-connect', 'client-public', 'context-ehr-patient'],
      code_challenge_methods_supported: ['S256'],
      ...bends.configuration,
    })
  })

  app.get('/jwks', (_req, res) => {
    res.json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }] })
  })

  app.get('/authorize', (req, res) => {
    const query = Object.fromEntries(Object.entries(req.query).map(([name, value]) => [name, String(value)]))
    const code = bends.code ?? randomUUID()
    issued.set(code, { query, spent: false })
    const back = new URL(query.redirect_uri ?? '')
    back.searchParams.set('code', code)
    back.searchParams.set('state', query.state ?? '')
    res.redirect(302, back.href)
  })

  app.post('/token', (req, res) => {
    if (req.body.grant_type === 'refresh_token') return refresh(req, res)
    if (bends.token !== undefined) return bends.token(req, res)
    const grant = issued.get(req.body.code)
    const challenge = createHash('sha256').update(String(req.body.code_verifier)).digest('base64url')
    const isRight =
      grant !== undefined &&
      !grant.spent &&
      req.body.grant_type === 'authorization_code' &&
      req.body.redirect_uri === grant.query.redirect_uri &&
      grant.query.code_challenge_method === 'S256' &&
      challenge === grant.query.code_challenge
    if (!isRight) return void res.status(400).json({ error: 'invalid_grant' })
    grant.spent = true
    const seconds = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer(),
      aud: grant.query.client_id,
      sub: 'user-1',
      iat: seconds,
      exp: seconds + 300,
      nonce: grant.query.nonce,
      fhirUser: `${issuer()}/Practitioner/gp-1`,
      ...bends.claims,
    }
    const sign = bends.idToken ?? ((payload, key) => jwt.sign(payload, key, { algorithm: 'RS256', keyid: 'k1' }))
    res.set('Cache-Control', 'no-store').json({
      ...mint(),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: grant.query.scope,
      patient: 'p1',
      encounter: 'e1',
      id_token: sign(JSON.parse(JSON.stringify(claims)), privateKey),
      ...bends.tokenFields,
    })
  })

  function refresh(req: express.Request, res: express.Response): void {
    if (bends.refresh !== undefined) return void bends.refresh(req, res)
    if (!live.refresh.delete(String(req.body.refresh_token))) {
      live.access.clear()
      live.refresh.clear()
      return void res.status(400).json({ error: 'invalid_grant' })
    }
    res.json({ ...mint(), token_type: 'Bearer', expires_in: 3600, scope: 'openid', ...bends.refreshFields })
  }

  app.post('/revoke', (req, res) => {
    if (bends.revocationStatus !== undefined) return void res.status(bends.revocationStatus).end()
    live.access.delete(String(req.body.token))
    live.refresh.delete(String(req.body.token))
    res.status(200).end()
  })

  app.use('/fhir', (req, res) => {
    const token = (req.headers.authorization ?? '').replace('Bearer ', '')
    const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'login' }] }
    if (!live.access.has(token)) return void res.status(401).type('application/fhir+json').json(outcome)
    const found = bends.resources?.[req.path.slice(1)]
    if (found !== undefined) return void res.type('application/fhir+json').json(found)
    if (req.path.split('/').length > 2) return void res.status(404).type('application/fhir+json').json(outcome)
    res.type('application/fhir+json').json({ resourceType: 'Bundle', type: 'searchset', entry: [] })
  })

  const server = app.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const origin = (): string => `http://127.0.0.1:${port}`
  const issuer = (): string => `${origin()}/fhir`
  return {
    issuer: issuer(),
    origin: origin(),
    bends,
    calls,
    publicKey,
    callsTo: (path: string) => calls.filter(call => call.path === path),
    refreshed: () => calls.filter(call => call.body.grant_type === 'refresh_token'),
    live,
    stop: () => new Promise<void>(resolve => void server.close(() => resolve()).closeAllConnections()),
  }
}
export type EhrStub = Awaited<ReturnType<typeof startEhrStub>>
