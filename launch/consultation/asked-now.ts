import type { Delivery } from '../../src/domain/delivery.ts'
import { kindOfAnswer } from '../../src/domain/failure-kind.ts'
import type { GatewayFailure } from '../../src/domain/gateway-failure.ts'
import type { Instant } from '../../src/domain/local-date.ts'
import type { Receipt } from '../../src/domain/receipt.ts'
import type { ReferralStatus } from '../../src/domain/referral-status.ts'
import type { Result } from '../../src/domain/result.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import { readStatus } from '../../src/fhir/read-status.ts'
import type { ArrivedReferral, Hub } from '../../src/gateways/hub.ts'
import type { FollowingDeps, QuestionDeps, SendingDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import type { KnownReferral } from './earlier-referrals.ts'

/** `not-told`: the way to this service has no answer to that. `not-asked`: the service has not got it yet. */
export type SaidByHub = ReferralStatus | 'not-asked' | 'not-told' | NotFound
type NotFound = 'not-read' | 'not-let-in' | 'not-found'

/** The service of a referral, and where it stands there. */
export interface FoundReferral {
  readonly service: WorkWellService
  /** `not-ours`: another launch sent it, and it arrived. */
  readonly delivery: Delivery | 'not-ours'
  /** Where the hub said that it stands. */
  readonly receipt: Receipt | undefined
  /** When it arrived there, where this app sent it: what a hub finds again bears the time of the finding. */
  readonly receivedAt?: Instant
  /** Why there is no receipt. */
  readonly lacks: 'not-asked' | NotFound | undefined
}

type Deps = Pick<QuestionDeps, 'services'> & Pick<FollowingDeps, 'hubFor'> & Pick<SendingDeps, 'delivery'>
type Earlier = Pick<KnownReferral, 'referralId' | 'accepted'>

/** At the service to which it was sent; where another app sent it, at those that may have it. Undefined where there is nobody to ask. */
export async function foundAt(
  consultation: Consultation,
  { referralId, accepted }: Earlier,
  deps: Deps,
): Promise<FoundReferral | undefined> {
  const own = deps.services.find(each => each.id === accepted?.serviceId)
  const delivery = own && (await deps.delivery.read(referralId))
  if (own && delivery) {
    if (delivery.state !== 'delivered') return { service: own, delivery, receipt: undefined, lacks: 'not-asked' }
    const { receipt } = delivery
    return { service: own, delivery: 'not-ours', receipt, receivedAt: receipt.receivedAt, lacks: undefined }
  }
  const asked: FoundReferral[] = []
  for (const service of servicesOf(consultation)) {
    const found = await deps.hubFor(service.id)?.find(referralId)
    const receipt = found?.ok ? found.value : undefined
    const one = { service, delivery: 'not-ours', receipt, lacks: receipt ? undefined : notHad(found) } as const
    if (receipt) return one
    asked.push(one)
  }
  // "Nobody has it" is said only where each of them has said so.
  return asked.find(({ lacks }) => lacks !== 'not-found') ?? asked[0]
}

/** The same, and what the service says of it at this moment. */
export async function askNow(
  consultation: Consultation,
  earlier: Earlier,
  deps: Deps,
): Promise<(FoundReferral & { readonly said: SaidByHub }) | undefined> {
  const found = await foundAt(consultation, earlier, deps)
  if (!found) return undefined
  const { service, receipt, lacks } = found
  const { referralId } = earlier
  const said = receipt ? await askHub(deps.hubFor(service.id), { referralId, receipt }) : (lacks ?? 'not-read')
  return { ...found, said }
}

/** The service that a page speaks of before any has answered. */
export const sentTo = (
  consultation: Consultation,
  { accepted }: Pick<KnownReferral, 'accepted'>,
  { services }: Pick<QuestionDeps, 'services'>,
): WorkWellService | undefined => services.find(each => each.id === accepted?.serviceId) ?? servicesOf(consultation)[0]

/** The chosen one first: it may have been chosen for another referral than this. */
const servicesOf = ({ service, candidates }: Consultation): WorkWellService[] => [
  ...new Set([...(service ? [service] : []), ...candidates.map(each => each.service)]),
]

/** What stands in the referral's place and is not the referral is not there (hazard H01). */
export async function askHub(hub: Hub | undefined, arrived: ArrivedReferral): Promise<SaidByHub> {
  if (hub && !hub.looksUp) return 'not-told'
  const task = await hub?.looksUp?.readTask(arrived)
  return task?.ok && task.value ? readStatus(task.value) : notHad(task)
}

/** A hub that answered, and has not got it; or why it could not be asked. */
function notHad(answer: Result<unknown, GatewayFailure> | undefined): NotFound {
  if (answer?.ok) return 'not-found'
  return answer ? unread(answer.failure) : 'not-read'
}

/** A 404 here speaks of this one Task; whatever else has to be mended keeps us from all of them. */
const unread = (failure: GatewayFailure): 'not-read' | 'not-let-in' =>
  failure.code !== 'NOT_FOUND' && kindOfAnswer(failure) === 'to-mend' ? 'not-let-in' : 'not-read'
