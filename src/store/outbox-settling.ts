import type { DeliveryFailure } from '../domain/delivery.ts'
import type { Receipt } from '../domain/receipt.ts'
import type { Audit, AuditActor } from './audit.ts'
import type { Database } from './database.ts'
import { holdSeveral } from './outbox-holding.ts'
import { auditedOf, type OutboxClaim } from './outbox-row.ts'
import type { SecretBox } from './secret-box.ts'

const HOLD_SECONDS = 300

/** How an attempt can end: with a receipt, with another wait, given up, or taken back by a person. */
export interface OutboxSettling {
  delivered(claim: OutboxClaim, receipt: Receipt): Promise<void>
  waitAgain(
    claim: OutboxClaim,
    failure: DeliveryFailure,
    next: { inSeconds: number; lookFirst: boolean },
  ): Promise<void>
  /** `held`, to be tried again after so many seconds, where this service has just declined several others alike. */
  giveUp(claim: OutboxClaim, failure: DeliveryFailure, holdSeconds?: number): Promise<'given-up' | 'held'>
  /**
   * A hub that gave its resources new ids has the referral in another place than the receipt said, and counts its versions anew there. False
   * where another place is known by now.
   */
  moved(referralId: string, from: Receipt, to: Receipt): Promise<boolean>
  /** Its Bundle goes at once. False when somebody else has taken the claim over. */
  cancel(claim: OutboxClaim, actor: AuditActor): Promise<boolean>
}

/** Failures are noted only by the claim's own holder; the audit entry of an end is one commit with it. */
export function createOutboxSettling(deps: { database: Database; secretBox: SecretBox; audit: Audit }): OutboxSettling {
  const { database, secretBox, audit } = deps
  const noteOf = (messageId: string, failure: DeliveryFailure): string | null =>
    failure.diagnostics === undefined ? null : secretBox.seal('delivery note', messageId, failure.diagnostics)

  return {
    delivered: (claim, receipt) =>
      database.transaction(async query => {
        // Whoever brings the receipt is right, also when another deliverer has meanwhile taken over or given up.
        const [row] = await query.change(
          `update outbox_message set state = 'delivered', receipt = $2, settled_at = $3, lease_until = null,
             failure_code = null, failure_status = null, failure_note = null
           where message_id = $1 and state <> 'delivered' returning patient_key, referral_id`,
          [claim.messageId, JSON.stringify(receipt), (await query.now()).toISOString()],
        )
        if (!row) return
        await audit.append(query, {
          action: 'delivered',
          actor: 'system',
          ...auditedOf(row),
          detail: `${claim.kind}:${claim.serviceId}`,
        })
      }),

    moved: (referralId, from, to) =>
      database.transaction(async query => {
        const [row] = await query.change(
          `update outbox_message set receipt = $2 where message_id = $1 and state = 'delivered' and receipt like $3
           returning message_id`,
          [referralId, JSON.stringify(to), `%"task":"${from.task}"%`],
        )
        if (!row) return false
        await query.change("update referral_course set version = '' where referral_id = $1 returning referral_id", [
          referralId,
        ])
        return true
      }),

    async waitAgain(claim, failure, next) {
      const at = new Date((await database.now()).getTime() + next.inSeconds * 1000)
      await database.change(
        `update outbox_message set state = 'waiting', next_attempt_at = $3, look_first = $4, lease_until = null,
           failure_code = $5, failure_status = $6, failure_note = $7, settled_at = null
         where message_id = $1 and state = 'delivering' and attempts = $2`,
        [
          claim.messageId,
          claim.attempts,
          at.toISOString(),
          next.lookFirst ? 1 : 0,
          failure.code,
          failure.status ?? null,
          noteOf(claim.messageId, failure),
        ],
      )
    },

    giveUp: (claim, failure, holdSeconds = HOLD_SECONDS) =>
      database.exclusive(`declined by ${claim.serviceId}`, async query => {
        const now = await query.now()
        const [row] = await query.change(
          `update outbox_message set state = 'dead', settled_at = $3, lease_until = null,
             failure_code = $4, failure_status = $5, failure_note = $6
           where message_id = $1 and state = 'delivering' and attempts = $2 returning patient_key, referral_id`,
          [
            claim.messageId,
            claim.attempts,
            now.toISOString(),
            failure.code,
            failure.status ?? null,
            noteOf(claim.messageId, failure),
          ],
        )
        if (!row) return 'given-up'
        if (await holdSeveral({ query, audit }, { claim, failure, now, holdSeconds })) return 'held'
        await audit.append(query, {
          action: 'not-delivered',
          actor: 'system',
          ...auditedOf(row),
          detail: failure.code,
        })
        return 'given-up'
      }),

    cancel: (claim, actor) =>
      database.transaction(async query => {
        const [row] = await query.change(
          `update outbox_message set state = 'cancelled', settled_at = $3, lease_until = null, payload = null, failure_note = null
           where message_id = $1 and state = 'delivering' and attempts = $2 returning patient_key, referral_id`,
          [claim.messageId, claim.attempts, (await query.now()).toISOString()],
        )
        if (!row) return false
        await audit.append(query, { action: 'cancelled', actor, ...auditedOf(row), detail: claim.kind })
        return true
      }),
  }
}
