import type { ActionKind } from '../../../src/domain/coach-action.ts'
import type { FailureKind } from '../../../src/domain/gateway-failure.ts'

/** Each action as its button or link says it; `done` is what the page says afterwards. */
export const ACTION_WORDS: Record<ActionKind, { readonly does: string; readonly done: string }> = {
  acknowledge: { does: 'Acknowledge', done: 'Acknowledged. The referrer sees that a person has it.' },
  answered: { does: 'The question is answered', done: 'The referrer’s answer is noted.' },
  accept: { does: 'Accept', done: 'Accepted. The referrer sees that you will contact the patient.' },
  contact: { does: 'Record a contact attempt', done: 'The contact attempt is recorded.' },
  book: { does: 'Book the first appointment', done: 'The appointment is recorded.' },
  start: { does: 'Support has started', done: 'The referrer sees that support has started.' },
  plan: { does: 'A plan is agreed', done: 'The referrer sees that a plan is agreed.' },
  resume: { does: 'Resume', done: 'Support goes on.' },
  assign: { does: 'Assign', done: 'The referral is assigned.' },
  ask: { does: 'Ask the referrer a question', done: 'Your question is with the referrer.' },
  wait: { does: 'Put on the waiting list', done: 'On the waiting list.' },
  pause: { does: 'Pause', done: 'Paused.' },
  decline: { does: 'Decline or end early', done: 'Closed. The referrer sees why.' },
  close: { does: 'Close with an outcome', done: 'Closed with an outcome. The referrer sees it.' },
}

/** What needs no more than a tap. */
export const TAPS: readonly ActionKind[] = ['acknowledge', 'answered', 'accept', 'start', 'plan', 'resume']

/** Why nothing was saved, where the server with the referrals did not take it. */
export const UNSAVED: Readonly<Record<FailureKind, string>> = {
  passing:
    'The server with your referrals did not confirm the change. Open the referral again to see where it stands, then decide.',
  'to-mend':
    'The server with your referrals did not take the change: the connection to it has to be put right first. Tell whoever runs it. What you typed is below: saving again will not help before that.',
  declined:
    'The server with your referrals declined the change. What you typed is below: change it if you see why, or tell whoever runs the server.',
}
