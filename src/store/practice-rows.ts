import { z } from 'zod'
import type { Database } from './database.ts'
import { type OutboxRow, outboxRowOf, READ_COLUMNS } from './outbox-row.ts'

/** What a practice referred in some days, as far as somebody looks at it one by one. */
export interface PracticeRows {
  /** All that are not delivered, and the newest of those that are; newest first. */
  readonly rows: readonly OutboxRow[]
  /** All of them. */
  readonly total: number
  readonly delivered: number
}

const counts = z.object({ total: z.coerce.number(), delivered: z.coerce.number() })

/** @param most so many of those that are delivered: how they stand is asked at their hubs, and that is not done for thousands */
export async function readPracticeRows(
  database: Database,
  { practiceKey, since, most }: { practiceKey: string; since: string; most: number },
  openNote: (messageId: string, sealed: string) => string,
): Promise<PracticeRows> {
  const where = "practice_key = $1 and kind = 'referral' and accepted_at > $2"
  const [counted] = await database.select(
    `select count(*) as total, coalesce(sum(case when state = 'delivered' then 1 else 0 end), 0) as delivered from outbox_message where ${where}`,
    [practiceKey, since],
  )
  const { total, delivered } = counts.parse(counted)
  const newest = await database.select(
    `select ${READ_COLUMNS} from outbox_message where ${where} and state = 'delivered' order by accepted_at desc limit ${most}`,
    [practiceKey, since],
  )
  // As a rule there is none, and to look through ten thousand for it takes its time.
  const others =
    total === delivered
      ? []
      : await database.select(
          `select ${READ_COLUMNS} from outbox_message where ${where} and state <> 'delivered' order by accepted_at desc`,
          [practiceKey, since],
        )
  const found = [...others, ...newest].map(row => outboxRowOf(row, openNote))
  return {
    rows: found.sort((one, other) =>
      one.acceptedAt < other.acceptedAt ? 1 : one.acceptedAt > other.acceptedAt ? -1 : 0,
    ),
    total,
    delivered,
  }
}
