import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config, HubSignIn } from './config.ts'
import { type ClientKey, readClientKey } from './gateways/client-key.ts'
import { createHubToken, HUB_SCOPES, type HubToken } from './gateways/hub-token.ts'
import { makeClientKey } from './sandbox/hub-auth/make-client-key.ts'
import type { SandboxOptions } from './sandbox/sandbox.ts'

/** How the app signs in at the hub of pack `demo`, where that hub wants it. */
export interface HubAccess {
  readonly key: ClientKey
  tokenAt(hubFhirUrl: string): HubToken
  /** What the sandbox has to know: of its own hub who may come in, at another hub how its inbox comes in. */
  forSandbox(appUrl: string): Pick<SandboxOptions, 'hubClient' | 'hubAccessToken'>
}

/** The make-believe coach reads what was referred and moves its Task. */
const INBOX_SCOPES = 'system/*.rs system/Task.u'

/** @throws Error in one plain sentence when the key is not there or no such key */
export function openHubAccess(
  { sandbox, dataDir }: Config,
  now: () => Date,
  log: Pick<Logger, 'warn'>,
): HubAccess | undefined {
  if (sandbox === 'off' || sandbox.hubSignIn === undefined) return undefined
  const { clientId, embedded } = sandbox.hubSignIn
  const key = keyOf(sandbox.hubSignIn, dataDir)
  const tokenAt = (baseUrl: string, scope: string): HubToken =>
    createHubToken({
      baseUrl,
      clientId,
      key,
      scope,
      now,
      onFailure: ({ code, status, diagnostics }) => log.warn({ code, status, diagnostics }, 'no access to the hub'),
    })
  const elsewhere = sandbox.hubFhirUrl
  return {
    key,
    tokenAt: baseUrl => tokenAt(baseUrl, HUB_SCOPES),
    forSandbox: appUrl => ({
      ...(embedded && { hubClient: { clientId, jwksUri: `${appUrl}/.well-known/jwks.json` } }),
      ...(elsewhere && { hubAccessToken: tokenAt(elsewhere, INBOX_SCOPES) }),
    }),
  }
}

function keyOf({ keyFile }: HubSignIn, dataDir: string): ClientKey {
  if (keyFile !== undefined) return readClientKey(keyFile, 'WORKWELL_KEY_FILE')
  const own = join(dataDir, 'sandbox-hub-client.json')
  makeClientKey(own)
  return readClientKey(own, 'the key that the sandbox made (remove it for a new one)')
}
