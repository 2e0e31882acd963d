import type { LaunchSession } from './launch-session.ts'
import { type AccessToken, createSessionTokens, type SessionTokensDeps } from './session-tokens.ts'
import { createRevoke, createSignOut, type RevokeDeps, type SignOut } from './sign-out.ts'

export interface SignIns {
  /** The access token of a session, renewed when it has to be. */
  readonly tokenOf: (session: LaunchSession) => AccessToken
  readonly signOut: SignOut
}

/** What becomes of a sign-in after the launch: it is renewed while it is used, and given back at its end. */
export function createSignIns(
  deps: Omit<SessionTokensDeps, 'revoke' | 'timeoutMs'> & Pick<RevokeDeps, 'timeoutMs'>,
): SignIns {
  const revoke = createRevoke(deps)
  return { tokenOf: createSessionTokens({ ...deps, revoke }), signOut: createSignOut(deps.store, revoke) }
}
