import { join } from 'node:path'
import express, { type Router } from 'express'
import { z } from 'zod'
import { createAssets } from '../../launch/web/assets.ts'
import { createErrorHandler, createNotFoundHandler, type ErrorLog } from '../../launch/web/error-handler.ts'
import { securityHeaders } from '../../launch/web/security-headers.ts'
import { londonDay } from '../domain/local-date.ts'
import { createCoachProvider } from './coaches/coach-provider.ts'
import { COACH_SIGN_IN } from './coaches/coaches.ts'
import type { RegisteredClient } from './ehr/client.ts'
import { clinicianResources } from './ehr/clinicians.ts'
import { fetchFhir } from './ehr/fetch-fhir.ts'
import { createMakeBelieveEhr } from './ehr/make-believe-ehr.ts'
import { sandboxHeaders } from './ehr/page-headers.ts'
import { createFhirServer } from './fhir-server/fhir-server.ts'
import type { ServerRules } from './fhir-server/update-rule.ts'
import { createHubInbox, type HubInboxDeps } from './hub/hub-inbox.ts'
import { hubRules } from './hub/task-rules.ts'
import { createHubAuth } from './hub-auth/hub-auth.ts'
import type { RegisteredSystem } from './hub-auth/registered-key.ts'
import { createHubFaultGate } from './hub-faults/hub-fault-gate.ts'
import { createHubFaultRouter } from './hub-faults/hub-fault-router.ts'
import { createHubFaults } from './hub-faults/hub-faults.ts'
import { type Listening, listen } from './listen.ts'
import { seed } from './patients/seed.ts'
import { syntheticPatients } from './patients/synthetic-patients.ts'

export interface SandboxOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** Where browsers and the app reach the sandbox; left out, it is loopback at the port. */
  readonly publicUrl?: string
  readonly appUrl: string
  readonly dataDir: string
  /** The FHIR server that the make-believe EHR protects, in place of the embedded one. */
  readonly fhirUrl?: string
  /** The hub, in place of the embedded one. */
  readonly hubFhirUrl?: string
  /** Makes the embedded hub a protected one, with this one client (SMART Backend Services). */
  readonly hubClient?: RegisteredSystem
  /** By which the inbox comes into a hub that is not the embedded one and protected. */
  readonly hubAccessToken?: HubInboxDeps['accessToken']
  /** The address to listen on: loopback only, unless the public URL says that others come too. */
  readonly host?: string
  readonly now?: () => Date
  readonly log?: ErrorLog
}

