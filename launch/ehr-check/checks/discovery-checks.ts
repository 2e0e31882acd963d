import { isSafeEndpoint } from '../../smart/endpoint-url.ts'
import { ENDPOINTS, type Endpoint, endpointsIn } from '../endpoints-in.ts'
import { MOST_BYTES, membersOf } from '../look.ts'
import {
  answers,
  type Check,
  failed,
  inDiscovery,
  isJson,
  notRun,
  pass,
  passIf,
  plain,
  seenIn,
  texts,
  warn,
  warnUnless,
} from './check.ts'

const METADATA = 'SMART App Launch 2.2, 9.2 (metadata)'
const CAPABILITIES = 'SMART App Launch 2.2, 9.1 (capabilities)'
const FAST_MS = 1000

/** The clock's limit is the id_token's: an iat further ahead of ours is refused. */
const SKEW = { good: 5, most: 30 }

/** A text that must stand in the document. */
const member = (id: string, key: string, todo: string): Check => ({
  id,
  name: `Discovery names ${key}`,
  clause: METADATA,
  todo,
  judge: inDiscovery(({ [key]: value }) =>
    typeof value === 'string' && value !== '' ? pass(plain(value)) : failed(`${key} is missing or not a text.`),
  ),
})

const capability = (name: string, todo: string, judge: typeof passIf = passIf): Check => ({
  id: `capability-${name}`,
  name: `Discovery announces ${name}`,
  clause: CAPABILITIES,
  todo,
  judge: inDiscovery(({ capabilities }) => {
    const announced = texts(capabilities).includes(name)
    return judge(announced, announced ? `${name} is announced.` : `${name} is not among the capabilities.`)
  }),
})

const CLIENT_CAPABILITY: Readonly<Record<string, string>> = {
  public: 'client-public',
  client_secret: 'client-confidential-symmetric',
  private_key_jwt: 'client-confidential-asymmetric',
}

