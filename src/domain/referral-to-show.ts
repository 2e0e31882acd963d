import { addDays, type Instant, type LocalDate } from './local-date.ts'

/** A referral of the patient whose standing is known: from its service, or as this app saw it last. */
export interface StandingReferral {
  readonly referralId: string
  readonly sentOn: LocalDate | 'unknown'
  /** Tells apart what was sent on one day, where this app sent it. */
  readonly acceptedAt?: Instant | undefined
  readonly standing: 'open' | { readonly endedOn: LocalDate | 'unknown' }
}

/** So long after its end a referral still answers "what happened?". */
export const SHOWN_AFTER_END_DAYS = 28

/**
 * Which referral a launch leads to (ADR 0031): the newest that is open, else the newest of those that ended in the last 28 days.
 * An end without a day counts by the day of sending: what was sent in those days has ended in them.
 */
export function referralToShow(referrals: readonly StandingReferral[], today: LocalDate): StandingReferral | undefined {
  const since = addDays(today, -SHOWN_AFTER_END_DAYS)
  const newestFirst = newest(referrals)
  return (
    newestFirst.find(({ standing }) => standing === 'open') ??
    newestFirst.find(({ standing, sentOn }) => {
      if (standing === 'open') return false
      const day = standing.endedOn === 'unknown' ? sentOn : standing.endedOn
      return day !== 'unknown' && day >= since
    })
  )
}

/** By the day of sending, and within a day by the moment; what has no day comes last. */
export const newest = <T extends Pick<StandingReferral, 'sentOn' | 'acceptedAt'>>(referrals: readonly T[]): T[] =>
  referrals.toSorted((one, other) => orderOf(other).localeCompare(orderOf(one)))

const orderOf = ({ sentOn, acceptedAt }: Pick<StandingReferral, 'sentOn' | 'acceptedAt'>): string =>
  sentOn === 'unknown' ? '' : `${sentOn} ${acceptedAt ?? ''}`
