import type { LocalDate } from './local-date.ts'
import { isPhase, mayMove, type Phase, type Standing } from './referral-moves.ts'
import type { Reason } from './referral-reasons.ts'
import type { Outcome } from './referral-status.ts'

export const CONTACT_METHODS = {
  phone: 'Phone',
  text: 'Text message',
  video: 'Video',
  'in-person': 'In person',
} as const
export type ContactMethod = keyof typeof CONTACT_METHODS
export const CONTACT_RESULTS = {
  reached: 'Spoke with the patient',
  'no-answer': 'No answer',
  'did-not-attend': 'Did not attend the appointment',
} as const
export type ContactResult = keyof typeof CONTACT_RESULTS

/** What a coach does with a referral, in the coach's words. */
export type CoachAction =
  | { readonly kind: 'acknowledge' | 'accept' | 'answered' | 'start' | 'plan' | 'resume' }
  | { readonly kind: 'assign'; readonly to: string; readonly name: string }
  | { readonly kind: 'ask'; readonly question: string }
  | { readonly kind: 'contact'; readonly method: ContactMethod; readonly result: ContactResult }
  | { readonly kind: 'book'; readonly day: LocalDate; readonly time: string; readonly method: ContactMethod }
  | { readonly kind: 'wait'; readonly from?: LocalDate }
  | { readonly kind: 'pause'; readonly why: string; readonly until?: LocalDate }
  | { readonly kind: 'decline'; readonly reason: DeclineChoice; readonly words: string }
  | {
      readonly kind: 'close'
      readonly outcome: Outcome
      readonly workStatus: string
      readonly plan: string
      readonly onward: string
      readonly message: string
    }
export type ActionKind = CoachAction['kind']

/** Agreement withdrawn and "does not want it" share a number of the national list; for the referrer they are two things. */
export type DeclineChoice = Reason | 'withdrawn'
export const DECLINE_CHOICES: readonly DeclineChoice[] = ['40', '42', '22', '32', '99', '26', 'withdrawn', '27']

const at = (phase: Phase, state?: Standing['state']): Standing => ({ phase, state })

/** Where the action leads; undefined where it moves nothing. */
export function leadsTo(action: CoachAction, from: Phase): Standing | undefined {
  switch (action.kind) {
    case 'acknowledge':
    case 'answered':
      return at('received', 'received')
    case 'accept':
      return at('accepted', 'accepted')
    case 'ask':
      return at('received', 'awaiting-information')
    case 'contact':
      if (from !== 'accepted') return undefined
      return at('accepted', action.result === 'reached' ? 'contacted' : 'contact-attempted')
    case 'book':
      return at('accepted', 'assessment-booked')
    case 'wait':
      return at('accepted', 'waiting-list')
    case 'start':
    case 'resume':
      return at('in-progress', 'support-started')
    case 'plan':
      return at('in-progress', 'plan-agreed')
    case 'pause':
      return at('on-hold', 'paused')
    case 'decline':
      return declined(action.reason)
    case 'close':
      return at('completed', 'closed-outcome')
    case 'assign':
      return undefined
  }
}

export function declined(reason: DeclineChoice): Standing {
  if (reason === '26') return at('cancelled', 'closed-declined')
  if (reason === 'withdrawn') return at('cancelled', 'closed-consent-withdrawn')
  return reason === '27' ? at('cancelled', 'closed-no-contact') : at('rejected', 'not-accepted')
}

export const canDecline = (from: Standing, reason: DeclineChoice): boolean => mayMove('hub', from, declined(reason))

const TARGETS: Record<Exclude<ActionKind, 'assign' | 'contact' | 'decline'>, Standing> = {
  acknowledge: at('received', 'received'),
  answered: at('received', 'received'),
  accept: at('accepted', 'accepted'),
  ask: at('received', 'awaiting-information'),
  book: at('accepted', 'assessment-booked'),
  wait: at('accepted', 'waiting-list'),
  start: at('in-progress', 'support-started'),
  resume: at('in-progress', 'support-started'),
  plan: at('in-progress', 'plan-agreed'),
  pause: at('on-hold', 'paused'),
  close: at('completed', 'closed-outcome'),
}
/** Actions that lead to the same place are told apart by where they start. */
const ONLY_FROM: Partial<Record<ActionKind, readonly Phase[]>> = {
  acknowledge: ['requested'],
  answered: ['received'],
  ask: ['received'],
  book: ['accepted'],
  wait: ['accepted'],
  start: ['accepted'],
  resume: ['on-hold'],
  // Before the start there is the waiting list: R4's on-hold means that support has begun.
  pause: ['in-progress'],
}
const UNDER_WAY: readonly Phase[] = ['accepted', 'in-progress', 'on-hold']

/** The actions that make sense where a referral stands, in the order in which a coach comes to them. */
export function actionsAt(standing: Standing | undefined): ActionKind[] {
  if (!standing || !isPhase(standing.phase)) return []
  const { phase } = standing
  const order: readonly ActionKind[] = [
    ...(['acknowledge', 'answered', 'accept', 'contact', 'book', 'start', 'plan', 'resume'] as const),
    ...(['assign', 'ask', 'wait', 'pause', 'decline', 'close'] as const),
  ]
  return order.filter(kind => {
    if (kind === 'assign') return ['received', ...UNDER_WAY].includes(phase)
    if (kind === 'contact') return UNDER_WAY.includes(phase)
    if (kind === 'decline') return DECLINE_CHOICES.some(reason => canDecline(standing, reason))
    const from = ONLY_FROM[kind]
    const again = kind === 'book' && standing.state === 'assessment-booked'
    return (from === undefined || from.includes(phase)) && (again || mayMove('hub', standing, TARGETS[kind]))
  })
}
