import { z } from 'zod'
import type { Audit, AuditActor } from './audit.ts'
import type { Database, SqlValue } from './database.ts'
import { auditedOf } from './outbox-row.ts'

/** What makes waiting or given-up messages due. What is delivered or taken back is never among them. */
export interface OutboxRequeueing {
  /** Makes one that waits or was given up due now. False when there is nothing left to send. */
  requeue(messageId: string, actor: AuditActor): Promise<boolean>
  /** All of one service that were accepted or given up since then; how many. What is due already stays as it is: twice is once. */
  requeueSince(serviceId: string, since: Date, actor: AuditActor): Promise<number>
  /** Its hub takes referrals again: what waits after a failure need not wait for its own turn. */
  wake(serviceId: string): Promise<void>
  /** The services that any message was ever for. */
  services(): Promise<string[]>
}

const serviceRow = z.object({ service_id: z.string() })

/** Whether it arrived after all is looked up before anything is sent again. */
const DUE_NOW = `state = 'waiting', next_attempt_at = $1, look_first = case when attempts > 0 then 1 else 0 end, settled_at = null`
const CAN_BE_SENT = `state in ('waiting', 'dead') and payload is not null`

export function createOutboxRequeueing({ database, audit }: { database: Database; audit: Audit }): OutboxRequeueing {
  const requeueWhere = (condition: string, values: readonly SqlValue[], actor: AuditActor): Promise<number> =>
    database.transaction(async query => {
      const rows = await query.change(
        `update outbox_message set ${DUE_NOW} where ${condition} and ${CAN_BE_SENT} returning patient_key, referral_id, kind`,
        [(await query.now()).toISOString(), ...values],
      )
      for (const row of rows)
        await audit.append(query, { action: 'retried', actor, ...auditedOf(row), detail: String(row.kind) })
      return rows.length
    })

  return {
    requeue: async (messageId, actor) => (await requeueWhere('message_id = $2', [messageId], actor)) > 0,
    requeueSince: (serviceId, since, actor) =>
      requeueWhere(
        `service_id = $2 and coalesce(settled_at, accepted_at) >= $3 and (state = 'dead' or next_attempt_at > $1)`,
        [serviceId, since.toISOString()],
        actor,
      ),
    async wake(serviceId) {
      await database.change(
        `update outbox_message set next_attempt_at = $2
         where service_id = $1 and state = 'waiting' and next_attempt_at > $2 and failure_code <> 'RATE_LIMITED'`,
        [serviceId, (await database.now()).toISOString()],
      )
    },
    async services() {
      const rows = await database.select('select distinct service_id from outbox_message order by service_id')
      return rows.map(row => serviceRow.parse(row).service_id)
    },
  }
}
