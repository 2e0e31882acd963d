import type { DeliveryFailure } from '../domain/delivery.ts'
import type { Audit } from './audit.ts'
import type { Query } from './database.ts'
import { auditedOf, type OutboxClaim } from './outbox-row.ts'

/** So many different referrals, one after the other, within so long, and none delivered in between. */
const SEVERAL = 3
const WITHIN_MS = 3_600_000

/** Those that the service declined alike since it last took one: given up, or held before for the same reason. */
const DECLINED_ALIKE = `service_id = $1 and coalesce(failure_status, 0) = $2 and payload is not null and settled_at > $3
  and settled_at > coalesce((select max(d.settled_at) from outbox_message d where d.service_id = $1 and d.state = 'delivered'), '')
  and ((state = 'dead' and failure_code = 'REFUSED') or (state in ('waiting', 'delivering') and failure_code = 'FORBIDDEN'))`

/**
 * A hub that declines one referral after the other is more likely at fault than all the patients are (hazard H03): from the third on, all of
 * them are held. They wait as if the connection had to be mended, and are tried again; what one of them meets then, the store tells anew,
 * whichever instance asks. True when it is so.
 */
export async function holdSeveral(
  { query, audit }: { query: Query; audit: Audit },
  last: { claim: OutboxClaim; failure: DeliveryFailure; now: Date; holdSeconds: number },
): Promise<boolean> {
  const { claim, failure, now, holdSeconds } = last
  const alike = [claim.serviceId, failure.status ?? 0, new Date(now.getTime() - WITHIN_MS).toISOString()]
  const found = await query.select(`select distinct referral_id from outbox_message where ${DECLINED_ALIKE}`, alike)
  if (found.length < SEVERAL) return false
  const held = await query.change(
    `update outbox_message set state = 'waiting', failure_code = 'FORBIDDEN', look_first = 1, next_attempt_at = $4
     where ${DECLINED_ALIKE} and state = 'dead' returning patient_key, referral_id`,
    [...alike, new Date(now.getTime() + holdSeconds * 1000).toISOString()],
  )
  // Tried again and declined again is no news.
  const isNews = held.length > 1 || claim.attempts === 1
  for (const row of isNews ? held : [])
    await audit.append(query, { action: 'not-delivered', actor: 'system', ...auditedOf(row), detail: 'HELD' })
  return true
}
