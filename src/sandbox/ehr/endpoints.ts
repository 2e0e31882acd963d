import { SCOPES_SUPPORTED } from './scopes.ts'

export interface Endpoints {
  /** FHIR base, `iss` and `aud` alike. */
  readonly issuer: string
  readonly authorize: string
  readonly token: string
  readonly jwks: string
  readonly revoke: string
}

export const endpointsOf = (publicUrl: string): Endpoints => ({
  issuer: `${publicUrl}/fhir`,
  authorize: `${publicUrl}/oauth/authorize`,
  token: `${publicUrl}/oauth/token`,
  jwks: `${publicUrl}/oauth/jwks`,
  revoke: `${publicUrl}/oauth/revoke`,
})

/** SMART App Launch 2.2, section "SMART configuration": what discovery answers. */
export const smartConfiguration = (endpoints: Endpoints) => ({
  issuer: endpoints.issuer,
  jwks_uri: endpoints.jwks,
  authorization_endpoint: endpoints.authorize,
  token_endpoint: endpoints.token,
  token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
  revocation_endpoint: endpoints.revoke,
  grant_types_supported: ['authorization_code', 'refresh_token'],
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
  scopes_supported: SCOPES_SUPPORTED,
  capabilities: [
    'launch-ehr',
    'launch-standalone',
    'authorize-post',
    'client-public',
    'client-confidential-symmetric',
    'client-confidential-asymmetric',
    'sso-openid-connect',
    'context-banner',
    'context-ehr-patient',
    'context-ehr-encounter',
    'context-standalone-patient',
    'permission-patient',
    'permission-user',
    'permission-online',
    'permission-offline',
    'permission-v1',
    'permission-v2',
  ],
})
