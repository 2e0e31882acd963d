import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config, HubSignIn } from './config.ts'
import { isAtSandbox, ownServer } from './domain/channel.ts'
import type { WorkWellService } from './domain/site.ts'
import { type ClientKey, readClientKey } from './gateways/client-key.ts'
import {
  createHubToken,
  DESK_SCOPES,
  EARLIER_DESK_SCOPES,
  HUB_SCOPES,
  type HubToken,
  NOTICE_SCOPES,
} from './gateways/hub-token.ts'
import { makeClientKey } from './gateways/make-client-key.ts'
import type { SandboxOptions } from './load-sandbox.ts'

/** How the app signs in at the hubs that want it: at each as the client, and with the key, that belong to that hub alone (decision 6). */
export interface HubAccess {
  /** All of them, to be published. */
  readonly keys: readonly ClientKey[]
  /** For referrers, and for the service's own worklist; undefined where the hub is open. */
  tokenAt(baseUrl: string, service: WorkWellService, side: keyof typeof SCOPES): HubToken | undefined
  /** What the sandbox has to know: of its own hub who may come in, at another hub how its inbox comes in. */
  forSandbox(appUrl: string): Pick<SandboxOptions, 'hubClient' | 'hubAccessToken'>
}

/** The make-believe coach reads what was referred and moves its Task. */
const INBOX_SCOPES = 'system/*.rs system/Task.u'
const SCOPES = { referrer: HUB_SCOPES, desk: DESK_SCOPES, notices: NOTICE_SCOPES }

interface Client {
  readonly clientId: string
  readonly key: ClientKey
}

/** @throws Error in one plain sentence when a key is not there or no such key */
export function openHubAccess(
  { sandbox, dataDir, readSecret }: Pick<Config, 'sandbox' | 'dataDir' | 'readSecret'>,
  services: readonly WorkWellService[],
  now: () => Date,
  log: Pick<Logger, 'warn'>,
): HubAccess {
  const own = new Map(services.flatMap(each => clientsOf(each, readSecret)))
  const signIn = sandbox === 'off' ? undefined : sandbox.hubSignIn
  const make: Client | undefined = signIn && { clientId: signIn.clientId, key: keyOf(signIn, dataDir) }
  const tokenAt = (baseUrl: string, client: Client, scope: string, earlierScope?: string): HubToken =>
    createHubToken({
      ...client,
      baseUrl,
      scope,
      earlierScope,
      now,
      onFailure: ({ code, status, diagnostics }) => log.warn({ code, status, diagnostics }, 'no access to the hub'),
    })
  const elsewhere = sandbox === 'off' ? undefined : sandbox.hubFhirUrl
  return {
    keys: [...(make ? [make.key] : []), ...[...own.values()].map(each => each.key)],
    tokenAt(baseUrl, service, side) {
      // The key of one hub is never shown to another.
      const client = isAtSandbox(service) ? make : own.get(service.id)
      return client && tokenAt(baseUrl, client, SCOPES[side], side === 'desk' ? EARLIER_DESK_SCOPES : undefined)
    },
    forSandbox: appUrl => ({
      ...(make &&
        signIn?.embedded && {
          hubClient: { clientId: make.clientId, jwksUri: `${appUrl}/.well-known/jwks.json` },
        }),
      ...(make && elsewhere && { hubAccessToken: tokenAt(elsewhere, make, INBOX_SCOPES) }),
    }),
  }
}

function clientsOf(service: WorkWellService, readSecret: Config['readSecret']): [string, Client][] {
  const { id } = service
  const signIn = ownServer(service)?.signIn
  if (signIn === undefined) return []
  const { clientId, keyFileFrom } = signIn
  const file = readSecret(keyFileFrom)
  if (file === undefined) throw new Error(`${keyFileFrom}: the file with the key by which the hub of ${id} knows us`)
  return [[id, { clientId, key: readClientKey(file, keyFileFrom) }]]
}

function keyOf({ keyFile }: HubSignIn, dataDir: string): ClientKey {
  if (keyFile !== undefined) return readClientKey(keyFile, 'WORKWELL_KEY_FILE')
  const own = join(dataDir, 'sandbox-hub-client.json')
  makeClientKey(own)
  return readClientKey(own, 'the key that the sandbox made (remove it for a new one)')
}
