import type { Outcome, ReferralStage } from '../../../src/domain/referral-status.ts'
import type { Hub } from '../../../src/gateways/hub.ts'

interface StageWords {
  readonly says: string
  readonly next: string
  readonly tone: 'going' | 'attention' | 'closed'
}

/** Each stage in a clinician's words, and what to do. Only what the service has said is said. */
const STAGE_WORDS: Record<ReferralStage, StageWords> = {
  'not-started': {
    says: 'Not started yet',
    next: 'Nothing to do yet: nobody there has begun with it.',
    tone: 'going',
  },
  sent: {
    says: 'Sent, not opened yet',
    next: 'Nothing to do yet: nobody there has opened it.',
    tone: 'going',
  },
  received: {
    says: 'Received by WorkWell',
    next: 'Somebody there has opened it, and decides next whether they can help.',
    tone: 'going',
  },
  'awaiting-information': {
    says: 'WorkWell has a question',
    next: 'It needs something from you before it can go on: answer below, or ring the service.',
    tone: 'attention',
  },
  accepted: { says: 'Accepted by WorkWell', next: 'A coach will contact the patient.', tone: 'going' },
  'contact-attempted': {
    says: 'WorkWell has tried to reach the patient',
    next: 'Check the patient’s phone number when you next see them.',
    tone: 'attention',
  },
  contacted: { says: 'WorkWell has spoken with the patient', next: 'Nothing to do.', tone: 'going' },
  'waiting-list': {
    says: 'On the waiting list',
    next: 'WorkWell will contact the patient when there is a place.',
    tone: 'going',
  },
  'assessment-booked': { says: 'First appointment booked', next: 'Nothing to do.', tone: 'going' },
  started: { says: 'Support has started', next: 'Nothing to do.', tone: 'going' },
  paused: {
    says: 'Paused',
    next: 'Support is interrupted. Ask the patient when you next see them.',
    tone: 'attention',
  },
  'not-accepted': {
    says: 'Declined by WorkWell',
    next: 'The patient gets no help from this service. Think about another way to help.',
    tone: 'attention',
  },
  'closed-declined': {
    says: 'Closed: the patient did not want it',
    next: 'Nothing to do. The patient can come back at any time.',
    tone: 'closed',
  },
  'closed-consent-withdrawn': {
    says: 'Closed: the patient withdrew their agreement',
    next: 'Nothing to do.',
    tone: 'closed',
  },
  'closed-no-contact': {
    says: 'Closed: WorkWell could not reach the patient',
    next: 'Check the patient’s contact details. You can refer again.',
    tone: 'attention',
  },
  withdrawn: { says: 'Withdrawn', next: 'Nothing to do.', tone: 'closed' },
  'closed-outcome': { says: 'Finished', next: 'WorkWell has finished its work with the patient.', tone: 'closed' },
  finished: {
    says: 'Finished',
    next: 'WorkWell has finished its work with the patient. It does not say what came of it.',
    tone: 'closed',
  },
  ended: {
    says: 'Ended',
    next: 'It does not go on, and the service does not say in full how it ended. Ring the service to be sure.',
    tone: 'attention',
  },
  failed: {
    says: 'Could not be delivered inside WorkWell',
    next: 'Ring the service: the referral did not reach a coach.',
    tone: 'attention',
  },
  'entered-in-error': {
    says: 'Cancelled as a mistake',
    next: 'If the patient still needs it, refer again.',
    tone: 'attention',
  },
  unknown: {
    says: 'Not known',
    next: 'The service gave a status that this app does not know. Ring the service to be sure.',
    tone: 'attention',
  },
}

/** Of a paper: that it was made does not say that anybody has it (hazard H03). */
const LETTER_MADE: StageWords = {
  says: 'Letter made, not answered yet',
  next: 'Nobody at the service has said that they have it. Make sure that the letter was sent.',
  tone: 'attention',
}

/** Each stage of a referral, as far as the clinician can do something about it at this service. */
export function stageWords(stage: ReferralStage, hub: Hub | undefined): StageWords {
  if (stage === 'sent' && hub?.prints) return LETTER_MADE
  const words = STAGE_WORDS[stage]
  return stage === 'awaiting-information' && hub && !hub.asks ? { ...words, next: ASK_BY_PHONE } : words
}

const ASK_BY_PHONE = 'It needs something from you before it can go on: ring the service.'

export const OUTCOME_WORDS: Record<Outcome, string> = {
  'returned-same-role': 'Returned to the same work',
  'returned-with-adjustments': 'Returned to work with adjustments',
  'stayed-in-work': 'Stayed in work',
  'still-absent': 'Still off work',
  'left-work': 'Left work',
  'started-new-work': 'Started new work',
  'advice-only': 'Advice only',
  'onward-referral': 'Referred on to another service',
  disengaged: 'The patient stopped taking part',
  unknown: 'Outcome not known',
}
