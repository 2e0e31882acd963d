import { createHash } from 'node:crypto'
import type { Encounter, FhirResource, Observation, Patient, Task } from 'fhir/r4.js'
import { createMakeBelieveEhr } from '../../../src/sandbox/ehr/make-believe-ehr.ts'
import { listening } from './listening.ts'
import { type StubUpstream, stubUpstream } from './stub-upstream.ts'

export const APP_URL = 'http://localhost:3000'
const VERIFIER = 'a-verifier-of-the-right-alphabet-and-of-enough-length'
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

export const ANYA = {
  resourceType: 'Patient',
  id: 'patient-anya',
  name: [{ use: 'official', given: ['Anya'], family: "O'Test" }],
} satisfies Patient
const BEN = {
  resourceType: 'Patient',
  id: 'patient-ben',
  name: [{ given: ['Ben'], family: 'Other' }],
} satisfies Patient

const observationOf = (id: string, patientId: string) =>
  ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { text: 'note' },
    subject: { reference: `Patient/${patientId}` },
  }) satisfies Observation
const taskOf = (id: string, patientId: string) =>
  ({
    resourceType: 'Task',
    id,
    status: 'requested',
    intent: 'order',
    for: { reference: `Patient/${patientId}` },
  }) satisfies Task
const ENCOUNTER = {
  resourceType: 'Encounter',
  id: 'encounter-anya',
  status: 'in-progress',
  class: { code: 'AMB' },
  subject: { reference: 'Patient/patient-anya' },
} satisfies Encounter

const RECORD: readonly FhirResource[] = [
  ANYA,
  BEN,
  observationOf('of-anya', 'patient-anya'),
  observationOf('of-ben', 'patient-ben'),
  taskOf('of-anya', 'patient-anya'),
  taskOf('of-ben', 'patient-ben'),
  ENCOUNTER,
  { resourceType: 'Practitioner', id: 'clinician-gp' },
  { resourceType: 'Organization', id: 'practice-demo' },
]

export interface RunningEhr {
  readonly url: string
  readonly iss: string
  readonly clientId: string
  readonly redirectUri: string
  readonly upstream: StubUpstream
  /** Moves the EHR's clock. */
  passSeconds(seconds: number): void
  /** Presses a launch button and gives the launch token. */
  launch(fields?: Record<string, string>, fault?: string): Promise<string>
  authorize(changes?: Record<string, string | undefined>, method?: 'GET' | 'POST'): Promise<Response>
  /** A whole authorize request, down to the code. */
  code(changes?: Record<string, string | undefined>): Promise<string>
  token(changes: Record<string, string | undefined>, headers?: Record<string, string>): Promise<Response>
  /** A whole launch, down to the access token. */
  accessToken(scope: string): Promise<string>
  fhir(path: string, token: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

/** Leaves out a default by giving it as undefined. */
function parameters(...layers: Record<string, string | undefined>[]): URLSearchParams {
  const merged = Object.entries(Object.assign({}, ...layers) as Record<string, string | undefined>)
  return new URLSearchParams(merged.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

/** A make-believe EHR on loopback, before a stub FHIR server, and a client written by hand. */
export async function runningEhr(
  record: readonly FhirResource[] = RECORD,
  options: { clientJwksUri?: string } = {},
): Promise<RunningEhr> {
  let clock = Date.parse('2026-03-02T09:00:00Z')
  const upstream = await stubUpstream(record)
  const server = await listening()
  const { router, issuer, client } = createMakeBelieveEhr({
    publicUrl: server.url,
    appUrl: APP_URL,
    fhirBaseUrl: upstream.fhirBaseUrl,
    now: () => new Date(clock),
    ...options,
  })
  server.app.use(router)

  const ehr: RunningEhr = {
    url: server.url,
    iss: issuer,
    clientId: client.clientId,
    redirectUri: client.redirectUri,
    upstream,
    passSeconds(seconds) {
      clock += seconds * 1000
    },
    async launch(fields = { patient: 'patient-anya' }, fault = 'none') {
      const body = new URLSearchParams({ clinician: 'gp', ...fields })
      const response = await fetch(`${server.url}/launch?fault=${fault}`, { method: 'POST', body, redirect: 'manual' })
      return new URL(response.headers.get('location') ?? '').searchParams.get('launch') ?? ''
    },
    async authorize(changes = {}, method = 'GET') {
      const defaults = {
        response_type: 'code',
        client_id: client.clientId,
        redirect_uri: client.redirectUri,
        launch: 'launch' in changes ? undefined : await ehr.launch(),
        scope: 'launch openid fhirUser profile patient/*.rs',
        state: 'a-state',
        nonce: 'a-nonce',
        aud: issuer,
        code_challenge: challengeOf(VERIFIER),
        code_challenge_method: 'S256',
      }
      const asked = parameters(defaults, changes)
      return method === 'GET'
        ? fetch(`${server.url}/oauth/authorize?${asked}`, { redirect: 'manual' })
        : fetch(`${server.url}/oauth/authorize`, { method, body: asked, redirect: 'manual' })
    },
    async code(changes) {
      const response = await ehr.authorize(changes)
      return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? ''
    },
    token(changes, headers = {}) {
      const defaults = {
        grant_type: 'authorization_code',
        client_id: client.clientId,
        redirect_uri: client.redirectUri,
        code_verifier: VERIFIER,
      }
      return fetch(`${server.url}/oauth/token`, { method: 'POST', headers, body: parameters(defaults, changes) })
    },
    async accessToken(scope) {
      const response = await ehr.token({ code: await ehr.code({ scope }) })
      const { access_token } = (await response.json()) as { access_token: string }
      return access_token
    },
    fhir: (path, token, init = {}) =>
      fetch(`${issuer}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json', ...init.headers },
      }),
    async close() {
      await server.close()
      await upstream.close()
    },
  }
  return ehr
}