export interface Sandbox {
  /** The page to open. */
  readonly url: string
  readonly issuer: string
  readonly hubFhirUrl: string
  readonly client: RegisteredClient
  /** Where the make-believe coaches sign in. */
  readonly coachProvider: { readonly issuer: string } & typeof COACH_SIGN_IN
  /** By which the hub's own staff come in, where it is protected. */
  readonly hubStaffToken: HubInboxDeps['accessToken']
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'
const isLoopback = (url: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname)

const toStandardError: ErrorLog = {
  warn: () => undefined,
  error: (fields, message) => console.error(message, fields),
}

function inPlainWords(port: number) {
  return (error: unknown): never => {
    const { code } = z.object({ code: z.string() }).catch({ code: '' }).parse(error)
    if (code === 'EADDRINUSE')
      throw new Error(`Port ${port} is taken. Stop the program that uses it, or set SANDBOX_PORT to a free port.`)
    throw error
  }
}

/** @throws Error when the server does not answer, or lacks the clinicians and refuses them */
async function prepareRecord(fhirUrl: string, embedded: boolean, now: Date): Promise<void> {
  const metadata = await fetchFhir(`${fhirUrl}/metadata`, z.object({ resourceType: z.literal('CapabilityStatement') }))
  if (metadata === undefined)
    throw new Error(
      `No FHIR R4 server answers at ${fhirUrl}. Start it, correct SANDBOX_FHIR_URL, or unset it to use the built-in one.`,
    )
  // Into a server that is not ours go the clinicians who sign in, but no patients: `npm run seed` is for that.
  const patients = embedded ? syntheticPatients(londonDay(now)).flatMap(each => each.resources) : []
  const seeded = await seed(fhirUrl, [...clinicianResources(), ...patients])
  if (!seeded.ok) throw new Error(`The make-believe record cannot be loaded into ${fhirUrl}. ${seeded.failure.message}`)
}

/** Everything make-believe on one port: EHR, its FHIR server, hub, hub inbox. Not for production. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port, appUrl, dataDir, now = () => new Date(), log = toStandardError } = options
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const each of closers.splice(0).reverse()) await each()
  }
  const started = (server: Listening): Listening => {
    closers.push(server.close)
    return server
  }
  const embedded = (name: string, baseUrl?: string, rules?: ServerRules): Router => {
    const onError = (error: unknown): void =>
      log.error(
        { server: name, error: error instanceof Error ? error.name : typeof error },
        'embedded FHIR server failed',
      )
    const server = createFhirServer({
      journalFile: join(dataDir, `${name}.jsonl`),
      baseUrl,
      now,
      onError,
      ...(rules && { rules }),
    })
    closers.push(server.close)
    return server.router
  }

  try {
    const app = express().disable('x-powered-by')
    const open = options.publicUrl !== undefined && !isLoopback(options.publicUrl)
    const server = started(await listen(app, port, options.host ?? (open ? '::' : LOOPBACK)).catch(inPlainWords(port)))
    const url = options.publicUrl ?? `http://${LOOPBACK}:${server.port}`
    const hubFhirUrl = options.hubFhirUrl ?? `${url}/workwell/fhir`

    let fhirUrl = options.fhirUrl
    if (fhirUrl === undefined) {
      const record = express().use('/fhir', embedded('sandbox-ehr'))
      // On a port of its own that only this machine reaches: from outside, the record stands behind the facade.
      const behind = started(await listen(record, 0, LOOPBACK))
      fhirUrl = `http://${LOOPBACK}:${behind.port}/fhir`
    }
    await prepareRecord(fhirUrl, options.fhirUrl === undefined, now())

    const ehr = createMakeBelieveEhr({ publicUrl: url, appUrl, fhirBaseUrl: fhirUrl, now })
    app.use('/assets', createAssets())
    const hubPages = securityHeaders({ publicUrl: url, frameOrigins: [] })
    const hubFaults = createHubFaults()
    if (options.hubFhirUrl === undefined) {
      app.use('/workwell/fhir', createHubFaultGate(hubFaults))
      app.use('/workwell/faults', hubPages, createHubFaultRouter(hubFaults))
    }
    const hubAuth = options.hubClient && createHubAuth({ fhirBaseUrl: hubFhirUrl, client: options.hubClient, now })
    if (hubAuth) app.use('/workwell/fhir', hubAuth.router)
    if (options.hubFhirUrl === undefined) app.use('/workwell/fhir', embedded('sandbox-hub', hubFhirUrl, hubRules))
    const hubStaffToken = hubAuth?.staffToken ?? options.hubAccessToken
    const inbox = createHubInbox({ hubFhirUrl, now, accessToken: hubStaffToken })
    app.use('/workwell', hubPages, inbox)
    const coachIssuer = `${url}/coaches`
    const coaches = createCoachProvider({ issuer: coachIssuer, redirectUri: `${appUrl}/hub/callback`, now })
    app.use('/coaches', sandboxHeaders(appUrl), coaches)
    app.use(ehr.router)
    app.use(createNotFoundHandler({ synthetic: true }))
    app.use(createErrorHandler({ log, synthetic: true }))
    const coachProvider = { issuer: coachIssuer, ...COACH_SIGN_IN }
    return { url, issuer: ehr.issuer, hubFhirUrl, client: ehr.client, coachProvider, hubStaffToken, close }
  } catch (error) {
    await close()
    throw error
  }
}
