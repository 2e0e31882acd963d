import type { Bundle } from 'fhir/r4.js'
import { z } from 'zod'
import type { Audit, AuditActor } from './audit.ts'
import type { Database } from './database.ts'
import { claimOf, type OutboxClaim, type OutboxRow, outboxRowOf, payloadOf } from './outbox-row.ts'
import { createOutboxSettling, type OutboxSettling } from './outbox-settling.ts'
import type { SecretBox } from './secret-box.ts'

export interface AcceptedReferral {
  readonly referralId: string
  readonly serviceId: string
  readonly handle: string
  /** Frozen from here on: the same referral offered again keeps the first one (decision 7). */
  readonly bundle: Bundle
  readonly actor: AuditActor
  readonly patientKey: string
}

export interface Outbox extends OutboxSettling {
  /** One durable commit of the referral and its audit entry. False when it was there already. */
  accept(referral: AcceptedReferral): Promise<boolean>
  /** Leases the referral that has been due longest, or the given one if it is due; also one whose deliverer died. */
  claim(leaseSeconds: number, referralId?: string): Promise<OutboxClaim | undefined>
  /** Holds on to a claim. False when another deliverer has taken it over. */
  extend(claim: OutboxClaim, leaseSeconds: number): Promise<boolean>
  payload(referralId: string): Promise<Bundle>
  /** Makes one that waits or was given up due now. False when there is nothing left to send. */
  requeue(referralId: string, actor: AuditActor): Promise<boolean>
  read(referralId: string): Promise<OutboxRow | undefined>
  /** Deletes what the retention times of decision 8 no longer allow us to hold; how many. */
  purge(): Promise<number>
}

const DAY = 86_400_000
const KEEP = { delivered: 7 * DAY, dead: 30 * DAY }

/** All but the payload, which only its delivery opens. */
const READ_COLUMNS =
  'referral_id, service_id, handle, state, attempts, next_attempt_at, receipt, failure_code, failure_status, failure_note, accepted_at, settled_at'

const DUE = "((state = 'waiting' and next_attempt_at <= $2) or (state = 'delivering' and lease_until < $2))"
const claimStatement = (which: string): string =>
  // A lease that ran out: its holder died perhaps between the hub's commit and our note of it, so look before sending.
  `update outbox set look_first = case when state = 'delivering' then 1 else look_first end, state = 'delivering',
     attempts = attempts + 1, lease_until = $1, next_attempt_at = $1
   where referral_id = (select referral_id from outbox where ${which} order by next_attempt_at limit 1 for update skip locked)
   returning referral_id, service_id, attempts, look_first`

export function createOutbox(deps: { database: Database; secretBox: SecretBox; audit: Audit }): Outbox {
  const { database, secretBox, audit } = deps
  const fromNow = async (milliseconds: number): Promise<string> =>
    new Date((await database.now()).getTime() + milliseconds).toISOString()

  return {
    accept: referral =>
      database.transaction(async query => {
        const { referralId, serviceId, handle, patientKey, actor } = referral
        const payload = secretBox.seal('outbox payload', referralId, JSON.stringify(referral.bundle))
        const moment = (await query.now()).toISOString()
        const added = await query.change(
          `insert into outbox (referral_id, service_id, handle, patient_key, state, payload, attempts, look_first, next_attempt_at, accepted_at)
           values ($1, $2, $3, $4, 'waiting', $5, 0, 0, $6, $6) on conflict (referral_id) do nothing returning referral_id`,
          [referralId, serviceId, handle, patientKey, payload, moment],
        )
        if (added.length === 0) return false
        await audit.append(query, { action: 'accepted', actor, patientKey, referralId, detail: serviceId })
        return true
      }),

    async claim(leaseSeconds, referralId) {
      const moment = await fromNow(0)
      const lease = await fromNow(leaseSeconds * 1000)
      const [row] =
        referralId === undefined
          ? await database.change(claimStatement(DUE), [lease, moment])
          : await database.change(claimStatement(`referral_id = $3 and ${DUE}`), [lease, moment, referralId])
      return row && claimOf(row)
    },

    async extend(claim, leaseSeconds) {
      const held = await database.change(
        `update outbox set lease_until = $3, next_attempt_at = $3
         where referral_id = $1 and state = 'delivering' and attempts = $2 returning referral_id`,
        [claim.referralId, claim.attempts, await fromNow(leaseSeconds * 1000)],
      )
      return held.length > 0
    },

    async payload(referralId) {
      const [row] = await database.select('select payload from outbox where referral_id = $1', [referralId])
      return payloadOf(row, sealed => secretBox.open('outbox payload', referralId, sealed))
    },

    ...createOutboxSettling(deps),

    requeue: (referralId, actor) =>
      database.transaction(async query => {
        const [row] = await query.change(
          `update outbox set state = 'waiting', next_attempt_at = $2, look_first = case when attempts > 0 then 1 else 0 end, settled_at = null
           where referral_id = $1 and state in ('waiting', 'dead') and payload is not null returning patient_key, service_id`,
          [referralId, (await query.now()).toISOString()],
        )
        if (!row) return false
        const patientKey = z.string().parse(row.patient_key)
        await audit.append(query, {
          action: 'retried',
          actor,
          patientKey,
          referralId,
          detail: z.string().parse(row.service_id),
        })
        return true
      }),

    async read(referralId) {
      const [row] = await database.select(`select ${READ_COLUMNS} from outbox where referral_id = $1`, [referralId])
      return row && outboxRowOf(row, sealed => secretBox.open('delivery note', referralId, sealed))
    },

    async purge() {
      const gone = await database.change(
        `update outbox set payload = null, failure_note = null
         where payload is not null and ((state = 'delivered' and settled_at < $1) or (state = 'dead' and settled_at < $2))
         returning referral_id`,
        [await fromNow(-KEEP.delivered), await fromNow(-KEEP.dead)],
      )
      return gone.length
    },
  }
}
