import type { FailureKind } from '../../../../src/domain/gateway-failure.ts'

export interface PublishedAnswer {
  readonly status: number
  readonly code?: string
  readonly issue?: string
  readonly kind: FailureKind
}

const all = (kind: FailureKind, ...lines: readonly string[]): PublishedAnswer[] =>
  lines.map(line => {
    const [status, code, issue] = line.split(' ')
    return { status: Number(status), kind, ...(code && { code }), ...(issue && { issue }) }
  })

/** The examples of errors that BaRS publishes with its API, `specification/examples/OperationOutcome`, by status, code and issue. */
export const BARS_EXAMPLES: readonly PublishedAnswer[] = [
  ...all(
    'to-mend',
    '400 SEND_BAD_REQUEST invalid',
    '400 SEND_BAD_REQUEST required',
    '400 SEND_BAD_REQUEST value',
    '401 SEND_UNAUTHORIZED expired',
    '401 SEND_UNAUTHORIZED login',
    '401 SEND_UNAUTHORIZED security',
    '401 SEND_UNAUTHORIZED unknown',
    '403 SEND_FORBIDDEN forbidden',
    '405 SEND_METHOD_NOT_ALLOWED not-supported',
    '406 SEND_NOT_ACCEPTABLE processing',
    '400 REC_BAD_REQUEST invalid',
    '400 REC_BAD_REQUEST invariant',
    '400 REC_BAD_REQUEST not-supported',
    '400 REC_BAD_REQUEST required',
    '400 REC_BAD_REQUEST value',
    '401 REC_UNAUTHORIZED forbidden',
    '403 REC_FORBIDDEN forbidden',
    '403 REC_FORBIDDEN security',
    '404 REC_NOT_FOUND not-found',
    '406 REC_NOT_ACCEPTABLE processing',
    '422 REC_UNPROCESSABLE_ENTITY not-supported',
    '501 REC_NOT_IMPLEMENTED not-supported',
    '400 BAD_REQUEST invalid',
    '400 BAD_REQUEST required',
    '400 BAD_REQUEST structure',
    '404 NOT_FOUND multiple-matches',
    '404 NOT_FOUND not-found',
  ),
  ...all(
    'passing',
    '429 SEND_TOO_MANY_REQUESTS throttled',
    '408 REC_TIMEOUT timeout',
    '409 REC_TIMEOUT timeout',
    '409 REC_CONFLICT conflict',
    '409 REC_CONFLICT duplicate',
    '409 BAD_REQUEST duplicate',
    '500 REC_SERVER_ERROR exception',
    '500 REC_SERVER_ERROR no-store',
    '500 REC_SERVER_ERROR too-costly',
    '500 REC_SERVER_ERROR transient',
    '500 SERVER_ERROR exception',
    '503 REC_SERVICE_UNAVAILABLE transient',
    '503 SERVICE_UNAVAILABLE transient',
  ),
  ...all('declined', '422 REC_UNPROCESSABLE_ENTITY too-costly'),
]

/** What e-RS says of "create referral" and of its requests in general, `specification/components`. */
export const ERS_ANSWERS: readonly PublishedAnswer[] = [
  ...all(
    'to-mend',
    '400 MISSING_HEADER required',
    '401 ACCESS_DENIED login',
    '401 NO_ACCESS login',
    '403 ACCESS_DENIED forbidden',
    '403 FORBIDDEN forbidden',
    '403 NO_RELATIONSHIP forbidden',
    '404 REC_NOT_FOUND not-found',
    '406 REC_NOT_ACCEPTABLE not-supported',
    '415 REC_UNSUPPORTED_MEDIA_TYPE not-supported',
    '422 INVALID_FHIR_STRUCTURE structure',
    '422 UNEXPECTED_FIELD value',
  ),
  ...all(
    'passing',
    '429 TOO_MANY_REQUESTS throttled',
    '502 PAS_RESPONDED_WITH_ERROR processing',
    '503 SYSTEM_UNAVAILABLE transient',
    '504 PAS_NOT_RESPONDING processing',
  ),
  ...all(
    'declined',
    '422 INAPPROPRIATE_VALUE value',
    '422 MISSING_VALUE required',
    '422 NO_REG_GP_PRACTICE processing',
    '422 NO_RELATIONSHIP forbidden',
    '422 ORGANISATION_IS_CLOSED business-rule',
    '422 PATIENT_ERROR processing',
    '422 REFERENCE_NOT_FOUND not-found',
    '422 SERVICE_UNAVAILABLE business-rule',
    '422 SNOMED_NOT_FOUND value',
  ),
]

/** What proxies and plain servers say, without an OperationOutcome. */
export const BARE_ANSWERS: readonly PublishedAnswer[] = [
  ...all('to-mend', ...'400 401 402 403 404 405 406 407 410 411 413 414 415 417 426 428 431 451 501'.split(' ')),
  ...all('passing', ...'408 409 412 421 423 425 429 500 502 503 504 507 520'.split(' ')),
  ...all('declined', '422'),
]
