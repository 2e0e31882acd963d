import { type LocalDate, londonDay } from '../../src/domain/local-date.ts'
import { isGone } from '../../src/domain/points-to.ts'
import { isEnded } from '../../src/domain/referral-course.ts'
import { newest, referralToShow, type StandingReferral } from '../../src/domain/referral-to-show.ts'
import { askNow, type SaidByHub, sentTo } from './asked-now.ts'
import type { BasicDeps, FollowingDeps, QuestionDeps, SendingDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import { earlierReferrals, type KnownReferral } from './earlier-referrals.ts'
import { within } from './within.ts'

/** What a launch waits for a hub; after that it goes by what this app saw last. */
export const LONGEST_WAIT_MS = 1_000
/** Of a record with more of them, the newest are asked about. */
const MOST_ASKED = 10

type Deps = Pick<BasicDeps, 'patientKeyOf'> &
  Pick<QuestionDeps, 'services'> &
  Pick<FollowingDeps, 'hubFor' | 'lastSeen'> &
  Pick<SendingDeps, 'delivery' | 'hubWaitMs'>

/** The referrals whose standing is known at this moment. What only the record names, and no service vouches for, is none of them. */
export async function standingReferrals(consultation: Consultation, deps: Deps): Promise<StandingReferral[]> {
  // For whoever may have died nothing comes before the page that says so (hazard H14); it links to what is open.
  if (isGone(consultation.context.patient)) return []
  const known = await earlierReferrals(consultation, deps)
  const asked = newest(known.map(each => ({ ...each, acceptedAt: each.accepted?.acceptedAt }))).slice(0, MOST_ASKED)
  const found = await Promise.all(asked.map(each => standingOf(consultation, each, deps)))
  return found.filter(each => each !== undefined)
}

/** The referral that this launch leads to, by its id (ADR 0031). */
export const referralAtLaunch = async (consultation: Consultation, deps: Deps): Promise<string | undefined> =>
  referralToShow(await standingReferrals(consultation, deps), consultation.today)?.referralId

async function standingOf(
  consultation: Consultation,
  known: KnownReferral,
  deps: Deps,
): Promise<StandingReferral | undefined> {
  const { referralId, sentOn, accepted } = known
  const stands = (standing: StandingReferral['standing']): StandingReferral => ({
    referralId,
    sentOn,
    acceptedAt: accepted?.acceptedAt,
    standing,
  })
  if (!sentTo(consultation, known, deps)) return undefined
  // This app accepted it for somebody else: a record that names it all the same is not believed (hazard H01).
  if (!accepted && (await deps.delivery.read(referralId))) return undefined
  if (accepted?.state === 'cancelled' || accepted?.state === 'dead') return undefined
  if (accepted?.withdrawnAt) return stands({ endedOn: londonDay(new Date(accepted.withdrawnAt)) })
  const waitMs = Math.min(LONGEST_WAIT_MS, deps.hubWaitMs)
  const said = (await within(waitMs, askNow(consultation, known, deps)))?.said ?? 'not-read'
  const last = await deps.lastSeen(referralId)
  const stage = typeof said === 'object' ? said.stage : last?.stage
  // What was sent by mistake, perhaps for another patient, was no referral.
  if (stage === 'entered-in-error') return undefined
  if (stage !== undefined && isEnded(stage)) return stands({ endedOn: dayOf(last?.endedAt ?? updatedAt(said)) })
  if (typeof said === 'object') return stands('open')
  // A service that has not got what this app sent there has lost it, which somebody has to hear of (hazard H16).
  return accepted || (said === 'not-found' ? last?.missingSince : last) ? stands('open') : undefined
}

const updatedAt = (said: SaidByHub): string | undefined =>
  typeof said === 'object' && said.updatedAt !== 'unknown' ? said.updatedAt : undefined

const dayOf = (at: string | undefined): LocalDate | 'unknown' =>
  at === undefined ? 'unknown' : londonDay(new Date(at))
