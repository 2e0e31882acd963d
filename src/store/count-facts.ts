import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { PROFESSIONS } from '../domain/clinician.ts'
import {
  AGE_BANDS,
  COUNTED_GROUPS,
  COUNTED_WORK_STATUSES,
  type CountFacts,
  DECILES,
  SOURCES,
} from '../domain/count-facts.ts'
import type { Instant } from '../domain/local-date.ts'
import type { Database, Query } from './database.ts'
import type { SecretBox } from './secret-box.ts'

export interface CountedFacts {
  /** Cuts the facts of every referral that has ended off from it, for good; of how many. */
  cutOff(): Promise<number>
}

const KIND = 'count facts'
const DAY = 86_400_000
/** A service that never tells an end: from then on its referrals count as they stand. */
const LONGEST_DAYS = 730

const facts = z.strictObject({
  source: z.enum(SOURCES),
  profession: z.enum(PROFESSIONS),
  practice: z.string(),
  group: z.enum(COUNTED_GROUPS),
  ageBand: z.enum([...AGE_BANDS, 'unknown']),
  workStatus: z.enum(COUNTED_WORK_STATUSES),
  deprivationDecile: z.union([z.literal(DECILES), z.literal('unknown')]),
})

/** With the acceptance, in its commit: sealed, and under the referral's id until it has ended. */
export const keepCountFacts = async (
  query: Query,
  secretBox: SecretBox,
  referralId: string,
  kept: CountFacts,
): Promise<void> => {
  await query.change('insert into open_count_facts (referral_id, sealed) values ($1, $2) on conflict do nothing', [
    referralId,
    secretBox.seal(KIND, referralId, JSON.stringify(kept)),
  ])
}

const endedRow = z.object({
  referral_id: z.string(),
  sealed: z.string(),
  service_id: z.string(),
  pathway: z.string().nullable(),
  accepted_at: z.string(),
  state: z.string(),
  acknowledged_at: z.string().nullable(),
  first_contact_at: z.string().nullable(),
  started_at: z.string().nullable(),
  outcome: z.string().nullable(),
})

/** Ended at its service, taken back before it was there, given up so long ago that nobody brings it back, or without any end. */
const ENDED = `select f.referral_id, f.sealed, m.service_id, m.pathway, m.accepted_at, m.state, c.acknowledged_at, c.first_contact_at,
    c.started_at, c.outcome
  from open_count_facts f join outbox_message m on m.message_id = f.referral_id
    left join referral_course c on c.referral_id = f.referral_id
  where c.ended_at is not null or m.state = 'cancelled' or (m.state = 'dead' and m.settled_at < $1) or m.accepted_at < $2
`

interface Cut {
  readonly id: string
  readonly row: z.infer<typeof endedRow>
  readonly known: CountFacts
}

export function createCountedFacts(database: Database, secretBox: SecretBox, deadDays = 30): CountedFacts {
  return {
    cutOff: () =>
      database.exclusive('count facts', async query => {
        const now = (await query.now()).getTime()
        const ago = (days: number): Instant => new Date(now - days * DAY).toISOString()
        const ended = (await query.select(ENDED, [ago(deadDays), ago(LONGEST_DAYS)])).map(row => endedRow.parse(row))
        // By ids that mean nothing, in their order: neither says which referral a line came from.
        const cut = ended.flatMap(row => {
          // What a newer version wrote, and this one does not know, is left for that one.
          const known = facts.safeParse(JSON.parse(secretBox.open(KIND, row.referral_id, row.sealed)))
          return known.success ? [{ id: randomUUID(), row, known: known.data }] : []
        })
        for (const each of cut.toSorted((one, other) => (one.id < other.id ? -1 : 1))) await insert(query, each)
        for (const { row } of cut)
          await query.change('delete from open_count_facts where referral_id = $1', [row.referral_id])
        return cut.length
      }),
  }
}

async function insert(query: Query, { id, row, known }: Cut): Promise<void> {
  await query.change(
    `insert into count_facts (id, service_id, accepted_month, pathway, source, profession, practice, condition_group, age_band,
       work_status, deprivation_decile, sent, acknowledged, contacted, started, outcome)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      id,
      row.service_id,
      row.accepted_at.slice(0, 7),
      row.pathway,
      known.source,
      known.profession,
      known.practice,
      known.group,
      known.ageBand,
      known.workStatus,
      known.deprivationDecile === 'unknown' ? null : known.deprivationDecile,
      row.state === 'delivered' ? 1 : 0,
      row.acknowledged_at === null ? 0 : 1,
      row.first_contact_at === null ? 0 : 1,
      row.started_at === null ? 0 : 1,
      row.outcome,
    ],
  )
}
