import { createElement } from 'react'
import { ErrorPage } from '../../web/error-page.tsx'
import { ENDED } from '../frame/ended-words.ts'
import { type SessionHandler, sendPage } from '../frame/gate.ts'
import type { ClosingDeps } from '../page-deps.ts'

/** POST `/r/{handle}/close`: the clinician has finished. The session ends at once; then its tokens are given back. */
export function createCloseHandler({ signOut, synthetic }: ClosingDeps): SessionHandler {
  return async (session, _req, res) => {
    await signOut(session.handle)
    sendPage(res, createElement(ErrorPage, { ...ENDED.closed, synthetic }))
  }
}
