import jwt from 'jsonwebtoken'
import { z } from 'zod'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type RegisteredSystem, registeredKey } from './registered-key.ts'

export interface AssertionDeps {
  readonly client: RegisteredSystem
  readonly tokenUrl: string
  readonly now: () => Date
}

const LONGEST_SECONDS = 300

/** SMART App Launch 2.2: these two and no others, a kid, `typ` JWT. `crit` asks for rules that this server does not know. */
const headerSchema = z.looseObject({
  alg: z.enum(['RS384', 'ES384']),
  kid: z.string().min(1),
  typ: z.literal('JWT'),
  jku: z.string().optional(),
  crit: z.undefined().optional(),
})

/** What jsonwebtoken does not insist on. An assertion for two addresses could be used by the one at the other. */
const claimsSchema = z.looseObject({
  exp: z.number(),
  jti: z.string().min(1).max(255),
  aud: z.union([z.string(), z.tuple([z.string()])]),
})

/** Checks a client assertion as RFC 7523 and SMART demand; the failure says which rule, for who integrates a client. */
export function createAssertionCheck({ client, tokenUrl, now }: AssertionDeps) {
  const used = new Map<string, number>()

  return async (assertion: string): Promise<Result<true, string>> => {
    const header = headerSchema.safeParse(headerOf(assertion))
    if (!header.success) return fail('the header must have alg RS384 or ES384, a kid, typ JWT and no crit')
    const { alg, kid, jku } = header.data
    // A jku that is not the registered one would let anybody bring his own key.
    if (jku !== undefined && jku !== client.jwksUri) return fail('the jku is not the registered key set')
    const key = await registeredKey(client, kid, alg)
    if (key === undefined) return fail(`no key for this kid and alg at ${client.jwksUri}`)

    const nowSeconds = Math.floor(now().getTime() / 1000)
    const verified = verify(() =>
      jwt.verify(assertion, key, {
        algorithms: [alg],
        issuer: client.clientId,
        subject: client.clientId,
        audience: tokenUrl,
        clockTimestamp: nowSeconds,
      }),
    )
    if (!verified.ok) return verified
    const claims = claimsSchema.safeParse(verified.value)
    if (!claims.success) return fail('exp, jti or aud is missing or misshapen')
    const { exp, jti } = claims.data
    if (exp > nowSeconds + LONGEST_SECONDS) return fail('exp is more than five minutes ahead')

    for (const [id, until] of used) if (until < nowSeconds) used.delete(id)
    if (used.has(jti)) return fail('the jti was used before')
    used.set(jti, exp)
    return ok(true)
  }
}

function headerOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

/** jsonwebtoken throws its own errors for a bad token, but plain ones for a key that does not fit. */
function verify(check: () => unknown): Result<unknown, string> {
  try {
    return ok(check())
  } catch (error) {
    return fail(error instanceof jwt.JsonWebTokenError ? error.message : 'the signature cannot be checked')
  }
}
