import { z } from 'zod'
import type { Asked, CountedGroup } from '../domain/referral-counts.ts'
import type { Course } from '../domain/referral-course.ts'
import { OUTCOMES, type ReferralStage } from '../domain/referral-status.ts'
import { readCounted } from './counted.ts'
import type { Database } from './database.ts'
import { keptStage, storedStage } from './kept-stage.ts'

/** What became of the referrals that were delivered, as it was seen at their hubs: for counts, and for when a hub does not answer. */
export interface Courses {
  /** Referrals whose hub was not asked for so long and that have not ended, the longest first; the caller has them for that time. */
  due(limit: number, minutes: number): Promise<string[]>
  /** The referral of this Task is due at once, if it is one of ours that goes on. */
  lookSoon(serviceId: string, task: string): Promise<boolean>
  read(referralId: string): Promise<Course | undefined>
  save(referralId: string, course: Course): Promise<void>
  /** Withdrawn from here, at a service that does not say how a referral stands: nobody else will ever tell. */
  withdrawn(referralId: string): Promise<void>
  /** Its hub has not got it (any more); how many looks in a row have said so. */
  missing(referralId: string): Promise<number>
  /** All that their hubs have not got, though they had confirmed them: somebody has to ask there (hazard H01). */
  allMissing(): Promise<{ referralId: string; serviceId: string; since: string }[]>
  /** Every referral to a service, added up. */
  counted(serviceId: string): Promise<CountedGroup[]>
  /** How often it was offered and declined, as the audit has it. */
  asked(serviceId: string): Promise<Asked>
}

/** An empty answer may be a hub that re-indexes; so many in a row, each a look apart, are none. */
export const LOOKS_UNTIL_MISSING = 2

const instant = z
  .string()
  .nullable()
  .transform(text => text ?? undefined)
const courseRow = z.object({
  stage: storedStage,
  version: z.string(),
  seen_at: z.string(),
  acknowledged_at: instant,
  first_contact_at: instant,
  started_at: instant,
  ended_at: instant,
  outcome: z.enum(OUTCOMES).nullable(),
  missing_since: instant,
  missing_looks: z.number().nullable(),
})
const neverSeenRow = z.object({ missing_since: z.string() })
const missingRow = z.object({ referral_id: z.string(), service_id: z.string(), missing_since: z.string() })

