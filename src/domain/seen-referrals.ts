import type { EarlierReferral } from './clinical-context.ts'
import type { Instant } from './local-date.ts'
import { type Course, isEnded } from './referral-course.ts'

/** How referrals stood when their services were last asked, by the referral's id. */
export type SeenReferrals = Readonly<
  Record<string, Pick<Course, 'stage' | 'seenAt'> & { readonly missingSince?: Instant | undefined }>
>

/**
 * The record keeps its copy of a referral as it was sent, often for ever "active". What the service says of it counts (hazard H16): one
 * that has ended is not open, and the next launch shows how it stood.
 */
export const withSeen = (referrals: readonly EarlierReferral[], seen: SeenReferrals): EarlierReferral[] =>
  referrals.map(each => {
    const last = Object.hasOwn(seen, each.referralId) ? seen[each.referralId] : undefined
    return last ? { ...each, open: each.open && !isEnded(last.stage), lastSeen: last } : each
  })
