import type { EarlierReferral } from '../../src/domain/clinical-context.ts'
import type { ReferralStage } from '../../src/domain/referral-status.ts'
import type { SeenReferrals } from '../../src/domain/seen-referrals.ts'
import { readStatus } from '../../src/fhir/read-status.ts'
import type { Hub } from '../../src/gateways/hub.ts'
import type { BasicDeps, FollowingDeps, QuestionDeps, SendingDeps } from './consultation-deps.ts'
import { type Consultation, consultationOf } from './consultation-of.ts'
import { LONGEST_WAIT_MS } from './referral-at-launch.ts'
import { within } from './within.ts'

/**
 * The consultation with how its open referrals stand at this moment (ADR 0016, hazard H16): a question of the coach's that has just come is not
 * hidden behind what was seen a quarter of an hour ago. Nothing is stored: the answers may be changed in another window meanwhile.
 */
export async function withSeenNow(
  consultation: Consultation,
  deps: BasicDeps & QuestionDeps & Pick<FollowingDeps, 'hubFor'> & Pick<SendingDeps, 'hubWaitMs'>,
): Promise<Consultation> {
  const { context, session, draft, candidates, service } = consultation
  const open = context.referrals.filter(each => each.open)
  const hubs = (service ? [service] : candidates.map(each => each.service)).flatMap(each => deps.hubFor(each.id) ?? [])
  if (open.length === 0 || hubs.length === 0) return consultation
  const waitMs = Math.min(LONGEST_WAIT_MS, deps.hubWaitMs)
  const asked = await Promise.all(
    open.map(async each => [each.referralId, await within(waitMs, stageAt(hubs, each))] as const),
  )
  const seenAt = deps.now().toISOString()
  const seen: SeenReferrals = Object.fromEntries(
    asked.flatMap(([id, stage]) => (stage === undefined ? [] : [[id, { stage, seenAt }]])),
  )
  return consultationOf(session, { ...draft, seen: { ...draft.seen, ...seen } }, deps)
}

/** At the first of the services that has the referral; undefined where none has it, or says. */
async function stageAt(hubs: readonly Hub[], { referralId }: EarlierReferral): Promise<ReferralStage | undefined> {
  for (const { find, looksUp } of hubs) {
    if (!looksUp) continue
    const receipt = await find(referralId)
    const arrived = receipt.ok && receipt.value ? { referralId, receipt: receipt.value } : undefined
    const task = arrived && (await looksUp.readTask(arrived))
    if (task?.ok && task.value) return readStatus(task.value).stage
  }
  return undefined
}
