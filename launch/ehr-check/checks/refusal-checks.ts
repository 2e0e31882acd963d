import { type Look, membersOf } from '../look.ts'
import type { Observations } from '../observations.ts'
import {
  answers,
  type Check,
  failed,
  isJson,
  notRun,
  pass,
  passIf,
  plain,
  said,
  seenIn,
  type Verdict,
  warnUnless,
} from './check.ts'

/** Where the probe of the redirect address asks to be sent: a name that no server has (RFC 2606). */
export const FOREIGN_REDIRECT = 'https://ehr-check.invalid/callback'

const OAUTH_ERRORS =
  /^(invalid_request|invalid_client|invalid_grant|unauthorized_client|unsupported_grant_type|invalid_scope)$/

/** What the authorize endpoint did with a request that it must refuse, as far as that shows before a sign-in. */
const refused = (of: (all: Observations) => Look) =>
  seenIn(of, ({ status, headers: { location = '' } }, { ehr }) => {
    const back = ehr.client?.redirectUri
    if (back !== undefined && location.startsWith(back)) {
      const error = new URL(location).searchParams.get('error')
      return error === null ? failed('It went on, and gave a code.') : pass(`Sent back with ${plain(error)}.`)
    }
    if (status >= 400 && status < 500) return pass(`Refused with ${status}.`)
    return notRun(`Cannot be told without signing in: it answered ${status} first.`)
  })

const inventedCode = (judge: (error: unknown, all: Observations) => Verdict) =>
  seenIn(
    all => all.inventedCode,
    (_, all) => judge(membersOf(all.inventedCode)?.error, all),
  )

export const REFUSAL_CHECKS: readonly Check[] = [
  {
    id: 'authorize-foreign-redirect',
    name: 'The authorize endpoint sends nobody to an address that is not registered',
    clause: 'RFC 6749, 3.1.2.4 and 10.15; RFC 9700, 2.1 (exact match)',
    todo: 'Compare redirect_uri with the registered one character by character, and show an error page where it differs.',
    judge: seenIn(
      all => all.authorize.foreignRedirect,
      ({ status, headers: { location = '' } }) => {
        if (location.startsWith(new URL(FOREIGN_REDIRECT).origin)) return failed('It sent the browser there.')
        if (status >= 400 && status < 500) return pass(`Refused with ${status}.`)
        return notRun(`Cannot be told without signing in: it answered ${status} first.`)
      },
    ),
  },
  {
    id: 'authorize-foreign-audience',
    name: 'The authorize endpoint refuses an aud that is another FHIR base',
    clause: 'SMART App Launch 2.2, 7.1.4.1 (aud)',
    todo: 'Refuse a request whose aud is not the FHIR base: otherwise a false EHR can get tokens for the true one.',
    judge: refused(all => all.authorize.foreignAudience),
  },
  {
    id: 'authorize-needs-pkce',
    name: 'The authorize endpoint refuses a request without PKCE',
    clause: 'SMART App Launch 2.2, considerations for PKCE support',
    todo: 'Refuse a request that has no code_challenge with the method S256.',
    judge: refused(all => all.authorize.withoutPkce),
  },
  {
    id: 'token-refuses-invented-code',
    name: 'The token endpoint refuses a code that it never gave',
    clause: 'RFC 6749, 5.2',
    todo: 'Answer 400 with invalid_grant, or 401 with invalid_client where the client is not known. Anything else, a redirect or a page too, hides from the app what is wrong.',
    judge: answers(all => all.inventedCode, 400, 401),
  },
  {
    id: 'token-error-json',
    name: 'The token endpoint says errors in JSON',
    clause: 'RFC 6749, 5.2',
    todo: 'Answer with Content-Type application/json and an error code of the standard.',
    judge: seenIn(
      all => all.inventedCode,
      (seen, all) => {
        const error = membersOf(all.inventedCode)?.error
        const good = isJson(seen) && typeof error === 'string' && OAUTH_ERRORS.test(error)
        return passIf(good, good ? error : `${said(all.inventedCode)}.`)
      },
    ),
  },
  {
    id: 'token-knows-client',
    name: 'The token endpoint knows this app',
    clause: 'RFC 6749, 5.2 (invalid_client)',
    todo: 'Register the app with the client id, and the secret or key set, that the registry has. If the answer was 401, the proof of who it is was not taken.',
    judge: inventedCode((error, { ehr }) =>
      ehr.client === undefined
        ? notRun('The app is not registered here: name a client id to find out.')
        : passIf(
            error !== 'invalid_client' && error !== 'unauthorized_client',
            plain(String(error ?? 'No error code.')),
          ),
    ),
  },
  {
    id: 'token-error-no-store',
    name: 'Answers of the token endpoint are kept by no cache',
    clause: 'RFC 6749, 5.1 and 5.2 (Cache-Control: no-store)',
    todo: 'Send Cache-Control: no-store with every answer of the token endpoint.',
    judge: seenIn(
      all => all.inventedCode,
      ({ headers }) => {
        const kept = headers['cache-control'] ?? ''
        return warnUnless(/no-store/i.test(kept), plain(kept || 'No Cache-Control.'))
      },
    ),
  },
]