export const createCourses = (database: Database): Courses => ({
  due: (limit, minutes) =>
    database.exclusive('courses', async query => {
      const now = await query.now()
      const since = new Date(now.getTime() - minutes * 60_000).toISOString()
      const rows = await query.select(
        `select m.referral_id from outbox_message m left join referral_course c on c.referral_id = m.referral_id
         where m.kind = 'referral' and m.state = 'delivered' and c.ended_at is null
           and (c.checked_at is null or c.checked_at < $1)
         order by coalesce(c.checked_at, '') limit ${limit}`,
        [since],
      )
      const ids = rows.map(row => z.string().parse(row.referral_id))
      for (const id of ids)
        await query.change(
          `insert into referral_course (referral_id, checked_at) values ($1, $2)
           on conflict (referral_id) do update set checked_at = excluded.checked_at`,
          [id, now.toISOString()],
        )
      return ids
    }),

  async lookSoon(serviceId, task) {
    // No sign of the pattern below may come from outside.
    if (!/^Task\/[A-Za-z0-9\-.]{1,64}$/.test(task)) return false
    const found = await database.change(
      `update referral_course set checked_at = '' where ended_at is null and referral_id in (
         select referral_id from outbox_message
         where kind = 'referral' and state = 'delivered' and service_id = $1 and receipt like $2)
       returning referral_id`,
      [serviceId, `%"task":"${task}"%`],
    )
    return found.length > 0
  },

  async read(referralId) {
    const [row] = await database.select(
      `select * from referral_course where referral_id = $1
         and (stage is not null or (missing_since is not null and missing_looks >= ${LOOKS_UNTIL_MISSING}))`,
      [referralId],
    )
    if (row?.stage !== null) return row && courseOf(courseRow.parse(row))
    // Lost before it was seen for the first time.
    const { missing_since: since } = neverSeenRow.parse(row)
    return { stage: 'unknown', version: '', seenAt: since, missingSince: since }
  },

  async save(referralId, course) {
    await database.change(
      `update referral_course set stage = $2, version = $3, seen_at = $4, acknowledged_at = $5, first_contact_at = $6,
         started_at = $7, ended_at = $8, outcome = $9, missing_since = null, missing_looks = null
       where referral_id = $1`,
      [
        referralId,
        keptStage(course.stage),
        course.version,
        course.seenAt,
        course.acknowledgedAt ?? null,
        course.firstContactAt ?? null,
        course.startedAt ?? null,
        course.endedAt ?? null,
        course.outcome ?? null,
      ],
    )
  },

  async withdrawn(referralId) {
    await database.change(
      `insert into referral_course (referral_id, checked_at, stage, version, seen_at, ended_at)
         values ($1, $2, 'withdrawn', '', $2, $2)
       on conflict (referral_id) do update set stage = excluded.stage, seen_at = excluded.seen_at, ended_at = excluded.ended_at,
         version = coalesce(referral_course.version, excluded.version)`,
      [referralId, (await database.now()).toISOString()],
    )
  },

  async missing(referralId) {
    const now = (await database.now()).toISOString()
    const [row] = await database.change(
      `update referral_course set missing_since = coalesce(missing_since, $2), missing_looks = coalesce(missing_looks, 0) + 1
       where referral_id = $1 returning missing_looks`,
      [referralId, now],
    )
    return row ? z.number().parse(row.missing_looks) : 0
  },

  async allMissing() {
    const rows = await database.select(
      `select c.referral_id, m.service_id, c.missing_since from referral_course c
         join outbox_message m on m.message_id = c.referral_id
       where c.missing_looks >= ${LOOKS_UNTIL_MISSING} and c.ended_at is null order by c.missing_since`,
    )
    return rows
      .map(row => missingRow.parse(row))
      .map(each => ({ referralId: each.referral_id, serviceId: each.service_id, since: each.missing_since }))
  },

  async asked(serviceId) {
    const rows = await database.select(
      "select action, count(*) as count from audit where action in ('offered', 'declined') and detail = $1 group by action",
      [serviceId],
    )
    const counts = new Map(rows.map(row => askedRow.parse(row)).map(({ action, count }) => [action, count]))
    return { offered: counts.get('offered') ?? 0, declined: counts.get('declined') ?? 0 }
  },

  counted: serviceId => readCounted(database, serviceId),
})

const askedRow = z.object({ action: z.enum(['offered', 'declined']), count: z.coerce.number() })

/** What was kept as a stage that the version before knows is told apart by what stands beside it. */
function stageIn({
  stage,
  ended_at,
  outcome,
}: Pick<z.infer<typeof courseRow>, 'stage' | 'ended_at' | 'outcome'>): ReferralStage {
  if (stage === 'closed-outcome' && outcome === null) return 'finished'
  return stage === 'unknown' && ended_at !== undefined ? 'ended' : stage
}

const courseOf = (row: z.infer<typeof courseRow>): Course => ({
  stage: stageIn(row),
  version: row.version,
  seenAt: row.seen_at,
  ...(row.acknowledged_at && { acknowledgedAt: row.acknowledged_at }),
  ...(row.first_contact_at && { firstContactAt: row.first_contact_at }),
  ...(row.started_at && { startedAt: row.started_at }),
  ...(row.ended_at && { endedAt: row.ended_at }),
  ...(row.outcome && { outcome: row.outcome }),
  ...(row.missing_since && (row.missing_looks ?? 0) >= LOOKS_UNTIL_MISSING && { missingSince: row.missing_since }),
})
