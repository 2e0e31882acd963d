import type { LaunchFailureCode } from '../smart/launch-failure.ts'
import type { ErrorPageProps } from './error-page.tsx'

interface LaunchFailureWords {
  readonly status: number
  readonly title: string
  readonly what: string
  readonly next: string
}

const OPEN_AGAIN = 'Close this window or panel and open WorkWell again from the patient’s record.'
const TELL_SUPPORT = 'If it happens again, tell the people who look after your record system, with the reference below.'

/**
 * Every sentence that a clinician reads when a launch fails. Statuses: 424 when the record system failed us, other 4xx for the
 * request. 5xx is kept for faults of this app, so that an alarm on it means one.
 */
export const LAUNCH_FAILURES: Record<LaunchFailureCode, LaunchFailureWords> = {
  BAD_LAUNCH_REQUEST: {
    status: 400,
    title: 'WorkWell could not be opened',
    what: 'The app was not opened in the way that a record system opens it, so it does not know which patient you have in front of you.',
    next: `${OPEN_AGAIN} A bookmark or a copied address does not work.`,
  },
  UNKNOWN_ISSUER: {
    status: 403,
    title: 'This record system is not set up for WorkWell',
    what: 'The record system that opened this app is not on its list, so nothing was read from the record.',
    next: 'Ask the people who look after your record system to have it added. Trying again will not help before that.',
  },
  EHR_UNREACHABLE: {
    status: 424,
    title: 'Your record system did not answer',
    what: 'The app asked your record system how to sign you in, and had no answer in time.',
    next: `Wait a minute. ${OPEN_AGAIN} ${TELL_SUPPORT}`,
  },
  EHR_NOT_SMART: {
    status: 424,
    title: 'Your record system is not ready for WorkWell',
    what: 'Your record system answered, but did not offer the secure way of signing in that this app needs.',
    next: 'Tell the people who look after your record system, with the reference below. Trying again will not help before they have changed its settings.',
  },
  STANDALONE_NOT_OFFERED: {
    status: 403,
    title: 'Open WorkWell from a patient’s record',
    what: 'The app was opened without a record, and your record system cannot ask you here which patient it is for.',
    next: 'Open the patient’s record first, then open WorkWell from inside it.',
  },
  COOKIES_BLOCKED: {
    status: 403,
    title: 'WorkWell cannot open in this panel',
    what: 'Your browser keeps no cookies for panels, so the app could not tell this panel from another patient’s.',
    next: 'Open it in its own window, for the same patient. If no window opens, or it says that the sign-in has run out, open WorkWell again from the patient’s record and choose a window of its own.',
  },
  BAD_CALLBACK: {
    status: 400,
    title: 'The sign-in did not finish',
    what: 'Your record system sent you back without the answer that the app needs to sign you in.',
    next: `${OPEN_AGAIN} ${TELL_SUPPORT}`,
  },
  UNKNOWN_STATE: {
    status: 400,
    title: 'This sign-in has run out',
    what: 'It took too long, or it was used already, for example by reloading the page or going back.',
    next: OPEN_AGAIN,
  },
  OTHER_BROWSER: {
    status: 403,
    title: 'This sign-in began in another window',
    what: 'The sign-in came back to a browser that does not hold this app’s cookie. It began somewhere else, or cookies are blocked in this panel.',
    next: `${OPEN_AGAIN} If you can choose, open it in a window of its own and not in a panel. ${TELL_SUPPORT}`,
  },
  ACCESS_REFUSED: {
    status: 403,
    title: 'Access to the record was refused',
    what: 'Your record system did not let this app read the patient’s record: you chose not to allow it, or your account may not.',
    next: `${OPEN_AGAIN} If it asks you, allow access. If it does not ask, your account may lack the permission: ask the people who look after your record system.`,
  },
  TOKEN_REFUSED: {
    status: 424,
    title: 'Your record system would not finish the sign-in',
    what: 'You were sent back to this app, but your record system then refused to give it access.',
    next: `${OPEN_AGAIN} ${TELL_SUPPORT}`,
  },
  BAD_TOKEN_RESPONSE: {
    status: 424,
    title: 'Your record system’s answer could not be used',
    what: 'Your record system let this app in, but its answer was incomplete or not in the agreed form.',
    next: `${OPEN_AGAIN} ${TELL_SUPPORT}`,
  },
  NO_PATIENT: {
    status: 400,
    title: 'No patient was open',
    what: 'Your record system did not say which patient you have in front of you, so no record was read.',
    next: 'Open the patient’s record first, then open WorkWell from inside it.',
  },
  SCOPES_MISSING: {
    status: 403,
    title: 'Your record system does not share enough',
    what: 'Your record system does not let this app read the patient’s name and date of birth. Without these a referral could go out for the wrong person.',
    next: 'Tell the people who look after your record system, with the reference below. Trying again will not help before they have changed its settings.',
  },
  BAD_ID_TOKEN: {
    status: 403,
    title: 'Your sign-in could not be checked',
    what: 'Your record system’s statement of who you are did not pass this app’s checks, so it was not believed.',
    next: `${OPEN_AGAIN} ${TELL_SUPPORT}`,
  },
  NOT_A_CLINICIAN: {
    status: 403,
    title: 'This app is for clinicians',
    what: 'Your record system does not say that you are signed in as a clinician.',
    next: 'Sign in to your record system with your clinical role, then open WorkWell again from the patient’s record.',
  },
}

/** What the page says of a launch that failed. The reference is what the log line of this failure carries. */
export function launchFailureWords(failure: {
  code: LaunchFailureCode
  reference: string | undefined
  ownWindow?: string | undefined
  synthetic?: boolean
}): ErrorPageProps {
  const { code, ...rest } = failure
  const { title, what, next } = LAUNCH_FAILURES[code]
  return { title, what: `${what} Nothing was sent, and your notes and any fit note are not affected.`, next, ...rest }
}
