import { SCOPES_SUPPORTED } from './scopes.ts'

export interface Endpoints {
  /** FHIR base, `iss` and `aud` alike. */
  readonly issuer: string
  readonly authorize: string
  readonly token: string
  readonly jwks: string
}

export const endpointsOf = (publicUrl: string): Endpoints => ({
  issuer: `${publicUrl}/fhir`,
  authorize: `${publicUrl}/oauth/authorize`,
  token: `${publicUrl}/oauth/token`,
  jwks: `${publicUrl}/oauth/jwks`,
})

/** SMART App Launch 2.2, section "SMART configuration": what discovery answers. */
export const smartConfiguration = (endpoints: Endpoints) => ({
  issuer: endpoints.issuer,
  jwks_uri: endpoints.jwks,
  authorization_endpoint: endpoints.authorize,
  token_endpoint: endpoints.token,
  token_endpoint_auth_methods_supported: ['none'],
  grant_types_supported: ['authorization_code'],
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
  scopes_supported: SCOPES_SUPPORTED,
  capabilities: [
    'launch-ehr',
    'authorize-post',
    'client-public',
    'sso-openid-connect',
    'context-banner',
    'context-ehr-patient',
    'context-ehr-encounter',
    'permission-patient',
    'permission-user',
    'permission-v1',
    'permission-v2',
  ],
})
