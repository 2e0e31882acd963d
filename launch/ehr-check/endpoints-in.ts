import { endpointOf } from '../smart/endpoint-url.ts'
import { type Look, membersOf } from './look.ts'
import type { CheckedEhr } from './observations.ts'

export const ENDPOINTS = {
  authorize: 'authorization_endpoint',
  token: 'token_endpoint',
  jwks: 'jwks_uri',
  revoke: 'revocation_endpoint',
} as const
export type Endpoint = keyof typeof ENDPOINTS

/** The endpoints that the app would use; one that it would refuse is left out (docs/adr/0002). */
export function endpointsIn(discovery: Look, ehr: CheckedEhr): Readonly<Partial<Record<Endpoint, string>>> {
  const document = membersOf(discovery) ?? {}
  const usable = Object.entries(ENDPOINTS).flatMap(([name, member]) => {
    const said = document[member]
    const url = typeof said === 'string' && said !== '' ? endpointOf(ehr.issuer, said, ehr.endpointOrigins) : undefined
    return url === undefined ? [] : [[name, url] as const]
  })
  return Object.fromEntries(usable)
}
