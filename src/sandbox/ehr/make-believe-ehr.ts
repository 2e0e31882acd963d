import { Router } from 'express'
import { renderPage } from '../../../launch/web/render.ts'
import { createFaultRouter } from '../faults/fault-router.ts'
import { type RegisteredClient, registeredClients } from './client.ts'
import { createClientAuthentication } from './client-authentication.ts'
import { ClientsPage } from './clients-page.tsx'
import { endpointsOf } from './endpoints.ts'
import { createFacadeRouter } from './facade-router.ts'
import { createEhrFaults } from './faults/ehr-faults.ts'
import { createGrants } from './grants.ts'
import { createKeyRing } from './key-ring.ts'
import { createLaunchRouter } from './launch-router.ts'
import { EHR_NAME } from './message-page.tsx'
import { createOAuthRouter } from './oauth-router.ts'
import { createOtherHost, otherHostOf } from './other-host.ts'
import { createOwnership } from './ownership.ts'
import { sandboxHeaders } from './page-headers.ts'
import { registryEntry } from './registry-entry.ts'
import { createSmartLaunchService } from './smart-launch-service.ts'
import { ehrStylesheet } from './stylesheet.ts'
import { createUpstream } from './upstream.ts'

export interface MakeBelieveEhrDeps {
  /** Where a browser and the app reach this EHR. */
  readonly publicUrl: string
  /** The app: its /launch is opened, its /callback is the one registered redirect. */
  readonly appUrl: string
  /** The open FHIR R4 server that this EHR protects. */
  readonly fhirBaseUrl: string
  /** Where the client with a key pair publishes its keys; left out, it is where the app does. */
  readonly clientJwksUri?: string
  readonly now?: () => Date
}

export interface MakeBelieveEhr {
  readonly router: Router
  readonly issuer: string
  /** The public one. */
  readonly client: RegisteredClient
}

const FAULTS_PAGE = {
  service: EHR_NAME,
  intro:
    'Each fault is one that real record systems have had. Switch one on, launch the app, and see what a clinician would see. What is on is on for every launch, until it is switched off or the sandbox stops. Discovery and keys follow the launch button that was pressed last; an app that remembers good ones asks again only after some minutes.',
  home: { href: '/', text: 'Back to the list of patients' },
  oneLaunch: (name: string): string => `/?fault=${name}`,
  actions: [
    {
      name: 'rotate-keys',
      label: 'Rotate the keys now',
      says: 'A new key signs from now on, and the old one is no longer published. The app must recover by itself.',
    },
  ],
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

/** A strict SMART App Launch 2.2 EHR for newcomers, integrators and tests. Not for production. */
export function createMakeBelieveEhr({
  now = () => new Date(),
  clientJwksUri,
  ...urls
}: MakeBelieveEhrDeps): MakeBelieveEhr {
  const fhirBaseUrl = withoutSlash(urls.fhirBaseUrl)
  const endpoints = endpointsOf(withoutSlash(urls.publicUrl))
  const clients = registeredClients(withoutSlash(urls.appUrl), clientJwksUri)
  const { public: client } = clients
  const { issuer } = endpoints
  const otherHost = createOtherHost(otherHostOf(urls.publicUrl))
  const elsewhere = otherHost.seen().url
  const grants = createGrants(now)
  const upstream = createUpstream(fhirBaseUrl, issuer)
  const faults = createEhrFaults()
  const keys = createKeyRing()

  const router = Router()
  router.use('/elsewhere', otherHost.router)
  const { launchUrl } = client
  router.use('/fhir/_services/smart/Launch', createSmartLaunchService({ fhirBaseUrl, launchUrl, grants, faults }))
  const world = { issuer, elsewhere, clientId: client.clientId }
  const ownership = createOwnership(upstream, issuer)
  router.use('/fhir', createFacadeRouter({ grants, endpoints, upstream, base: issuer, ownership, faults, world }))

  router.use(sandboxHeaders(launchUrl))
  const authenticate = createClientAuthentication({ clients, tokenUrl: endpoints.token, now })
  router.use(
    '/oauth',
    createOAuthRouter({ fhirBaseUrl, grants, clients, authenticate, issuer, elsewhere, keys, faults, now }),
  )
  router.use(
    '/faults',
    createFaultRouter({
      switches: faults,
      page: FAULTS_PAGE,
      more: () => ({ elsewhere: otherHost.seen() }),
      actions: { 'rotate-keys': keys.rotate },
    }),
  )
  router.get('/clients', (request, response) => {
    const entries = clients.all.map(each => registryEntry(each, issuer))
    if (request.accepts(['json', 'html']) !== 'html') return void response.json(entries)
    response.type('html').send(renderPage(ClientsPage({ clients: clients.all, issuer })))
  })
  router.get('/ehr.css', (_request, response) => {
    response.type('css').send(ehrStylesheet)
  })
  router.use(createLaunchRouter({ fhirBaseUrl, issuer, client, grants, faults }))
  return { router, issuer, client }
}
