import { htmlAnswer, huge, jsonAnswer, slowly, withMembers } from '../../faults/wire-answer.ts'
import { type EhrFault, endsIn, WORKS } from './ehr-fault.ts'

const where = 'Discovery (.well-known/smart-configuration)'

export const DISCOVERY_FAULTS: readonly EhrFault[] = [
  {
    name: 'discovery-down',
    where,
    says: 'Discovery answers 503.',
    ...endsIn('EHR_UNREACHABLE'),
    discovery: () => jsonAnswer({ error: 'temporarily_unavailable' }, 503),
  },
  {
    name: 'discovery-slow',
    where,
    says: 'Discovery answers after half a minute.',
    ...endsIn('EHR_UNREACHABLE'),
    discovery: slowly,
  },
  {
    name: 'discovery-huge',
    where,
    says: 'Discovery answers with 12 MB.',
    ...endsIn('EHR_NOT_SMART'),
    discovery: huge,
  },
  {
    name: 'discovery-html',
    where,
    says: 'Discovery answers 200 with a log-in page.',
    ...endsIn('EHR_NOT_SMART'),
    discovery: () => htmlAnswer(),
  },
  {
    name: 'discovery-redirect',
    where,
    says: 'Discovery redirects to another host.',
    ...endsIn('EHR_NOT_SMART'),
    discovery: (answer, { elsewhere }) => ({ ...answer, status: 302, headers: { location: elsewhere }, body: '' }),
  },
  {
    name: 'discovery-no-authorize',
    where,
    says: 'Discovery names no authorize endpoint, as an open server would.',
    ...endsIn('EHR_NOT_SMART'),
    discovery: answer => withMembers(answer, { authorization_endpoint: undefined }),
  },
  {
    name: 'discovery-no-s256',
    where,
    says: 'Discovery does not offer S256 for PKCE.',
    ...endsIn('EHR_NOT_SMART'),
    discovery: answer => withMembers(answer, { code_challenge_methods_supported: [] }),
  },
  {
    name: 'discovery-offers-plain',
    where,
    says: 'Discovery offers plain beside S256 for PKCE, which SMART forbids.',
    ...endsIn('EHR_NOT_SMART'),
    discovery: answer => withMembers(answer, { code_challenge_methods_supported: ['S256', 'plain'] }),
  },
  {
    name: 'discovery-token-elsewhere',
    where,
    says: 'Discovery names a token endpoint on another host.',
    ...endsIn('EHR_NOT_SMART'),
    discovery: (answer, { elsewhere }) => withMembers(answer, { token_endpoint: `${elsewhere}/token` }),
  },
  {
    name: 'discovery-as-text',
    where,
    says: 'Discovery is right, but calls itself text/plain.',
    ...WORKS,
    discovery: answer => ({ ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' } }),
  },
  {
    name: 'discovery-relative',
    where,
    says: 'Discovery names its endpoints relative to the FHIR base, as SMART allows.',
    ...WORKS,
    discovery: answer => withMembers(answer, { token_endpoint: '../oauth/token', jwks_uri: '../oauth/jwks' }),
  },
]
