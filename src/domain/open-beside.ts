import type { EarlierReferral } from './clinical-context.ts'
import { type Instant, type LocalDate, londonDay } from './local-date.ts'

/** A referral that is open while another one is about to be sent. */
export interface OpenBeside {
  readonly referralId: string
  readonly sentOn: LocalDate | 'unknown'
}

/** What is open beside a referral: what the record shows, and what this app has accepted since, from whichever window (hazard H13). */
export function openBeside(
  own: string,
  inRecord: readonly EarlierReferral[],
  accepted: readonly { readonly referralId: string; readonly acceptedAt: Instant }[],
): OpenBeside[] {
  const known = inRecord.filter(each => each.open)
  const closed = inRecord.filter(each => !each.open).map(each => each.referralId)
  const others = accepted.filter(({ referralId }) => !known.some(each => each.referralId === referralId))
  return [
    ...known.map(({ referralId, sentOn }) => ({ referralId, sentOn })),
    ...others
      .filter(({ referralId }) => !closed.includes(referralId))
      .map(({ referralId, acceptedAt }) => ({ referralId, sentOn: londonDay(new Date(acceptedAt)) })),
  ].filter(({ referralId }) => referralId !== own)
}

/** Each of them has to be said yes to: one that came in between was not on the page. */
export const areConfirmed = (open: readonly OpenBeside[], confirmed: readonly string[]): boolean =>
  open.every(({ referralId }) => confirmed.includes(referralId))
