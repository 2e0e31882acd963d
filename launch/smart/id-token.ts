import jwt from 'jsonwebtoken'
import { z } from 'zod'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { Jwks } from './jwks.ts'
import type { LaunchFailure } from './launch-failure.ts'
import { SIGNING_ALGORITHMS } from './published-key.ts'

/** What the id_token must say, all of it known before it came. */
export interface ExpectedIdToken {
  readonly issuer: string
  readonly clientId: string
  readonly nonce: string
  readonly jwksUri: string
  /** The EHR's FHIR base: whoever signs in must stand on it. */
  readonly fhirBase: string
  readonly now: Date
}

export interface SignedIn {
  readonly subject: string
  /** Relative: `Practitioner/1` or `PractitionerRole/1`. */
  readonly fhirUser: string
}

const LEEWAY_SECONDS = 30

/** `crit` asks for rules that we do not know: RFC 7515, 4.1.11 says refuse. jsonwebtoken lets it pass. */
const headerSchema = z.looseObject({
  alg: z.enum(SIGNING_ALGORITHMS),
  kid: z.string().optional(),
  typ: z.string().regex(/^jwt$/i).optional(),
  crit: z.undefined().optional(),
})

/** What jsonwebtoken does not insist on: an expiry, a time of issue, a subject of legal length. */
const claimsSchema = z.looseObject({
  sub: z.string().min(1).max(255),
  exp: z.number(),
  iat: z.number(),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  fhirUser: z.string().optional(),
})

const bad = (detail: string) => fail({ code: 'BAD_ID_TOKEN', detail } as const)

/** Verifies an id_token as OpenID Connect Core 3.1.3.7 and SMART App Launch 2.2 demand; nothing in it counts before that. */
export async function verifyIdToken(
  token: string,
  expected: ExpectedIdToken,
  jwks: Pick<Jwks, 'keyFor'>,
): Promise<Result<SignedIn, LaunchFailure>> {
  const header = headerSchema.safeParse(headerOf(token))
  if (!header.success) return bad('header: algorithm, type or critical extension not accepted')
  const { alg, kid } = header.data
  const key = await jwks.keyFor(expected.jwksUri, { kid, alg })
  if (!key.ok) return key

  const nowSeconds = Math.floor(expected.now.getTime() / 1000)
  const verified = verifySignature(() =>
    jwt.verify(token, key.value, {
      algorithms: [alg],
      issuer: expected.issuer,
      audience: expected.clientId,
      nonce: expected.nonce,
      clockTimestamp: nowSeconds,
      clockTolerance: LEEWAY_SECONDS,
      maxAge: '10m',
    }),
  )
  if (!verified.ok) return verified
  const claims = claimsSchema.safeParse(verified.value)
  if (!claims.success) return bad(`claims: ${claims.error.issues.map(issue => issue.path.join('.')).join(', ')}`)
  const { sub, iat, aud, azp, fhirUser } = claims.data
  if (iat > nowSeconds + LEEWAY_SECONDS) return bad('iat is in the future')
  if (azp !== undefined ? azp !== expected.clientId : Array.isArray(aud) && aud.length > 1) {
    return bad('azp is not this client')
  }
  const user = clinicianReference(fhirUser, expected.fhirBase)
  return user.ok ? ok({ subject: sub, fhirUser: user.value }) : user
}

/** The header names the algorithm and the key; both are held against our own lists before they are used. */
function headerOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

/** jsonwebtoken throws its own errors for a bad token, but plain ones for a key that does not fit or a payload that is no JSON. */
function verifySignature(verify: () => unknown): Result<unknown, LaunchFailure> {
  try {
    return ok(verify())
  } catch (error) {
    // Its own messages are fixed phrases up to the first full stop; what follows may quote a value.
    return bad(error instanceof jwt.JsonWebTokenError ? (error.message.split('.')[0] ?? '') : 'could not be verified')
  }
}

/** fhirUser, absolute or relative, as a reference on the EHR's own base: another server's Practitioner/1 is someone else. */
function clinicianReference(fhirUser: string | undefined, fhirBase: string): Result<string, LaunchFailure> {
  const base = fhirBase.endsWith('/') ? fhirBase : `${fhirBase}/`
  const relative = fhirUser?.startsWith(base) ? fhirUser.slice(base.length) : fhirUser
  const [, type] = /^([A-Z][A-Za-z]+)\/(?!\.+$)[A-Za-z0-9\-.]{1,64}$/.exec(relative ?? '') ?? []
  if (relative === undefined) return fail({ code: 'NOT_A_CLINICIAN', detail: 'no fhirUser' })
  if (type === undefined) return bad('fhirUser is not a reference on the FHIR base of the EHR')
  if (type === 'Practitioner' || type === 'PractitionerRole') return ok(relative)
  return fail({ code: 'NOT_A_CLINICIAN', detail: 'fhirUser is not a Practitioner or PractitionerRole' })
}
