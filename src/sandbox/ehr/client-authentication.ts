import { ok, type Result } from '../../domain/result.ts'
import { isSameSecret } from '../../http/is-same-secret.ts'
import { createAssertionCheck } from '../hub-auth/client-assertion.ts'
import type { RegisteredClient, RegisteredClients } from './client.ts'
import { refuseToken, type TokenRefusal } from './token-refusal.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export interface ClientAuthenticationDeps {
  readonly clients: RegisteredClients
  readonly tokenUrl: string
  readonly now: () => Date
}

/** Who asks at the token endpoint, from the form and the Authorization header. */
export type Authenticate = (
  form: Form,
  authorization: string | undefined,
) => Promise<Result<RegisteredClient, TokenRefusal>>

type Form = Readonly<Record<string, unknown>>

/** RFC 6749 section 2.3.1: both halves are form-encoded before they are joined. */
function basicOf(header: string): { clientId: string; secret: string } | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header) ?? []
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? []
  if (id === undefined || secret === undefined) return undefined
  try {
    return { clientId: decodeURIComponent(id), secret: decodeURIComponent(secret) }
  } catch {
    return undefined
  }
}

/** The client that an unsigned assertion says it is from: looked up only, believed after the signature. */
function claimedClient(assertion: unknown): unknown {
  try {
    const [, payload = ''] = String(assertion).split('.')
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null && 'iss' in claims ? claims.iss : undefined
  } catch {
    return undefined
  }
}

const wrong = (description: string) => refuseToken('invalid_client', description)

/** Takes each client in the one way in which it is registered to prove itself, and in no other. */
export function createClientAuthentication({ clients, tokenUrl, now }: ClientAuthenticationDeps): Authenticate {
  const checks = new Map(
    clients.all.flatMap(each =>
      each.auth === 'private_key_jwt' ? [[each, createAssertionCheck({ client: each, tokenUrl, now })] as const] : [],
    ),
  )

  return async (form, authorization) => {
    const basic = authorization === undefined ? undefined : basicOf(authorization)
    const asserted = form.client_assertion ?? form.client_assertion_type
    if (authorization !== undefined && (basic === undefined || asserted !== undefined))
      return wrong('the Authorization header is not Basic, or the client proves itself in two ways')

    const said = basic?.clientId ?? (asserted === undefined ? form.client_id : claimedClient(form.client_assertion))
    const client = clients.find(said)
    if (client === undefined) return wrong('this client is not registered')
    // A confidential client need not repeat its client_id; where it does, it must not contradict itself.
    if (form.client_id !== undefined && form.client_id !== client.clientId) return wrong('client_id is another client')

    if (client.auth === 'public')
      return basic === undefined && asserted === undefined && form.client_id === client.clientId
        ? ok(client)
        : wrong('this client is registered as public: it proves itself with nothing but its client_id')
    if (client.auth === 'client_secret')
      return basic !== undefined && isSameSecret(basic.secret, client.secret)
        ? ok(client)
        : wrong('this client proves itself with its secret (HTTP Basic), and it is not the right one')
    if (form.client_assertion_type !== ASSERTION_TYPE || typeof form.client_assertion !== 'string')
      return wrong('this client proves itself with a client_assertion (private_key_jwt)')
    const checked = await checks.get(client)?.(form.client_assertion)
    return checked?.ok ? ok(client) : wrong(`client_assertion: ${checked?.failure}`)
  }
}
