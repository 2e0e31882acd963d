import { htmlAnswer, huge, jsonAnswer, membersOf, slowly, withMembers } from '../../faults/wire-answer.ts'
import type { KeyRing } from '../key-ring.ts'
import { type Claims, type EhrFault, endsIn, WORKS } from './ehr-fault.ts'

const where = 'Keys (JWKS)'
const REFUSED = endsIn('BAD_ID_TOKEN')

/** The app knows the old key by heart: only a new one makes it ask. */
function afterRotation(claims: Claims, keys: KeyRing): string {
  keys.rotate()
  return keys.sign(claims)
}

export const KEY_FAULTS: readonly EhrFault[] = [
  {
    name: 'jwks-down',
    where,
    says: 'The key set answers 503, and the EHR signs with a new key.',
    ...endsIn('EHR_UNREACHABLE'),
    jwks: () => jsonAnswer({ error: 'temporarily_unavailable' }, 503),
    idToken: afterRotation,
  },
  {
    name: 'jwks-slow',
    where,
    says: 'The key set comes after half a minute, and the EHR signs with a new key.',
    ...endsIn('EHR_UNREACHABLE'),
    jwks: slowly,
    idToken: afterRotation,
  },
  {
    name: 'jwks-huge',
    where,
    says: 'The key set has 12 MB, and the EHR signs with a new key.',
    ...REFUSED,
    jwks: huge,
    idToken: afterRotation,
  },
  {
    name: 'jwks-html',
    where,
    says: 'The key set is a log-in page, and the EHR signs with a new key.',
    ...REFUSED,
    jwks: () => htmlAnswer(),
    idToken: afterRotation,
  },
  {
    name: 'jwks-empty',
    where,
    says: 'The key set holds no key, and the EHR signs with a new key.',
    ...REFUSED,
    jwks: answer => withMembers(answer, { keys: [] }),
    idToken: afterRotation,
  },
  {
    name: 'jwks-redirect',
    where,
    says: 'The key set redirects to another host, and the EHR signs with a new key.',
    ...REFUSED,
    jwks: (answer, { elsewhere }) => ({ ...answer, status: 302, headers: { location: elsewhere }, body: '' }),
    idToken: afterRotation,
  },
  {
    name: 'jwks-private',
    where,
    says: 'The key set also shows a private part of its keys (a made-up one).',
    ...WORKS,
    jwks: answer =>
      withMembers(answer, { keys: [membersOf(answer).keys].flat().map(key => ({ ...Object(key), d: 'no-real-key' })) }),
  },
  {
    name: 'keys-rotated',
    where,
    says: 'The EHR signs with a new key from this sign-in on, and no longer publishes the old one.',
    ...WORKS,
    idToken: afterRotation,
  },
]
