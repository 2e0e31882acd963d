import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import jwt from 'jsonwebtoken'

/** What a test may bend in the stub. Undefined entries of a claim or field set take the field away. */
export interface EhrStubBends {
  configuration?: Record<string, unknown>
  /** Answers the next discoveries with this status. */
  discoveryStatus?: number
  claims?: Record<string, unknown>
  tokenFields?: Record<string, unknown>
  /** Answers at the token endpoint in place of the stub. */
  token?: (req: express.Request, res: express.Response) => void
  /** Makes the id_token in place of the stub. */
  idToken?: (claims: Record<string, unknown>, privateKey: KeyObject) => string
  code?: string
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** A SMART EHR on loopback that plays by the book until a test bends it. */
export async function startEhrStub(bends: EhrStubBends = {}) {
  const app = express()
  const calls: { path: string; body: Record<string, string>; authorization: string | undefined }[] = []
  const issued = new Map<string, { query: Record<string, string>; spent: boolean }>()
  app.use(express.urlencoded({ extended: false }))
  app.use((req, _res, next) => {
    calls.push({ path: req.path, body: req.body ?? {}, authorization: req.headers.authorization })
    next()
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
      access_token: 'token-1',
      token_type: 'Bearer',
      expires_in: 3600,
      scope: grant.query.scope,
      patient: 'p1',
      encounter: 'e1',
      id_token: sign(JSON.parse(JSON.stringify(claims)), privateKey),
      ...bends.tokenFields,
    })
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
    stop: () => new Promise<void>(resolve => void server.close(() => resolve()).closeAllConnections()),
  }
}
export type EhrStub = Awaited<ReturnType<typeof startEhrStub>>
