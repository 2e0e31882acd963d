import type { CredentialOf } from './client-credential.ts'
import { type EhrRegistry, findEhr } from './ehr-registry.ts'
import { clientProof } from './fhirclient.ts'
import type { LaunchSession } from './launch-session.ts'
import type { LaunchStore } from './launch-store.ts'
import { FORM, postForm } from './token-endpoint.ts'

export interface RevokeDeps {
  readonly registry: EhrRegistry
  readonly credentialOf: CredentialOf
  /** A person waits for it, and nothing depends on it. */
  readonly timeoutMs?: number
}

/**
 * Gives the tokens of a session back (RFC 7009), where the EHR offers it: the refresh token first, since with it a server takes
 * back all that hangs on it. The best that can be done: a token that could not be revoked runs out by itself.
 */
export function createRevoke({ registry, credentialOf, timeoutMs = 2000 }: RevokeDeps) {
  return async (session: LaunchSession): Promise<void> => {
    const { issuer: serverUrl, tokenEndpoint: tokenUri, revocationEndpoint: url } = session
    const ehr = findEhr(registry, serverUrl)
    if (ehr === undefined || tokenUri === undefined || url === undefined) return
    const tokens = [
      { token: session.refreshToken, token_type_hint: 'refresh_token' },
      { token: session.accessToken, token_type_hint: 'access_token' },
    ]
    const deadline = Date.now() + timeoutMs
    for (const { token, token_type_hint } of tokens) {
      const left = deadline - Date.now()
      if (token === undefined || left <= 0) continue
      // An assertion is good for one request, so each has its own.
      const { headers, fields } = await clientProof({ serverUrl, clientId: ehr.clientId, tokenUri }, credentialOf(ehr))
      const body = new URLSearchParams({ token, token_type_hint, ...fields }).toString()
      await postForm({ url, headers: { ...headers, ...FORM }, body, timeoutMs: left })
    }
  }
}

export type SignOut = (handle: string) => Promise<void>

/** "Close": the session is over at once, whatever the EHR says to the revocation. */
export function createSignOut(store: LaunchStore, revoke: ReturnType<typeof createRevoke>): SignOut {
  return async handle => {
    const ended = await store.endSession(handle, { because: 'closed' })
    if (ended !== undefined) await revoke(ended)
  }
}
