import { z } from 'zod'
import { MESSAGE_KINDS } from '../domain/delivery.ts'
import { kindOf } from '../domain/failure-kind.ts'
import type { FailureKind } from '../domain/gateway-failure.ts'
import { LOOKS_UNTIL_MISSING } from './courses.ts'
import type { Database } from './database.ts'
import { FAILURE_CODES } from './outbox-row.ts'

/** How many messages to hubs stand where. */
const standing = z.object({
  service: z.string(),
  kind: z.enum(MESSAGE_KINDS),
  state: z.string(),
  count: z.coerce.number(),
  /** Attempts beyond the first of each. */
  retries: z.coerce.number(),
  /** When the oldest of them was accepted. */
  oldest: z.iso.datetime(),
})
/** Why so many messages are not at their hub. */
const unsent = z.object({
  service: z.string(),
  code: z.enum(FAILURE_CODES),
  status: z.coerce.number().nullable(),
  count: z.coerce.number(),
})
const action = z.object({ action: z.string(), count: z.coerce.number() })
const missing = z.object({ service: z.string(), count: z.coerce.number() })
const receipt = z.object({ service: z.string(), accepted: z.iso.datetime(), settled: z.iso.datetime() })

/** Counts of a whole store, over all instances that share it. No patient and no clinician can be told from them. */
export interface Figures {
  readonly at: Date
  readonly standings: readonly z.infer<typeof standing>[]
  /** Messages that are not at their hub after an attempt, by what is to be done about it (ADR 0020). */
  readonly unsent: readonly { readonly service: string; readonly kind: FailureKind; readonly count: number }[]
  readonly actions: readonly z.infer<typeof action>[]
  /** Referrals that a hub had confirmed and has not got any more. */
  readonly missing: readonly z.infer<typeof missing>[]
  /** Of referrals that arrived in the last day: by service, seconds from "Send" to the hub's receipt, in rising order. */
  readonly secondsToReceipt: ReadonlyMap<string, readonly number[]>
}

const DAY_MS = 86_400_000
const MOST_RECEIPTS = 20_000

export async function readFigures(database: Database): Promise<Figures> {
  const at = await database.now()
  const standings = await database.select(
    `select service_id as service, kind, state, count(*) as count, sum(case when attempts > 1 then attempts - 1 else 0 end) as retries,
       min(accepted_at) as oldest from outbox_message group by service_id, kind, state order by service_id, kind, state`,
  )
  const failures = await database.select(
    `select service_id as service, failure_code as code, failure_status as status, count(*) as count from outbox_message
     where state in ('waiting', 'delivering', 'dead') and failure_code is not null group by service_id, failure_code, failure_status`,
  )
  const actions = await database.select('select action, count(*) as count from audit group by action order by action')
  const gone = await database.select(
    `select m.service_id as service, count(*) as count from referral_course c join outbox_message m on m.message_id = c.referral_id
     where c.missing_looks >= ${LOOKS_UNTIL_MISSING} and c.ended_at is null group by m.service_id`,
  )
  const receipts = await database.select(
    `select service_id as service, accepted_at as accepted, settled_at as settled from outbox_message
     where state = 'delivered' and kind = 'referral' and settled_at > $1 order by settled_at desc limit ${MOST_RECEIPTS}`,
    [new Date(at.getTime() - DAY_MS).toISOString()],
  )
  return {
    at,
    standings: z.array(standing).parse(standings),
    unsent: z.array(unsent).parse(failures).map(unsentOf),
    actions: z.array(action).parse(actions),
    missing: z.array(missing).parse(gone),
    secondsToReceipt: byService(z.array(receipt).parse(receipts)),
  }
}

const unsentOf = ({ service, code, status, count }: z.infer<typeof unsent>) => ({
  service,
  kind: kindOf({ code, ...(status !== null && { status }) }),
  count,
})

function byService(receipts: readonly z.infer<typeof receipt>[]): Map<string, number[]> {
  const seconds = new Map<string, number[]>()
  for (const { service, accepted, settled } of receipts) {
    const all = seconds.get(service) ?? []
    all.push((Date.parse(settled) - Date.parse(accepted)) / 1000)
    seconds.set(service, all)
  }
  for (const all of seconds.values()) all.sort((one, other) => one - other)
  return seconds
}
