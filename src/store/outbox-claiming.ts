import type { Database, SqlValue } from './database.ts'
import { CLAIM_COLUMNS, claimOf, type OutboxClaim } from './outbox-row.ts'

export interface OutboxClaiming {
  /** Leases the message that has been due longest; also one whose deliverer died. */
  claim(leaseSeconds: number, which?: ClaimFilter): Promise<OutboxClaim | undefined>
  /** Holds on to a claim. False when another deliverer has taken it over. */
  extend(claim: OutboxClaim, leaseSeconds: number): Promise<boolean>
}

export interface ClaimFilter {
  /** This one, if it is due. */
  readonly messageId?: string
  /** Also one that is not due yet or was given up: a person takes it up. */
  readonly whenever?: boolean
  /** Of any other service's hub: these rest, or have enough to do. */
  readonly exceptServices?: readonly string[]
}

/** No wait is longer than an hour. What is due later than that was written before the clock went back: it is due. */
const FARTHEST_SECONDS = 3600

const DUE = `((m.state = 'waiting' and (m.next_attempt_at <= $2 or m.next_attempt_at > $3))
  or (m.state = 'delivering' and (m.lease_until < $2 or m.lease_until > $3)))`
const WHENEVER = `((m.state in ('waiting', 'dead') and m.payload is not null) or (m.state = 'delivering' and (m.lease_until < $2 or m.lease_until > $3)))`

/** Several deliverers, in one process or many, share the work: each message is with one of them at a time. */
export function createOutboxClaiming(database: Database): OutboxClaiming {
  return {
    async claim(leaseSeconds, which = {}) {
      const now = await database.now()
      const inSeconds = (seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString()
      const values: SqlValue[] = [inSeconds(leaseSeconds), now.toISOString(), inSeconds(FARTHEST_SECONDS)]
      const given = (value: string): string => `$${values.push(value)}`
      const conditions = [
        which.whenever ? WHENEVER : DUE,
        // What is said of a referral later must not overtake it: an amendment waits for the referral, both for a withdrawal.
        `not exists (select 1 from outbox_message e where e.referral_id = m.referral_id and e.position < m.position
           and e.state not in ('delivered', 'cancelled'))`,
        ...(which.messageId === undefined ? [] : [`m.message_id = ${given(which.messageId)}`]),
        ...(which.exceptServices?.length
          ? [`m.service_id not in (${which.exceptServices.map(given).join(', ')})`]
          : []),
      ]
      // Whoever wants one certain message waits for its lock: it may be held by the one who accepts it again, and "nothing to do"
      // would be read as "saved, not sent yet". Whoever takes any passes by what others are at.
      const lock = which.messageId === undefined ? 'for update skip locked' : 'for update'
      const [row] = await database.change(
        // A lease that ran out: its holder died perhaps between the hub's commit and our note of it, so look before sending.
        `update outbox_message set look_first = case when state in ('delivering', 'dead') then 1 else look_first end, state = 'delivering',
           attempts = attempts + 1, lease_until = $1, next_attempt_at = $1
         where message_id = (select m.message_id from outbox_message m where ${conditions.join(' and ')}
           order by m.next_attempt_at limit 1 ${lock})
         returning ${CLAIM_COLUMNS}`,
        values,
      )
      return row && claimOf(row)
    },

    async extend(claim, leaseSeconds) {
      const until = new Date((await database.now()).getTime() + leaseSeconds * 1000).toISOString()
      const held = await database.change(
        `update outbox_message set lease_until = $3, next_attempt_at = $3
         where message_id = $1 and state = 'delivering' and attempts = $2 returning message_id`,
        [claim.messageId, claim.attempts, until],
      )
      return held.length > 0
    },
  }
}