export const DISCOVERY_CHECKS: readonly Check[] = [
  {
    id: 'tls',
    name: 'The FHIR base is https, or on this machine',
    clause: 'SMART App Launch 2.2, app protection (TLS)',
    todo: 'Serve the FHIR base over https, without a query or a user name in its address. Plain http is taken from this very machine only.',
    judge: ({ ehr: { issuer } }) => {
      const onlyHere = issuer.startsWith('http:') ? 'plain http, which is taken from this machine only: ' : ''
      return passIf(isSafeEndpoint(issuer) && !issuer.includes('?'), plain(`${onlyHere}${issuer}`))
    },
  },
  {
    id: 'discovery-reachable',
    name: 'Discovery answers 200 to everybody',
    clause: 'SMART App Launch 2.2, 9 (.well-known/smart-configuration)',
    todo: 'Serve {FHIR base}/.well-known/smart-configuration with status 200, without a token, a redirect or a log-in page.',
    judge: answers(all => all.discovery, 200),
  },
  {
    id: 'discovery-time',
    name: 'Discovery answers within a second',
    clause: 'This app: a clinician waits for it',
    todo: 'Answer discovery within a second: it is a document that hardly ever changes. After five seconds the app gives up.',
    judge: seenIn(
      all => all.discovery,
      ({ ms }) => warnUnless(ms <= FAST_MS, `${ms} ms.`),
      why => (why === 'TIMEOUT' ? failed('No answer in the time that the app waits.') : notRun('There was no answer.')),
    ),
  },
  {
    id: 'discovery-size',
    name: 'Discovery is of a sensible size',
    clause: 'This app: a document of more than 100 kB is refused',
    todo: 'Keep the discovery document below 100 kB.',
    judge: seenIn(
      all => all.discovery,
      ({ bytes }) => pass(`${bytes} bytes.`),
      why => (why === 'TOO_LARGE' ? failed(`More than ${MOST_BYTES} bytes.`) : notRun('There was no answer.')),
    ),
  },
  {
    id: 'discovery-content-type',
    name: 'Discovery has the content type application/json',
    clause: 'SMART App Launch 2.2, 9 (the response is JSON, whatever Accept says)',
    todo: 'Send Content-Type: application/json.',
    judge: seenIn(
      all => all.discovery,
      seen => passIf(isJson(seen), plain(seen.headers['content-type'] ?? 'No content type.')),
    ),
  },
  {
    id: 'discovery-json',
    name: 'Discovery is a JSON object',
    clause: METADATA,
    todo: 'Send one JSON object. What came may be a log-in page or an error text.',
    judge: seenIn(
      all => all.discovery,
      (_, all) => {
        const members = membersOf(all.discovery)
        return members === undefined ? failed('Not a JSON object.') : pass(`${Object.keys(members).length} members.`)
      },
    ),
  },
  member(
    'authorization-endpoint',
    ENDPOINTS.authorize,
    'Name the authorize endpoint: without it the app refuses the EHR, and never takes it for an open one.',
  ),
  member('token-endpoint', ENDPOINTS.token, 'Name the token endpoint.'),
  member('jwks-uri', ENDPOINTS.jwks, 'Name the address of the key set: the id_token is verified against it.'),
  member('issuer', 'issuer', 'Name the OpenID issuer: the iss of every id_token must equal it.'),
  {
    id: 'endpoint-origins',
    name: 'Every endpoint is on an origin that is named for this EHR, over https',
    clause: 'SMART App Launch 2.2, app protection; this app: hazard H22',
    todo: 'Serve the endpoints over https on the origin of the FHIR base, or name their origins: endpointOrigins in the registry, --origin on the command line.',
    judge: inDiscovery((document, { discovery, ehr }) => {
      const usable = endpointsIn(discovery, ehr)
      const names = Object.keys(ENDPOINTS) as Endpoint[]
      const refused = names.filter(name => typeof document[ENDPOINTS[name]] === 'string' && usable[name] === undefined)
      return refused.length === 0
        ? pass(`${Object.keys(usable).length} endpoints.`)
        : failed(refused.map(name => `${ENDPOINTS[name]} ${plain(String(document[ENDPOINTS[name]]))}`).join(', '))
    }),
  },
  {
    id: 'grant-types',
    name: 'Discovery names the grant type authorization_code',
    clause: METADATA,
    todo: 'Put authorization_code into grant_types_supported, which the standard requires. Where the member is missing the app goes on without it.',
    judge: inDiscovery(({ grant_types_supported: types }) => {
      if (types === undefined) return warn('grant_types_supported is missing.')
      return passIf(texts(types).includes('authorization_code'), plain(texts(types).join(', ') || 'None.'))
    }),
  },
  {
    id: 'pkce-s256',
    name: 'PKCE with S256 is offered',
    clause: 'SMART App Launch 2.2, 9.2 (code_challenge_methods_supported SHALL include S256)',
    todo: 'Support S256 and put it into code_challenge_methods_supported.',
    judge: inDiscovery(({ code_challenge_methods_supported: methods }) =>
      passIf(texts(methods).includes('S256'), plain(texts(methods).join(', ') || 'No method is named.')),
    ),
  },
  {
    id: 'pkce-not-plain',
    name: 'PKCE with plain is not offered',
    clause: 'SMART App Launch 2.2, 9.2 (SHALL NOT include plain)',
    todo: 'Take plain out of code_challenge_methods_supported, and refuse it at the authorize endpoint.',
    judge: inDiscovery(({ code_challenge_methods_supported: methods }) =>
      passIf(!texts(methods).includes('plain'), plain(texts(methods).join(', ') || 'No method is named.')),
    ),
  },
  capability('launch-ehr', 'Support the EHR launch and announce it: this app is opened from inside the record.'),
  capability('sso-openid-connect', 'Support OpenID Connect and announce it: the app must know which clinician refers.'),
  capability('context-ehr-patient', 'Give the launched patient with the token and announce it.', warnUnless),
  capability(
    'context-ehr-encounter',
    'Give the encounter with the token where there is one: the referral then names it.',
    warnUnless,
  ),
  capability('permission-patient', 'Support patient/ scopes and announce it.', warnUnless),
  {
    id: 'capability-client',
    name: 'Discovery announces the way in which this app proves itself',
    clause: CAPABILITIES,
    todo: 'Announce client-public, client-confidential-symmetric or client-confidential-asymmetric, as the app is registered.',
    judge: inDiscovery(({ capabilities }, { ehr }) => {
      const offered = texts(capabilities).filter(each => each.startsWith('client-'))
      const wanted = CLIENT_CAPABILITY[ehr.client?.auth ?? '']
      const good = wanted === undefined ? offered.length > 0 : offered.includes(wanted)
      return warnUnless(good, plain(offered.join(', ') || 'No kind of client is announced.'))
    }),
  },
  {
    id: 'capability-scope-version',
    name: 'Discovery says which version of scopes the EHR speaks',
    clause: CAPABILITIES,
    todo: 'Announce permission-v2, permission-v1 or both. Where neither is said the app asks in v2.',
    judge: inDiscovery(({ capabilities }) => {
      const said = texts(capabilities).filter(each => /^permission-v[12]$/.test(each))
      return warnUnless(said.length > 0, said.join(', ') || 'Neither permission-v1 nor permission-v2.')
    }),
  },
  {
    id: 'refresh-offered',
    name: 'Discovery offers refresh tokens while the clinician is at work',
    clause: 'SMART App Launch 2.2, 7.1.7 (online_access)',
    todo: 'Offer permission-online. Without it a consultation ends with its access token, and has to be opened again.',
    judge: inDiscovery(({ capabilities, scopes_supported: scopes }) => {
      const offered = texts(capabilities).includes('permission-online') || texts(scopes).includes('online_access')
      return warnUnless(offered, offered ? 'online_access is offered.' : 'online_access is not offered.')
    }),
  },
  {
    id: 'revocation-offered',
    name: 'Discovery names a revocation endpoint',
    clause: 'SMART App Launch 2.2, 9.2 (recommended); RFC 7009',
    todo: 'Offer revocation, so that "Close" in the app ends the access at once.',
    judge: inDiscovery(({ revocation_endpoint: url }) =>
      warnUnless(typeof url === 'string', typeof url === 'string' ? plain(url) : 'None is named.'),
    ),
  },
  {
    id: 'scopes-supported',
    name: 'Discovery lists the scopes of a sign-in',
    clause: 'SMART App Launch 2.2, 9.2 (scopes_supported, recommended)',
    todo: 'List openid, fhirUser and launch in scopes_supported.',
    judge: inDiscovery(({ scopes_supported: scopes }) => {
      const lacking = ['openid', 'fhirUser', 'launch'].filter(each => !texts(scopes).includes(each))
      return warnUnless(
        lacking.length === 0,
        lacking.length === 0 ? 'All three.' : `Not listed: ${lacking.join(', ')}.`,
      )
    }),
  },
  {
    id: 'cors',
    name: 'No other site can read answers with the clinician’s cookies',
    clause: 'SMART App Launch 2.2, 9 (CORS is for browser-based apps; this app calls from its server and needs none)',
    todo: 'Do not allow credentials to every origin that asks (Access-Control-Allow-Credentials).',
    judge: seenIn(
      all => all.discovery,
      ({ headers }) => {
        const origin = headers['access-control-allow-origin']
        const open = headers['access-control-allow-credentials'] === 'true' && origin !== undefined
        return passIf(!open, open ? `Credentials are allowed to ${plain(origin)}.` : 'No credentials are allowed.')
      },
    ),
  },
  {
    id: 'clock',
    name: 'The EHR’s clock agrees with ours',
    clause: 'OpenID Connect Core, 3.1.3.7 (iat, exp)',
    todo: 'Set the EHR’s clock by NTP, and send a Date header. An id_token issued more than 30 seconds ahead of our clock is refused.',
    judge: seenIn(
      all => all.discovery,
      ({ headers, at }) => {
        const date = Date.parse(headers.date ?? '')
        if (Number.isNaN(date)) return warn('Discovery has no Date header.')
        // The header has whole seconds.
        const seconds = Math.round(Math.abs(at.getTime() - date) / 1000)
        if (seconds > SKEW.most) return failed(`${seconds} seconds apart.`)
        return warnUnless(seconds <= SKEW.good, `${seconds} seconds apart.`)
      },
    ),
  },
]
