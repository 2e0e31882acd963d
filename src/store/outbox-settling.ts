import type { DeliveryFailure } from '../domain/delivery.ts'
import type { Receipt } from '../domain/receipt.ts'
import type { Audit } from './audit.ts'
import type { Database } from './database.ts'
import { type OutboxClaim, settledOf } from './outbox-row.ts'
import type { SecretBox } from './secret-box.ts'

/** How an attempt can end: with a receipt, with another wait, or given up. */
export interface OutboxSettling {
  delivered(claim: OutboxClaim, receipt: Receipt): Promise<void>
  waitAgain(
    claim: OutboxClaim,
    failure: DeliveryFailure,
    next: { inSeconds: number; lookFirst: boolean },
  ): Promise<void>
  giveUp(claim: OutboxClaim, failure: DeliveryFailure): Promise<void>
}

/** Failures are noted only by the claim's own holder; the audit entry of an end is one commit with it. */
export function createOutboxSettling(deps: { database: Database; secretBox: SecretBox; audit: Audit }): OutboxSettling {
  const { database, secretBox, audit } = deps
  const moment = async (seconds = 0): Promise<string> =>
    new Date((await database.now()).getTime() + seconds * 1000).toISOString()
  const noteOf = (referralId: string, failure: DeliveryFailure): string | null =>
    failure.diagnostics === undefined ? null : secretBox.seal('delivery note', referralId, failure.diagnostics)

  return {
    delivered: (claim, receipt) =>
      database.transaction(async query => {
        // Whoever brings the receipt is right, also when another deliverer has meanwhile taken over or given up.
        const [row] = await query.change(
          `update outbox set state = 'delivered', receipt = $2, settled_at = $3, lease_until = null,
             failure_code = null, failure_status = null, failure_note = null
           where referral_id = $1 and state <> 'delivered' returning patient_key`,
          [claim.referralId, JSON.stringify(receipt), (await query.now()).toISOString()],
        )
        if (row) await audit.append(query, { action: 'delivered', ...settledOf(row, claim), detail: claim.serviceId })
      }),

    async waitAgain(claim, failure, next) {
      await database.change(
        `update outbox set state = 'waiting', next_attempt_at = $3, look_first = $4, lease_until = null,
           failure_code = $5, failure_status = $6, failure_note = $7
         where referral_id = $1 and state = 'delivering' and attempts = $2`,
        [
          claim.referralId,
          claim.attempts,
          await moment(next.inSeconds),
          next.lookFirst ? 1 : 0,
          failure.code,
          failure.status ?? null,
          noteOf(claim.referralId, failure),
        ],
      )
    },

    giveUp: (claim, failure) =>
      database.transaction(async query => {
        const note = noteOf(claim.referralId, failure)
        const [row] = await query.change(
          `update outbox set state = 'dead', settled_at = $3, lease_until = null,
             failure_code = $4, failure_status = $5, failure_note = $6
           where referral_id = $1 and state = 'delivering' and attempts = $2 returning patient_key`,
          [
            claim.referralId,
            claim.attempts,
            (await query.now()).toISOString(),
            failure.code,
            failure.status ?? null,
            note,
          ],
        )
        if (row) await audit.append(query, { action: 'not-delivered', ...settledOf(row, claim), detail: failure.code })
      }),
  }
}
