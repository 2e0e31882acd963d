import { fail } from '../../domain/result.ts'

/** RFC 6749 section 5.2. */
export interface TokenRefusal {
  readonly status: 400 | 401
  readonly error:
    | 'invalid_request'
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_scope'
    | 'unauthorized_client'
    | 'unsupported_grant_type'
  readonly error_description: string
}

export const refuseToken = (error: TokenRefusal['error'], description: string): { ok: false; failure: TokenRefusal } =>
  fail({ status: error === 'invalid_client' ? 401 : 400, error, error_description: description })
