import type { ContextGap } from '../../../src/domain/clinical-context.ts'
import type { Missing, SendStop } from '../../../src/domain/referral.ts'

/** Why a referral cannot be sent, and what the clinician can do instead. */
export const STOP_WORDS: Record<SendStop, string> = {
  DECEASED: 'The record says that the patient has died. If that is wrong, correct the record first.',
  UNDER_AGE: 'The patient is younger than the WorkWell service accepts (16 at the least).',
  AGE_UNKNOWN:
    'The record has no full date of birth, so it is not certain that the patient is old enough for WorkWell.',
  RESTRICTED:
    'The record is restricted. Where the patient lives may have to be kept secret, so nothing is sent from here.',
  SUPERSEDED:
    'This record has been merged into another one, or is no longer in use. Open the patient’s current record.',
  UNREADABLE:
    'Something that decides whether a referral may be made is in the record in a way that this app cannot read. Nothing is sent until it can. Correct it in the record, then read the record again.',
  NO_SERVICE: 'No WorkWell service is known for where this patient lives or is registered.',
  REAL_PATIENT_IN_SANDBOX:
    'This is a make-believe WorkWell service, and the NHS number could be a real person’s. Nothing real is sent there.',
}

/** What is missing of the context, and which field of the form can mend it, if one can. */
export const MISSING_WORDS: Record<Missing, { text: string; linkId?: string }> = {
  REQUESTER: { text: 'Enter your full name: your record system does not say it', linkId: 'referrer-name' },
  PROFESSION: { text: 'Select your profession', linkId: 'profession' },
  PRACTICE: {
    text: 'Enter the name, ODS code and phone number of your practice, so that WorkWell knows where to reply',
    linkId: 'practice-name',
  },
  CONTACT_DETAILS: {
    text: 'Enter a phone number, an email address or an address, so that WorkWell can reach the patient',
    linkId: 'contact-phone',
  },
  RING_NUMBER: {
    text: 'Enter a phone number on which WorkWell reaches you: your record system does not say one of your practice',
    linkId: 'ring-phone',
  },
  AGREEMENT: { text: 'Select what the patient agrees to share with WorkWell', linkId: 'sharing' },
}

/** Why a part of the record is missing on the page. */
export const GAP_WORDS: Record<ContextGap['why'], string> = {
  UNREACHABLE: 'your record system could not be reached',
  TIMEOUT: 'your record system took too long',
  UNAUTHORIZED: 'your record system did not accept the sign-in',
  FORBIDDEN: 'your record system does not allow it',
  NOT_FOUND: 'not found in your record system',
  CONFLICT: 'your record system reported a clash',
  RATE_LIMITED: 'your record system is too busy',
  REFUSED: 'your record system refused the question',
  SERVER_ERROR: 'your record system had a fault',
  GARBAGE: 'what your record system answered could not be understood',
  NOT_GRANTED: 'this app was not given access to it',
  NOT_UNDERSTOOD: 'part of it could not be understood, so it may be incomplete',
  NOTES_OUTSIDE_CATEGORIES:
    'your record system cannot search by code. Only entries filed under social history, survey, examination, procedure, therapy or activity were looked through',
  DOCUMENTS_WITHOUT_CODE:
    'your record system cannot search documents by words, so a scanned note without a code was not searched for',
}
