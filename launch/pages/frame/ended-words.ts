import type { EndedSession } from '../../smart/launch-session.ts'

interface Words {
  readonly title: string
  readonly what: string
  readonly next: string
}

const KEPT =
  'What you had answered is kept for a day, for you and this patient only. A referral that was sent is not affected.'

/** A session that is over by time, or a handle that is not this browser's. */
export const GONE: Words = {
  title: 'This consultation is closed',
  what: 'It was open for too long without being used, or it belongs to another window. Nothing was sent from here that you have not seen confirmed.',
  next: 'Open WorkWell again from the patient’s record. What you had answered is kept for a day, for you and this patient only, and you come back to it.',
}

/** What this browser is told of a session that was ended. */
export const ENDED: Record<EndedSession['because'], Words> = {
  'sign-in-ended': {
    title: 'Your sign-in at your record system has ended',
    what: `Your record system no longer lets this app act for you. ${KEPT}`,
    next: 'Sign in to your record system if it asks you to. Then open WorkWell again from the same patient’s record: you come back to where you were.',
  },
  'other-clinician': {
    title: 'Another clinician has opened WorkWell here',
    what: `Since then this window is closed, so that each clinician sees and sends only their own. ${KEPT}`,
    next: 'If it was you who was working here, open WorkWell again from the patient’s record after signing in as yourself.',
  },
  closed: {
    title: 'WorkWell is closed',
    what: `You can close this window. ${KEPT}`,
    next: 'Nothing. If you need WorkWell again, open it from the patient’s record.',
  },
}
