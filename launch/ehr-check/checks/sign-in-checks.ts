import { membersOf } from '../look.ts'
import type { SignInObservations } from '../observations.ts'
import {
  afterSignIn,
  type Check,
  failed,
  inToken,
  isJson,
  notRun,
  pass,
  passIf,
  plain,
  said,
  type Verdict,
  warnUnless,
} from './check.ts'

const ID_TOKEN = 'OpenID Connect Core, 3.1.3.7'
const SLOW_MS = 1000
/** Seconds by which clocks may differ, as in the app's own verification. */
const LEEWAY = 30

type Members = Readonly<Record<string, unknown>>

/** The parts of a JWT for the words of a report; whether it is believed, the app's own verification says. */
function partsOf(token: unknown): { header: Members; claims: Members } | undefined {
  const [header, claims] = String(token)
    .split('.')
    .map(part => {
      try {
        const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
        return typeof value === 'object' && value !== null ? { ...value } : undefined
      } catch {
        return undefined
      }
    })
  return header === undefined || claims === undefined ? undefined : { header, claims }
}

const inIdToken = (
  judge: (parts: { header: Members; claims: Members }, seen: SignInObservations, issuer: string) => Verdict,
) =>
  inToken(({ id_token }, seen, { ehr }) => {
    const parts = partsOf(id_token)
    return parts === undefined ? notRun('There is no id_token that can be read.') : judge(parts, seen, ehr.issuer)
  })

