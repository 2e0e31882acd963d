import type { Bundle, FhirResource } from 'fhir/r4.js'
import { londonDay } from '../../../src/domain/local-date.ts'
import { ATTENTIONS, type Attention, attentionOf, type StageAtHub } from '../../../src/domain/practice-list.ts'
import type { ReferralStatus } from '../../../src/domain/referral-status.ts'
import { describeTransaction } from '../../../src/fhir/describe-transaction.ts'
import { readStatus } from '../../../src/fhir/read-status.ts'
import type { OutboxRow } from '../../../src/store/outbox-row.ts'
import type { BasicDeps, FollowingDeps, QuestionDeps } from '../../consultation/consultation-deps.ts'
import type { PracticeDeps } from '../page-deps.ts'

/** Dead letters are kept so long (decision 8). */
const DAYS = 30
/** Hubs are asked about so many of the newest, so many at the same time. */
const MOST_ASKED = 60
const AT_ONCE = 12

export interface PracticeReferral {
  readonly referralId: string
  readonly attention: Attention
  readonly acceptedAt: string
  /** Undefined once the content has been deleted. */
  readonly patient: { readonly name: string; readonly born: string } | undefined
  readonly service: string
  readonly phone: string | undefined
}

export interface PracticeList {
  readonly referrals: readonly PracticeReferral[]
  /** All that the practice sent in the last 30 days. */
  readonly total: number
  /** Older ones whose service was not asked. */
  readonly notAsked: number
}

type Deps = Pick<BasicDeps, 'now'> &
  Pick<QuestionDeps, 'services'> &
  Pick<FollowingDeps, 'hubFor' | 'lastSeen'> &
  PracticeDeps

/** What needs the practice's attention, the gravest first. How a referral stands at its hub is asked anew each time. */
export async function practiceReferrals(practiceKey: string, deps: Deps): Promise<PracticeList> {
  const { rows, total, delivered } = await deps.practiceRows(practiceKey, DAYS, MOST_ASKED)
  const asked = rows.filter(row => row.state === 'delivered')
  const stages = new Map(await inTurns(asked, async row => [row.referralId, await stageAtHub(row, deps)] as const))
  const today = londonDay(deps.now())
  const found = rows.flatMap(row => {
    const state = row.state === 'delivering' ? 'waiting' : row.state
    const delivery = { state, failure: row.lastFailure }
    const { stage, talk } = stages.get(row.referralId) ?? NOT_READ
    const attention = attentionOf(delivery, stage, row.acceptedAt, today, talk)
    return attention ? [{ row, attention }] : []
  })
  const referrals = await Promise.all(found.map(({ row, attention }) => withNames(row, attention, deps)))
  const gravity = ({ attention }: PracticeReferral) => ATTENTIONS.indexOf(attention)
  return {
    referrals: referrals.toSorted((one, other) => gravity(one) - gravity(other)),
    total,
    notAsked: delivered - asked.length,
  }
}

interface Standing {
  readonly stage: StageAtHub
  readonly talk?: ReferralStatus['talk']
}
const NOT_READ: Standing = { stage: 'not-read' }

async function stageAtHub(row: OutboxRow, deps: Deps): Promise<Standing> {
  const { referralId, receipt, serviceId } = row
  const hub = deps.hubFor(serviceId)
  // A service that says nothing has never acknowledged it: somebody has to ring (hazard H03).
  if (hub && !hub.looksUp) return { stage: (await deps.lastSeen(referralId))?.stage ?? 'sent' }
  const task = receipt && (await hub?.looksUp?.readTask({ referralId, receipt }))
  if (!task?.ok) return NOT_READ
  return task.value ? readStatus(task.value) : { stage: 'not-there' }
}

async function withNames(row: OutboxRow, attention: Attention, deps: Deps): Promise<PracticeReferral> {
  const { referralId, acceptedAt, serviceId } = row
  const bundle = await deps.bundleOf(referralId)
  const service = deps.services.find(each => each.id === serviceId)
  return {
    referralId,
    attention,
    acceptedAt,
    patient: bundle && patientIn(bundle),
    service: service?.name ?? serviceId,
    phone: service?.phone,
  }
}

function patientIn(bundle: Bundle): PracticeReferral['patient'] {
  const lines = describeTransaction(bundle as Bundle<FhirResource>)
  const line = (label: string): string => lines.find(each => each.label === label)?.value ?? 'Not recorded'
  return { name: line('Name'), born: line('Date of birth') }
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let from = 0; from < items.length; from += AT_ONCE)
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))))
  return results
}
