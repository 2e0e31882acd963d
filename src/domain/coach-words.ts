import type { Outcome, ReferralStage } from './referral-status.ts'

type TagColour = 'blue' | 'green' | 'grey' | 'orange' | 'red' | 'white' | 'yellow'

/** Where a referral stands, as the coach reads it; what is not known is never shown as success. */
export const STAGES: Record<ReferralStage, readonly [words: string, colour: TagColour]> = {
  'not-started': ['Not started', 'blue'],
  sent: ['New', 'blue'],
  received: ['Acknowledged', 'yellow'],
  'awaiting-information': ['Waiting for the referrer', 'yellow'],
  accepted: ['Accepted', 'green'],
  'contact-attempted': ['Trying to reach the patient', 'green'],
  contacted: ['Patient reached', 'green'],
  'waiting-list': ['On the waiting list', 'green'],
  'assessment-booked': ['Appointment made', 'green'],
  started: ['Support started', 'green'],
  paused: ['Paused', 'orange'],
  'not-accepted': ['Not accepted', 'red'],
  'closed-declined': ['Closed: patient declined', 'grey'],
  'closed-consent-withdrawn': ['Closed: agreement withdrawn', 'grey'],
  'closed-no-contact': ['Closed: patient not reached', 'grey'],
  withdrawn: ['Withdrawn by the referrer', 'grey'],
  'closed-outcome': ['Closed with an outcome', 'grey'],
  finished: ['Finished', 'grey'],
  ended: ['Ended, not said how', 'grey'],
  failed: ['Delivery failed', 'red'],
  'entered-in-error': ['Made in error', 'red'],
  unknown: ['Status not known', 'white'],
}

export const OUTCOME_NAMES: Record<Outcome, string> = {
  'returned-same-role': 'Returned to the same job',
  'returned-with-adjustments': 'Returned with adjustments',
  'stayed-in-work': 'Stayed in work',
  'still-absent': 'Still off work',
  'left-work': 'Left work',
  'started-new-work': 'Started new work',
  'advice-only': 'Advice only',
  'onward-referral': 'Referred on to another service',
  disengaged: 'Stopped taking part',
  unknown: 'Not known',
}
