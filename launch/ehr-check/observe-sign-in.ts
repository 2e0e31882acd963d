import { randomUUID } from 'node:crypto'
import type { ServiceRequest } from 'fhir/r4.js'
import { recordSearches } from '../../src/fhir/record-queries.ts'
import { isUnder } from '../../src/http/is-under.ts'
import type { ClientCredential } from '../smart/client-credential.ts'
import { clientProof, type ExchangeState, tokenRequest } from '../smart/fhirclient.ts'
import { verifyIdToken } from '../smart/id-token.ts'
import { createJwks } from '../smart/jwks.ts'
import { fhirId } from '../smart/launch-session.ts'
import { FORM } from '../smart/token-endpoint.ts'
import { nextIn } from './bundle.ts'
import { type Asked, type Look, look, membersOf } from './look.ts'
import type { CheckedEhr, SearchedPart, SearchSeen, SignInObservations } from './observations.ts'
import { baseOf, FHIR, MOST_FHIR_BYTES } from './observe.ts'

export interface SignInToObserve {
  readonly ehr: CheckedEhr
  readonly exchange: ExchangeState
  readonly nonce: string
  readonly code: string
  readonly iss: string | undefined
  readonly credential: ClientCredential
  /** Writes a request that says of itself that it was made in error: only where it was asked for. */
  readonly write: boolean
  readonly timeoutMs: number
  readonly now: () => Date
}

/** A whole launch, seen from the code to the end of its tokens. No session comes of it, and no token outlives it here. */
export async function observeSignIn(launch: SignInToObserve): Promise<SignInObservations> {
  const { exchange, nonce, iss, now } = launch
  const expected = { issuer: exchange.tokenIssuer, clientId: exchange.clientId, nonce }
  const token = await spend(launch)
  const answer = (token?.ok && token.value.status === 200 && membersOf(token)) || {}
  const signedIn =
    typeof answer.id_token === 'string'
      ? await verifyIdToken(
          answer.id_token,
          { ...expected, jwksUri: exchange.jwksUri, fhirBase: exchange.serverUrl, now: now() },
          createJwks({ now, timeoutMs: launch.timeoutMs }),
        )
      : undefined
  const seen = { callback: { iss }, asked: exchange.scope.split(' '), token, expected, signedIn }
  if (typeof answer.access_token !== 'string') return { ...seen, searches: [] }

  const record = await observeRecord(launch, answer, signedIn?.ok ? signedIn.value.fhirUser : undefined)
  const end = await observeEnd(launch, answer)
  return { ...seen, ...record, ...end, codeAgain: await spend(launch) }
}

/** The token request, as the app makes it. */
async function spend({ exchange, code, credential, timeoutMs }: SignInToObserve): Promise<Look> {
  const { tokenUri } = exchange
  return look({
    url: tokenUri,
    under: [tokenUri],
    method: 'POST',
    timeoutMs,
    ...(await tokenRequest(code, exchange, credential)),
  })
}

type Answer = Readonly<Record<string, unknown>>

const idIn = (value: unknown): string | undefined => fhirId.safeParse(value).data

/** A request to the FHIR base with the token, and to nowhere else. */
const fhirWith =
  ({ ehr, timeoutMs }: SignInToObserve, token: unknown) =>
  (path: string, more: Partial<Asked> = {}): Promise<Look> => {
    const base = baseOf(ehr)
    return look({
      url: isUnder(base, path) || /^https?:/.test(path) ? path : `${base}/${path}`,
      under: [base],
      timeoutMs,
      maxBytes: MOST_FHIR_BYTES,
      ...more,
      headers: { ...FHIR, authorization: `Bearer ${token}`, ...more.headers },
    })
  }

