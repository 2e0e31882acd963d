import { createCoachSessions, type SessionVault } from '../launch/hub/coach-session.ts'
import type { Desk, HubPageDeps } from '../launch/hub/hub-page-deps.ts'
import { createSignIn, type ProviderEntry } from '../launch/hub/sign-in.ts'
import type { WorkWellService } from './domain/site.ts'
import type { FhirClient } from './gateways/fhir-client.ts'
import { createWorklist } from './gateways/worklist.ts'

interface DesksDeps
  extends Pick<
    HubPageDeps,
    'releaseContact' | 'audit' | 'countedOf' | 'askedOf' | 'secretBox' | 'publicUrl' | 'now' | 'synthetic'
  > {
  readonly services: readonly WorkWellService[]
  /** Of the service's hub; undefined for one without. */
  readonly hubClientFor: (serviceId: string) => FhirClient | undefined
  readonly sandboxProvider: ProviderEntry | undefined
  readonly vault: SessionVault
  readonly readSecret: (name: string) => string | undefined
}

/** The worklists that the site packs ask for. @throws Error when a secret is not there, or a worklist has no hub */
export function openDesks(deps: DesksDeps): HubPageDeps {
  const desks = new Map<string, Desk>()
  for (const service of deps.services) {
    if (service.worklist === undefined) continue
    const client = deps.hubClientFor(service.id)
    const provider = providerOf(service, deps)
    if (!client || !provider)
      throw new Error(`site pack ${service.site}: ${service.id} has a worklist but no hub for it`)
    desks.set(service.id, {
      service,
      issuer: provider.issuer,
      worklist: createWorklist(client, `${service.site}/${service.id}`),
      signIn: createSignIn(provider, `${deps.publicUrl}/hub/callback`),
    })
  }
  const { audit, releaseContact, countedOf, askedOf, secretBox, publicUrl, now, synthetic, vault } = deps
  return {
    desks,
    sessions: createCoachSessions(vault, now),
    audit,
    releaseContact,
    countedOf,
    askedOf,
    secretBox,
    publicUrl,
    now,
    synthetic,
  }
}

function providerOf({ worklist, id }: WorkWellService, deps: DesksDeps): ProviderEntry | undefined {
  if (worklist === undefined || worklist.signIn === 'sandbox') return deps.sandboxProvider
  const { clientSecretFrom, ...entry } = worklist
  const clientSecret = clientSecretFrom && deps.readSecret(clientSecretFrom)
  if (clientSecretFrom && !clientSecret)
    throw new Error(`${clientSecretFrom}: the secret with which the worklist of ${id} signs its coaches in`)
  return { ...entry, clientSecret }
}
