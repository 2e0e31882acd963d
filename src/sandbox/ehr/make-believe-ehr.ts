import { Router } from 'express'
import { type RegisteredClient, registeredClient } from './client.ts'
import { endpointsOf } from './endpoints.ts'
import { createFacadeRouter } from './facade-router.ts'
import { createGrants } from './grants.ts'
import { createLaunchRouter } from './launch-router.ts'
import { createOAuthRouter } from './oauth-router.ts'
import { createOwnership } from './ownership.ts'
import { sandboxHeaders } from './page-headers.ts'
import { createSigningKey } from './signing-key.ts'
import { ehrStylesheet } from './stylesheet.ts'
import { createUpstream } from './upstream.ts'

export interface MakeBelieveEhrDeps {
  /** Where a browser and the app reach this EHR. */
  readonly publicUrl: string
  /** The app: its /launch is opened, its /callback is the one registered redirect. */
  readonly appUrl: string
  /** The open FHIR R4 server that this EHR protects. */
  readonly fhirBaseUrl: string
  readonly now?: () => Date
}

export interface MakeBelieveEhr {
  readonly router: Router
  readonly issuer: string
  readonly client: RegisteredClient
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

/** A strict SMART App Launch 2.2 EHR for newcomers, integrators and tests. Not for production. */
export function createMakeBelieveEhr({ now = () => new Date(), ...urls }: MakeBelieveEhrDeps): MakeBelieveEhr {
  const fhirBaseUrl = withoutSlash(urls.fhirBaseUrl)
  const endpoints = endpointsOf(withoutSlash(urls.publicUrl))
  const client = registeredClient(withoutSlash(urls.appUrl))
  const { issuer } = endpoints
  const grants = createGrants(now)
  const upstream = createUpstream(fhirBaseUrl, issuer)

  const router = Router()
  router.use(
    '/fhir',
    createFacadeRouter({ grants, endpoints, upstream, base: issuer, ownership: createOwnership(upstream, issuer) }),
  )
  router.use(sandboxHeaders(client.launchUrl))
  router.use('/oauth', createOAuthRouter({ grants, client, issuer, key: createSigningKey(), now }))
  router.get('/ehr.css', (_request, response) => {
    response.type('css').send(ehrStylesheet)
  })
  router.use(createLaunchRouter({ fhirBaseUrl, issuer, client, grants }))
  return { router, issuer, client }
}