async function observeRecord(launch: SignInToObserve, answer: Answer, fhirUser: string | undefined) {
  const fhir = fhirWith(launch, answer.access_token)
  const patientId = idIn(answer.patient)
  const encounterId = idIn(answer.encounter)
  const patient = patientId === undefined ? undefined : await fhir(`Patient/${patientId}`)
  const [encounter, user] = await Promise.all([
    encounterId === undefined ? undefined : fhir(`Encounter/${encounterId}`),
    fhirUser === undefined ? undefined : fhir(fhirUser),
  ])
  if (patientId === undefined) return { patient, encounter, user, searches: [] }
  const wanted = Object.entries(recordSearches(patientId, fhirUser ?? '')) as [
    SearchedPart,
    readonly [string, Record<string, string>],
  ][]
  const searches = await Promise.all(
    wanted
      .filter(([part]) => part !== 'roles' || fhirUser?.startsWith('Practitioner/'))
      .map(async ([part, [type, query]]): Promise<SearchSeen> => {
        return { part, seen: await fhir(`${type}?${new URLSearchParams(query)}`) }
      }),
  )
  const firstPage = await fhir(`Condition?${new URLSearchParams({ patient: patientId, _count: '1' })}`)
  const next = nextIn(firstPage)
  const nextPage = next === undefined ? undefined : await fhir(next)
  const written = launch.write ? await observeWrite(fhir, patientId, launch.now()) : undefined
  return { patient, encounter, user, searches, firstPage, nextPage, written }
}

/** The copy of a referral is a ServiceRequest. This one says that it is none. */
async function observeWrite(fhir: ReturnType<typeof fhirWith>, patientId: string, now: Date) {
  const request: ServiceRequest = {
    resourceType: 'ServiceRequest',
    status: 'entered-in-error',
    intent: 'order',
    code: { text: 'Check of the connection to the record. No referral was made.' },
    subject: { reference: `Patient/${patientId}` },
    authoredOn: now.toISOString(),
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${randomUUID()}` }],
  }
  const created = await fhir('ServiceRequest', {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(request),
  })
  const location = created?.ok ? created.value.headers.location : undefined
  const id =
    idIn(membersOf(created)?.id) ?? /ServiceRequest\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/|$)/.exec(location ?? '')?.[1]
  return { created, readBack: id === undefined ? undefined : await fhir(`ServiceRequest/${id}`) }
}

async function observeEnd(launch: SignInToObserve, answer: Answer) {
  const { exchange, credential, timeoutMs } = launch
  const { tokenUri, revocationUri } = exchange
  const patientId = idIn(answer.patient)
  const post = async (url: string, fields: Record<string, string>): Promise<Look> => {
    const proof = await clientProof(exchange, credential)
    const body = new URLSearchParams({ ...fields, ...proof.fields }).toString()
    return look({ url, under: [url], method: 'POST', headers: { ...proof.headers, ...FORM }, body, timeoutMs })
  }
  const readWith = (token: unknown): Promise<Look> | undefined =>
    patientId === undefined ? undefined : fhirWith(launch, token)(`Patient/${patientId}`)

  const refreshToken = answer.refresh_token
  const refreshed =
    typeof refreshToken === 'string'
      ? await post(tokenUri, { grant_type: 'refresh_token', refresh_token: refreshToken })
      : undefined
  const renewed = membersOf(refreshed)
  const afterRefresh = renewed?.access_token === undefined ? undefined : await readWith(renewed.access_token)
  const last = renewed?.access_token ?? answer.access_token
  const lastRefresh = renewed?.refresh_token ?? refreshToken
  if (revocationUri === undefined) return { refreshed, afterRefresh }

  // The refresh token first: with it a server takes back all that hangs on it.
  const first =
    typeof lastRefresh === 'string'
      ? await post(revocationUri, { token: lastRefresh, token_type_hint: 'refresh_token' })
      : undefined
  const second = await post(revocationUri, { token: String(last), token_type_hint: 'access_token' })
  const revoked = first !== undefined && !(first.ok && first.value.status === 200) ? first : second
  return { refreshed, afterRefresh, revoked, afterRevocation: await readWith(last) }
}
