import type { State } from './referral-moves.ts'

/**
 * Why a referral is turned down or ends early: the numbers of the national list (BaRS, DoS rejected reasons), in plain
 * words, with the state that each goes with.
 */
export const REASONS = {
  '22': { name: 'The service has no capacity now', state: 'not-accepted' },
  '23': { name: 'Not the right help for the patient’s health', state: 'not-accepted' },
  '24': { name: 'The service turned it down', state: 'not-accepted' },
  '26': { name: 'The patient does not want it', state: 'closed-declined' },
  '27': { name: 'The patient could not be contacted', state: 'closed-no-contact' },
  '31': { name: 'No appointments', state: 'not-accepted' },
  '32': { name: 'This service does not suit the patient', state: 'not-accepted' },
  '40': { name: 'The patient is not eligible', state: 'not-accepted' },
  '42': { name: 'The patient lives out of area', state: 'not-accepted' },
  '99': { name: 'Another reason', state: 'not-accepted' },
} as const satisfies Record<string, { name: string; state: State }>
export type Reason = keyof typeof REASONS

export const isReason = (text: string): text is Reason => Object.hasOwn(REASONS, text)

/** Patient choice is also why agreement is withdrawn. */
export const fitsState = (reason: Reason, state: State | undefined): boolean =>
  state === undefined || REASONS[reason].state === state || (reason === '26' && state === 'closed-consent-withdrawn')
