import type { FailureKind } from '../domain/gateway-failure.ts'

/**
 * The error codes that the NHS's two referral interfaces publish, with what each says of a referral. They are told apart by the code alone:
 * the same list travels under `https://fhir.nhs.uk/CodeSystem/http-error-codes`, under `.../Codesystem/...` and under an HL7 address.
 *
 * BaRS: "Failure scenarios" of the implementation guide and `specification/booking-and-referral.yaml` of the API
 * (github.com/NHSDigital/booking-and-referral-fhir-api). SEND: the sender's request; REC: the receiver; PROXY or no prefix: what stands between.
 */
const BARS: Readonly<Record<FailureKind, readonly string[]>> = {
  passing: [
    'REC_TIMEOUT',
    ...each('SERVER_ERROR', 'REC', 'PROXY'),
    ...each('UNAVAILABLE', 'REC', 'PROXY'),
    'REC_SERVICE_UNAVAILABLE',
    ...each('TOO_MANY_REQUESTS', 'SEND', 'REC', 'PROXY'),
    // "Already processed", or changed meanwhile: the hub is asked what it has, and sent to again.
    ...each('CONFLICT', 'SEND', 'REC', 'PROXY'),
    'SERVER_ERROR',
  ],
  'to-mend': [
    // Headers, parameters, versions and the shape of the message: every referral would be turned away alike.
    ...each('BAD_REQUEST', 'SEND', 'REC', 'PROXY'),
    'BAD_REQUEST',
    ...each('UNAUTHORIZED', 'SEND', 'REC'),
    ...each('FORBIDDEN', 'SEND', 'REC'),
    ...each('NOT_FOUND', 'REC', 'PROXY'),
    'NOT_FOUND',
    ...each('METHOD_NOT_ALLOWED', 'SEND', 'REC', 'PROXY'),
    ...each('NOT_ACCEPTABLE', 'SEND', 'REC'),
    'REC_UNSUPPORTED_MEDIA_TYPE',
    ...each('NOT_IMPLEMENTED', 'SEND', 'REC', 'PROXY'),
  ],
  declined: each('UNPROCESSABLE_ENTITY', 'SEND', 'REC', 'PROXY'),
}

/**
 * e-RS: the tables of `specification/components` (github.com/NHSDigital/e-referrals-service-api) under
 * `https://fhir.nhs.uk/CodeSystem/ers-error-codes`, `https://fhir.nhs.uk/STU3/CodeSystem/eRS-APIErrorCode-1` and
 * `https://fhir.nhs.uk/CodeSystem/NHSD-API-ErrorOrWarningCode`, and the older value set of the same name (data.developer.nhs.uk/fhir/eRS).
 */
const ERS: Readonly<Record<FailureKind, readonly string[]>> = {
  passing: [
    'TOO_MANY_REQUESTS',
    'SYSTEM_UNAVAILABLE',
    'PAS_NOT_RESPONDING',
    'PAS_RESPONDED_WITH_ERROR',
    // "Being scanned: wait five minutes."
    'PENDING',
  ],
  'to-mend': [
    'ACCESS_DENIED',
    'NO_ACCESS',
    'FORBIDDEN',
    'MISSING_HEADER',
    'MISSING_PARAMETER',
    // The two sides do not mean the same version of the message.
    'INVALID_FHIR_STRUCTURE',
    'FHIR_CONSTRAINT_VIOLATION',
    'UNEXPECTED_FIELD',
    'HISTORY_NOT_SUPPORTED',
  ],
  declined: [
    'CONFLICTING_VALUES',
    'DUPLICATE_FILENAME',
    'DUPLICATE_SERVICE',
    'FIELD_NOT_PERMITTED',
    'FILE_SIZE_ERROR',
    'INAPPROPRIATE_SLOT',
    'INAPPROPRIATE_VALUE',
    'INVALID_CODE',
    'INVALID_REQUEST_STATE',
    'INVALID_REQUEST_TYPE',
    'INVALID_STATE',
    'INVALID_VALUE',
    'MISSING_VALUE',
    'NO_ACCESS_CODE',
    'NO_CHANGES_DETECTED',
    'NO_REG_GP_PRACTICE',
    'NO_RELATIONSHIP',
    'ORGANISATION_IS_CLOSED',
    'ORGANISATION_NOT_APPROPRIATE',
    // "Do not attempt again."
    'PATIENT_ERROR',
    'PATIENT_SENSITIVE',
    'PRIORITY_NOT_CURRENT',
    'REFERENCED_USER_IS_NOT_ACTIVE',
    'REFERENCED_USER_IS_NOT_RC',
    'REFERENCED_USER_IS_NOT_RC_AT_ORG',
    'REFERENCED_USER_IS_NOT_SPC',
    'REFERENCED_USER_NOT_IN_ORG',
    'REFERENCE_NOT_FOUND',
    // "A service is no longer available" (422). BaRS has the same word for a 503, which its status tells.
    'SERVICE_UNAVAILABLE',
    'SHORTLISTED_SERVICE_NOT_IN_RESULTS',
    'SLOTS_CURRENTLY_AVAILABLE',
    'SLOT_NOT_AVAILABLE',
    'SNOMED_NOT_FOUND',
    'THIS_SLOT_IS_AVAILABLE',
    'THREATS_FOUND',
    'TOO_MANY_ITEMS',
    'UNABLE_TO_CANCEL_APPOINTMENT',
    'UNABLE_TO_CONFIRM_APPOINTMENT',
    'UNSUPPORTED_PRIORITY',
    'VALIDATION_FAILED',
    'VALUE_IS_REQUIRED',
  ],
}

export const PUBLISHED_ERRORS = { BaRS: BARS, 'e-RS': ERS } as const

function each(what: string, ...who: readonly string[]): string[] {
  return who.map(prefix => `${prefix}_${what}`)
}
