import { daysBetween, type Instant, londonDay } from './local-date.ts'
import { OUTCOMES, type Outcome } from './referral-status.ts'

/** One referral, as it is counted: no patient, no clinician. */
export interface CountedReferral {
  readonly pathway: string
  readonly sentAt: Instant | undefined
  readonly acknowledgedAt: Instant | undefined
  readonly firstContactAt: Instant | undefined
  readonly startedAt: Instant | undefined
  readonly endedAt: Instant | undefined
  readonly outcome: Outcome | undefined
  /** Its service has completed it, whether or not with an outcome. */
  readonly isFinished: boolean
}

/** How often a service could be offered, and how often a patient did not agree. */
export interface Asked {
  readonly offered: number
  readonly declined: number
}

export const STEPS = ['accepted', 'sent', 'acknowledged', 'contacted', 'started', 'ended'] as const
export type Step = (typeof STEPS)[number]

/** A count as it may be shown: small ones are not (somebody could be told from them), others are rounded to fives. */
export type ShownCount = number | 'fewer than 5'

export interface Counts {
  readonly steps: Readonly<Record<Step, ShownCount>>
  /** Median calendar days from sending to the first contact; undefined where fewer than five had one. */
  readonly daysToFirstContact: number | undefined
  readonly outcomes: Readonly<Record<Outcome, ShownCount>>
  /** Completed by the service, which gave no outcome of the list. */
  readonly finished: ShownCount
}

const SMALL = 5

/** Rounded, so that no small number can be had by taking one count from another. */
export const shown = (count: number): ShownCount =>
  count > 0 && count < SMALL ? 'fewer than 5' : Math.round(count / SMALL) * SMALL

export function countsOf(referrals: readonly CountedReferral[]): Counts {
  const having = (part: keyof CountedReferral): ShownCount => shown(referrals.filter(each => each[part]).length)
  return {
    steps: {
      accepted: shown(referrals.length),
      sent: having('sentAt'),
      acknowledged: having('acknowledgedAt'),
      contacted: having('firstContactAt'),
      started: having('startedAt'),
      ended: having('endedAt'),
    },
    daysToFirstContact: median(referrals.flatMap(daysToContact)),
    outcomes: Object.fromEntries(
      OUTCOMES.map(outcome => [outcome, shown(referrals.filter(each => each.outcome === outcome).length)]),
    ) as Record<Outcome, ShownCount>,
    finished: shown(referrals.filter(each => each.isFinished && each.outcome === undefined).length),
  }
}

const daysToContact = ({ sentAt, firstContactAt }: CountedReferral): number[] =>
  sentAt && firstContactAt ? [daysBetween(londonDay(new Date(sentAt)), londonDay(new Date(firstContactAt)))] : []

function median(values: readonly number[]): number | undefined {
  if (values.length < SMALL) return undefined
  const sorted = values.toSorted((one, other) => one - other)
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return (low + high) / 2
}