export const SIGN_IN_CHECKS: readonly Check[] = [
  {
    id: 'launch-begins',
    name: 'The launch leads to the authorize endpoint',
    clause: 'SMART App Launch 2.2, 7.1.4',
    todo: 'Mend what failed under Discovery: the launch cannot begin before.',
    judge: afterSignIn(({ notBegun }) =>
      notBegun === undefined ? pass('It does.') : failed(plain(`${notBegun.code}: ${notBegun.detail}.`)),
    ),
  },
  {
    id: 'sign-in',
    name: 'The sign-in ends with a code',
    clause: 'RFC 6749, 4.1.2',
    todo: 'Sign in and allow access. If you did, look into the authorization server’s log for why it refused.',
    judge: afterSignIn(({ callback }) => {
      if (callback === undefined) return notRun('The browser did not come back.')
      return callback.error === undefined
        ? pass('A code came back.')
        : failed(`It came back with ${plain(callback.error)}.`)
    }),
  },
  {
    id: 'callback-issuer',
    name: 'The way back names the right authorization server',
    clause: 'RFC 9207, 2.4 (iss)',
    todo: 'Send the issuer that discovery names, or leave the parameter out.',
    judge: afterSignIn(({ callback, expected }, { discovery }) => {
      const iss = callback?.iss
      if (callback === undefined) return notRun('The browser did not come back.')
      if (iss === undefined) return pass('It names none.')
      const named = discovery?.ok ? (discovery.value.body as Members | undefined)?.issuer : undefined
      return passIf(iss === (named ?? expected?.issuer), plain(iss))
    }),
  },
  {
    id: 'token-answers',
    name: 'The token endpoint gives a token for the code',
    clause: 'RFC 6749, 4.1.4',
    todo: 'Answer 200 with JSON. A 400 or 401 here means that the code, the PKCE verifier, the redirect address or the proof of the client was not taken.',
    judge: afterSignIn(({ token }) => {
      if (token === undefined) return notRun('There was no code to exchange.')
      const good = token.ok && token.value.status === 200 && isJson(token.value)
      return passIf(good && membersOf(token) !== undefined, `${said(token)}.`)
    }),
  },
  {
    id: 'token-time',
    name: 'The token comes within a second',
    clause: 'This app: a clinician waits for it',
    todo: 'Answer within a second. After five seconds the app gives up, and the code is spent.',
    judge: afterSignIn(({ token }) => {
      if (token === undefined) return notRun('There was no code to exchange.')
      if (!token.ok) return failed(`${said(token)}.`)
      return warnUnless(token.value.ms <= SLOW_MS, `${token.value.ms} ms.`)
    }),
  },
  {
    id: 'id-token-present',
    name: 'The token response has an id_token',
    clause: 'SMART App Launch 2.2, 8.1.2 (openid, fhirUser)',
    todo: 'Give an id_token where the scopes openid and fhirUser were granted.',
    judge: inToken(({ id_token }) =>
      passIf(partsOf(id_token) !== undefined, partsOf(id_token) === undefined ? 'None, or no JWT.' : 'It is there.'),
    ),
  },
  {
    id: 'id-token-accepted',
    name: 'The app believes the id_token',
    clause: ID_TOKEN,
    todo: 'Mend what failed below or under Keys: signature, issuer, audience, nonce, times and clinician must all be right.',
    judge: inToken((_, { signedIn }) => {
      if (signedIn === undefined) return notRun('There is no id_token.')
      return signedIn.ok ? pass('Every check holds.') : failed(plain(`${signedIn.failure.detail}.`))
    }),
  },
  {
    id: 'id-token-algorithm',
    name: 'The id_token is signed with RS256, and names its key',
    clause: 'SMART App Launch 2.2, 8.1.2 (RS256); RFC 7515, 4.1.4 and 4.1.11',
    todo: 'Sign with RS256, name the kid of a published key, and use no critical extensions.',
    judge: inIdToken(({ header }) => {
      const { alg, kid, crit } = header
      const known = alg === 'RS256' || alg === 'RS384' || alg === 'ES256' || alg === 'ES384'
      const seen = plain(
        `alg ${String(alg)}, ${kid === undefined ? 'no kid' : 'a kid'}${crit === undefined ? '' : ', crit'}.`,
      )
      return known && crit === undefined ? warnUnless(alg === 'RS256' && kid !== undefined, seen) : failed(seen)
    }),
  },
  {
    id: 'id-token-issuer',
    name: 'The id_token is from the issuer that discovery names',
    clause: ID_TOKEN,
    todo: 'Make iss equal to the issuer in discovery, or have tokenIssuer put into the app’s registry.',
    judge: inIdToken(({ claims }, { expected }) => passIf(claims.iss === expected?.issuer, plain(String(claims.iss)))),
  },
  {
    id: 'id-token-audience',
    name: 'The id_token is for this app',
    clause: ID_TOKEN,
    todo: 'Make aud the client id of the app and nothing else, or name the app in azp.',
    judge: inIdToken(({ claims: { aud, azp } }, { expected }) => {
      const audience = [aud].flat()
      const ours = audience.includes(expected?.clientId)
      const asked = azp === undefined ? audience.length === 1 : azp === expected?.clientId
      return passIf(ours && asked, `${audience.length} in aud, ${azp === undefined ? 'no azp' : 'an azp'}.`)
    }),
  },
  {
    id: 'id-token-nonce',
    name: 'The id_token repeats the nonce',
    clause: ID_TOKEN,
    todo: 'Take the nonce of the authorize request into the id_token as it is: it ties the token to this sign-in.',
    judge: inIdToken(({ claims: { nonce } }, { expected }) =>
      passIf(nonce === expected?.nonce, nonce === undefined ? 'There is none.' : 'There is one.'),
    ),
  },
  {
    id: 'id-token-times',
    name: 'The id_token says when it was made and when it runs out',
    clause: ID_TOKEN,
    todo: 'Send iat (now) and exp (some minutes later), in seconds, by a clock that is right.',
    judge: inIdToken(({ claims: { iat, exp, nbf } }, { token }) => {
      if (typeof iat !== 'number' || typeof exp !== 'number') return failed('iat or exp is missing.')
      const now = token?.ok ? token.value.at.getTime() / 1000 : 0
      const isYoung = iat <= now + LEEWAY && iat >= now - 600
      const isValid = exp >= now - LEEWAY && !(typeof nbf === 'number' && nbf > now + LEEWAY)
      return passIf(isYoung && isValid, `Made ${Math.round(now - iat)} seconds ago, good for ${exp - iat}.`)
    }),
  },
  {
    id: 'id-token-subject',
    name: 'The id_token says who it is about',
    clause: ID_TOKEN,
    todo: 'Send sub: one name for each clinician, never given to another, of 255 characters at the most.',
    judge: inIdToken(({ claims: { sub } }) => {
      const good = typeof sub === 'string' && sub.length > 0 && sub.length <= 255
      return passIf(good, good ? 'It does.' : 'sub is missing or misshapen.')
    }),
  },
  {
    id: 'id-token-fhir-user',
    name: 'The id_token names the clinician on this FHIR base',
    clause: 'SMART App Launch 2.2, 8.1.2 (fhirUser)',
    todo: 'Send fhirUser as a Practitioner or PractitionerRole on the FHIR base. A Patient, or a resource of another server, is refused.',
    judge: inIdToken(({ claims: { fhirUser } }, _, issuer) => {
      const base = `${issuer.replace(/\/+$/, '')}/`
      const text = typeof fhirUser === 'string' ? fhirUser : ''
      const relative = text.startsWith(base) ? text.slice(base.length) : text
      const [, type] = /^([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}$/.exec(relative) ?? []
      const good = type === 'Practitioner' || type === 'PractitionerRole'
      return passIf(good, type ?? (text === '' ? 'There is none.' : 'It is not on this FHIR base.'))
    }),
  },
]
