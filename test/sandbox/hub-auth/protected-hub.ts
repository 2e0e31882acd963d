import { createPrivateKey } from 'node:crypto'
import express, { type RequestHandler } from 'express'
import jwt, { type JwtHeader, type SignOptions } from 'jsonwebtoken'
import { clientKeyFrom, publicKeySet } from '../../../src/gateways/client-key.ts'
import { createFhirServer } from '../../../src/sandbox/fhir-server/fhir-server.ts'
import { createHubAuth } from '../../../src/sandbox/hub-auth/hub-auth.ts'
import { listen } from '../../../src/sandbox/listen.ts'
import type { PrivateJwk } from '../../support/client-keys.ts'

export const CLIENT_ID = 'app-under-test'
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export interface ProtectedHub {
  readonly fhirUrl: string
  readonly tokenUrl: string
  /** Where the client of this hub publishes its keys; what stands there can be changed. */
  readonly jwksUri: string
  published: unknown
  /** How often a token was given. */
  readonly tokensGiven: () => number
  /** Its clock, ahead of ours by so many seconds. */
  aheadBySeconds: number
  /** Put before everything else while it is there. */
  instead: RequestHandler | undefined
  /** As after a restart: no token counts any more. */
  forgetTokens(): void
  staffToken(): string
  close(): Promise<void>
}

/** A protected hub on loopback, and beside it the page where its client publishes its keys. */
export async function startProtectedHub(keys: readonly PrivateJwk[], tokenSeconds = 300): Promise<ProtectedHub> {
  const fhir = createFhirServer()
  const app = express()
  const server = await listen(app, 0, '127.0.0.1')
  const origin = `http://127.0.0.1:${server.port}`
  const [fhirUrl, jwksUri] = [`${origin}/fhir`, `${origin}/client/jwks.json`]
  let given = 0
  const hub = {
    aheadBySeconds: 0,
    instead: undefined as RequestHandler | undefined,
    published: publicKeySet(keys.map(key => clientKeyFrom(key, 'key'))) as unknown,
  }
  const newAuth = () =>
    createHubAuth({
      fhirBaseUrl: fhirUrl,
      client: { clientId: CLIENT_ID, jwksUri },
      now: () => new Date(Date.now() + hub.aheadBySeconds * 1000),
      tokenSeconds,
    })
  let auth = newAuth()
  app.get('/client/jwks.json', (_request, response) => void response.json(hub.published))
  app.use((request, response, next) => (hub.instead ? hub.instead(request, response, next) : next()))
  app.post('/fhir/auth/token', (_request, response, next) => {
    response.once('finish', () => {
      if (response.statusCode === 200) given += 1
    })
    next()
  })
  app.use('/fhir', (request, response, next) => auth.router(request, response, next))
  app.use('/fhir', fhir.router)
  return Object.assign(hub, {
    fhirUrl,
    jwksUri,
    tokenUrl: `${fhirUrl}/auth/token`,
    tokensGiven: () => given,
    forgetTokens: () => {
      auth = newAuth()
    },
    staffToken: () => auth.staffToken(),
    async close() {
      await server.close()
      await fhir.close()
    },
  })
}

export interface AssertionChange {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly algorithm?: SignOptions['algorithm']
}

let jtis = 0

/** A right assertion, but for what a test changes; a claim that is undefined is left out. */
export function assertionOf(key: PrivateJwk, tokenUrl: string, change: AssertionChange = {}): string {
  const seconds = Math.floor(Date.now() / 1000)
  jtis += 1
  const claims = { iss: CLIENT_ID, sub: CLIENT_ID, aud: tokenUrl, exp: seconds + 240, jti: `jti-${jtis}` }
  const algorithm = change.algorithm ?? (key.kty === 'RSA' ? 'RS384' : 'ES384')
  const header: JwtHeader = { alg: algorithm, typ: 'JWT', kid: key.kid, ...change.header }
  const payload = Object.entries({ ...claims, ...change.claims }).filter(([, value]) => value !== undefined)
  return jwt.sign(Object.fromEntries(payload), createPrivateKey({ key, format: 'jwk' }), { algorithm, header })
}

/** Asks for a token as a client written by hand does. */
export async function askToken(
  tokenUrl: string,
  assertion: string,
  change: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
) {
  const form = {
    grant_type: 'client_credentials',
    client_assertion_type: JWT_BEARER,
    client_assertion: assertion,
    scope: 'system/*.rs',
    ...change,
  }
  const answer = await fetch(tokenUrl, { method: 'POST', headers, body: new URLSearchParams(form) })
  const body: Record<string, unknown> = Object(await answer.json())
  return { status: answer.status, body, headers: answer.headers }
}
