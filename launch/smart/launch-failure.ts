/** Every way in which a launch can fail. Each has its own sentence for the clinician, and its own test. */
export type LaunchFailureCode =
  | 'BAD_LAUNCH_REQUEST'
  | 'UNKNOWN_ISSUER'
  | 'EHR_UNREACHABLE'
  | 'EHR_NOT_SMART'
  | 'STANDALONE_NOT_OFFERED'
  | 'COOKIES_BLOCKED'
  | 'BAD_CALLBACK'
  | 'UNKNOWN_STATE'
  | 'OTHER_BROWSER'
  | 'ACCESS_REFUSED'
  | 'TOKEN_REFUSED'
  | 'BAD_TOKEN_RESPONSE'
  | 'NO_PATIENT'
  | 'SCOPES_MISSING'
  | 'BAD_ID_TOKEN'
  | 'NOT_A_CLINICIAN'

export interface LaunchFailure {
  readonly code: LaunchFailureCode
  /** For the log: which check failed, never a value from the request, a token or a patient. */
  readonly detail: string
  /** Where the same launch can begin anew in a window of its own: nothing of it has been used up. */
  readonly ownWindow?: string
}
