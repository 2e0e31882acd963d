/** Whose move it is: the clinician's side owns the request, the WorkWell service owns the work. */
export const PARTIES = ['referrer', 'hub'] as const
export type Party = (typeof PARTIES)[number]

/** How far the work has come, and the finer states that belong to each phase. Phases are those of FHIR's Task.status. */
const STATES_OF = {
  draft: [],
  requested: ['sent', 'delivered'],
  received: ['received', 'awaiting-information'],
  accepted: ['accepted', 'contact-attempted', 'contacted', 'waiting-list', 'assessment-booked'],
  'in-progress': ['support-started', 'plan-agreed'],
  // Some services keep their waiting list on hold, though R4 means by it that support has begun.
  'on-hold': ['paused', 'waiting-list'],
  rejected: ['not-accepted'],
  cancelled: ['closed-declined', 'closed-consent-withdrawn', 'closed-no-contact', 'withdrawn'],
  completed: ['closed-outcome'],
  failed: ['delivery-failed'],
  'entered-in-error': [],
} as const
export type Phase = keyof typeof STATES_OF
export type State = (typeof STATES_OF)[Phase][number]

export const PHASES = Object.keys(STATES_OF) as readonly Phase[]
export const isPhase = (text: string): text is Phase => Object.hasOwn(STATES_OF, text)
export const statesOf = (phase: Phase): readonly State[] => STATES_OF[phase]
export const STATES: readonly State[] = [...new Set(PHASES.flatMap(statesOf))]
export const isState = (text: string): text is State => STATES.some(each => each === text)

/** Where a referral stands. A service that keeps no finer states has the phase alone (Gravity partners). */
export interface Standing {
  readonly phase: Phase
  readonly state?: State | undefined
}

/** Whether the finer state belongs to the phase. What was an error is one, whatever state it was left in. */
export const isStanding = ({ phase, state }: Standing): boolean =>
  state === undefined || phase === 'entered-in-error' || statesOf(phase).includes(state)

const BOTH = PARTIES
const HUB: readonly Party[] = ['hub']
const REFERRER: readonly Party[] = ['referrer']
const MISTAKE = { 'entered-in-error': REFERRER } as const

/** Which phase may follow which, and who may say so: Gravity's transitions, with base R4's `received` in front (hazard H03). */
const PHASE_MOVES: Readonly<Record<Phase, Partial<Record<Phase, readonly Party[]>>>> = {
  draft: { requested: REFERRER, cancelled: REFERRER, ...MISTAKE },
  requested: { received: HUB, accepted: HUB, rejected: HUB, cancelled: BOTH, failed: REFERRER, ...MISTAKE },
  received: { accepted: HUB, rejected: HUB, cancelled: BOTH, ...MISTAKE },
  accepted: { 'in-progress': HUB, 'on-hold': HUB, cancelled: BOTH, completed: HUB, failed: HUB, ...MISTAKE },
  'in-progress': { 'on-hold': HUB, cancelled: BOTH, completed: HUB, failed: HUB, ...MISTAKE },
  'on-hold': { 'in-progress': HUB, cancelled: BOTH, completed: HUB, failed: HUB, ...MISTAKE },
  rejected: MISTAKE,
  cancelled: MISTAKE,
  completed: MISTAKE,
  failed: MISTAKE,
  'entered-in-error': {},
}

/** Which finer state may follow which inside a phase; a state that follows itself is no move. */
const STATE_MOVES: Partial<Record<State, { readonly to: readonly State[]; readonly by: readonly Party[] }>> = {
  sent: { to: ['delivered'], by: REFERRER },
  received: { to: ['awaiting-information'], by: HUB },
  'awaiting-information': { to: ['received'], by: HUB },
  accepted: { to: ['contact-attempted', 'contacted', 'waiting-list', 'assessment-booked'], by: HUB },
  'contact-attempted': { to: ['contacted', 'waiting-list', 'assessment-booked'], by: HUB },
  contacted: { to: ['contact-attempted', 'waiting-list', 'assessment-booked'], by: HUB },
  'waiting-list': { to: ['contact-attempted', 'contacted', 'assessment-booked'], by: HUB },
  // Back to trying: the patient did not attend.
  'assessment-booked': { to: ['contact-attempted', 'contacted', 'waiting-list'], by: HUB },
  'support-started': { to: ['plan-agreed'], by: HUB },
}

/** Only the referrer withdraws; only the service says that the patient declined, or could not be reached. */
const isTheirs = (by: Party, { phase, state }: Standing): boolean =>
  phase !== 'cancelled' || state === undefined || (state === 'withdrawn') === (by === 'referrer')

/** Over: no further move, but that all of it was a mistake. */
export const isOver = (phase: Phase): boolean => Object.keys(PHASE_MOVES[phase]).every(to => to === 'entered-in-error')

/** Whether this party may move a referral from one standing to another. */
export function mayMove(by: Party, from: Standing, to: Standing): boolean {
  if (!isStanding(to)) return false
  if (from.phase !== to.phase) return (PHASE_MOVES[from.phase][to.phase]?.includes(by) ?? false) && isTheirs(by, to)
  // A service begins to keep finer states.
  if (from.state === undefined) return by === 'hub' && !isOver(from.phase)
  const moves = STATE_MOVES[from.state]
  return to.state !== undefined && (moves?.by.includes(by) ?? false) && (moves?.to.includes(to.state) ?? false)
}

/** The state in which a phase begins, where only the phase is given; a cancellation has none until it is said by whom. */
export function firstStateOf(phase: Phase): State | undefined {
  return phase === 'cancelled' ? undefined : statesOf(phase)[0]
}

/** Phases that say why in words. */
export const needsReason = (phase: Phase): boolean =>
  phase === 'rejected' || phase === 'cancelled' || phase === 'on-hold' || phase === 'failed'
