import { createHmac } from 'node:crypto'
import { withMembers } from '../../faults/wire-answer.ts'
import { signWith } from '../key-ring.ts'
import { type Claims, type EhrFault, endsIn } from './ehr-fault.ts'
import { OTHER_PATIENT } from './token-faults.ts'

const where = 'Who is signed in (id_token)'
const REFUSED = endsIn('BAD_ID_TOKEN')

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const at = (claims: Claims, seconds: number): number => Number(claims.iat) + seconds

/** A fault that only changes what is claimed, under a good signature. */
const claiming = (name: string, says: string, claims: EhrFault['claims'], ends = REFUSED): EhrFault => ({
  name: `id-token-${name}`,
  where,
  says: `The id_token ${says}.`,
  ...ends,
  ...(claims === undefined ? {} : { claims }),
})

const another = 'another-client'

export const ID_TOKEN_FAULTS: readonly EhrFault[] = [
  claiming('wrong-aud', 'is for another client', claims => ({ ...claims, aud: another })),
  claiming('wrong-iss', 'is from another issuer', (claims, { elsewhere }) => ({ ...claims, iss: elsewhere })),
  claiming('wrong-nonce', 'has the nonce of another sign-in', claims => ({ ...claims, nonce: 'of-another-sign-in' })),
  claiming('without-nonce', 'has no nonce though one was asked for', claims => ({ ...claims, nonce: undefined })),
  claiming('wrong-azp', 'is for two clients and was asked for by the other (azp)', claims => ({
    ...claims,
    aud: [claims.aud, another],
    azp: another,
  })),
  claiming('two-audiences', 'is for two clients and does not say which asked (azp)', claims => ({
    ...claims,
    aud: [claims.aud, another],
  })),
  claiming('expired', 'ran out a minute ago', claims => ({ ...claims, iat: at(claims, -360), exp: at(claims, -60) })),
  claiming('not-yet-valid', 'begins in an hour (nbf)', claims => ({ ...claims, nbf: at(claims, 3600) })),
  claiming('from-the-future', 'was issued in an hour (iat)', claims => ({
    ...claims,
    iat: at(claims, 3600),
    exp: at(claims, 7200),
  })),
  claiming('without-exp', 'never runs out', claims => ({ ...claims, exp: undefined })),
  claiming('without-sub', 'does not say who it is about', claims => ({ ...claims, sub: undefined })),
  claiming('fhir-user-elsewhere', 'names a clinician on another server', (claims, { elsewhere }) => ({
    ...claims,
    fhirUser: `${elsewhere}/Practitioner/clinician-gp`,
  })),
  claiming(
    'fhir-user-patient',
    'says that a patient is signed in',
    (claims, { issuer }) => ({ ...claims, fhirUser: `${issuer}/Patient/${OTHER_PATIENT}` }),
    endsIn('NOT_A_CLINICIAN'),
  ),
  claiming(
    'without-fhir-user',
    'does not say who is signed in (fhirUser)',
    claims => ({ ...claims, fhirUser: undefined }),
    endsIn('NOT_A_CLINICIAN'),
  ),
  {
    name: 'id-token-missing',
    where,
    says: 'The token response has no id_token.',
    ...REFUSED,
    token: answer => withMembers(answer, { id_token: undefined }),
  },
  {
    name: 'id-token-garbage',
    where,
    says: 'The id_token is no JWT.',
    ...REFUSED,
    idToken: () => 'this.is.nothing',
  },
  {
    name: 'id-token-alg-none',
    where,
    says: 'The id_token is not signed (alg none).',
    ...REFUSED,
    idToken: claims => `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims)}.`,
  },
  {
    name: 'id-token-hs256',
    where,
    says: 'The id_token is signed with HS256, the published key as its secret.',
    ...REFUSED,
    idToken(claims, keys) {
      const { kid, publicKey } = keys.current()
      const signed = `${base64url({ alg: 'HS256', typ: 'JWT', kid })}.${base64url(claims)}`
      const secret = publicKey.export({ format: 'pem', type: 'spki' })
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
    },
  },
  {
    name: 'id-token-crit',
    where,
    says: 'The id_token asks for an extension that nobody knows (crit), under a good signature.',
    ...REFUSED,
    idToken: (claims, keys) => signWith(keys.current(), claims, { crit: ['urn:example:unknown'] }),
  },
  {
    name: 'id-token-wrong-key',
    where,
    says: 'The id_token is signed with another key under the published key’s name.',
    ...REFUSED,
    idToken: (claims, keys) => signWith({ ...keys.stranger(), kid: keys.current().kid }, claims),
  },
  {
    name: 'id-token-unknown-kid',
    where,
    says: 'The id_token is signed with a key that is not published.',
    ...REFUSED,
    idToken: (claims, keys) => signWith(keys.stranger(), claims),
  },
]
