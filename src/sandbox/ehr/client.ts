type ClientAuth =
  | { readonly auth: 'public' }
  | { readonly auth: 'client_secret'; readonly secret: string }
  | { readonly auth: 'private_key_jwt'; readonly jwksUri: string }

/** One registration of the app with this EHR. The app is one; how it proves itself differs from registration to registration. */
export type RegisteredClient = ClientAuth & {
  readonly clientId: string
  readonly launchUrl: string
  readonly redirectUri: string
}

export interface RegisteredClients {
  /** The one that a launch needs no secret for. */
  readonly public: RegisteredClient
  readonly all: readonly RegisteredClient[]
  find(clientId: unknown): RegisteredClient | undefined
}

/** No secret at all: it stands on a page of this EHR, for whoever tries the sandbox out. */
const NO_SECRET = 'make-believe-secret-that-everybody-knows'

/** @param jwksUri where the client with a key pair publishes its keys; left out, it is where the app does */
export function registeredClients(appUrl: string, jwksUri = `${appUrl}/.well-known/jwks.json`): RegisteredClients {
  const app = { launchUrl: `${appUrl}/launch`, redirectUri: `${appUrl}/callback` }
  const open: RegisteredClient = { clientId: 'workwell-referral', auth: 'public', ...app }
  const all: readonly RegisteredClient[] = [
    open,
    { clientId: 'workwell-referral-secret', auth: 'client_secret', secret: NO_SECRET, ...app },
    {
      clientId: 'workwell-referral-jwt',
      auth: 'private_key_jwt',
      jwksUri,
      ...app,
    },
  ]
  return { public: open, all, find: clientId => all.find(each => each.clientId === clientId) }
}
