import { z } from 'zod'
import type { CountedContacts, CountedGroup } from '../domain/referral-counts.ts'
import { OUTCOMES } from '../domain/referral-status.ts'
import type { Database } from './database.ts'

// Added up in the database: to bring 100,000 referrals here and add them up took seconds.

const REFERRALS = `from outbox_message m left join referral_course c on c.referral_id = m.referral_id
  where m.kind = 'referral' and m.service_id = $1`
const IS_SENT = "m.state = 'delivered' and m.settled_at is not null"

const STEP_CONDITIONS = {
  accepted: 'm.referral_id is not null',
  sent: IS_SENT,
  acknowledged: 'c.acknowledged_at is not null',
  contacted: 'c.first_contact_at is not null',
  started: 'c.started_at is not null',
  ended: 'c.ended_at is not null',
}
const OUTCOME_CONDITIONS = Object.fromEntries(OUTCOMES.map(outcome => [outcome, `c.outcome = '${outcome}'`]))
const FINISHED = "c.stage = 'closed-outcome' and c.outcome is null"

const columnsOf = (conditions: Readonly<Record<string, string>>, prefix: string): string =>
  Object.entries(conditions)
    .map(
      ([name, condition]) => `sum(case when ${condition} then 1 else 0 end) as ${prefix}${name.replaceAll('-', '_')}`,
    )
    .join(', ')

/**
 * The day alone, where it is the same in London: instants in UTC before 23:00. So a year of referrals falls into some thousand pairs of days
 * and not into as many as there are referrals.
 */
const dayOf = (column: string): string =>
  `case when ${column} like '%Z' and substr(${column}, 12, 2) < '23' then substr(${column}, 1, 10) else ${column} end`

const groupRow = z
  .looseObject({ pathway: z.string().nullable(), finished: z.coerce.number() })
  .transform(({ pathway, finished, ...sums }) => ({ pathway: pathway ?? 'unknown', finished, sums }))
const contactRow = z.object({
  pathway: z.string().nullable(),
  sent: z.string(),
  contacted: z.string(),
  times: z.coerce.number(),
})

/** Every referral to a service, added up by what the consultation was for. */
export async function readCounted(database: Database, serviceId: string): Promise<CountedGroup[]> {
  const [sums, contacts] = [
    await database.select(
      `select m.pathway, ${columnsOf(STEP_CONDITIONS, 'step_')}, ${columnsOf(OUTCOME_CONDITIONS, 'outcome_')},
         sum(case when ${FINISHED} then 1 else 0 end) as finished ${REFERRALS} group by m.pathway order by m.pathway`,
      [serviceId],
    ),
    await database.select(
      `select m.pathway, ${dayOf('m.settled_at')} as sent, ${dayOf('c.first_contact_at')} as contacted, count(*) as times
         ${REFERRALS} and ${IS_SENT} and c.first_contact_at is not null group by 1, 2, 3`,
      [serviceId],
    ),
  ]
  const contactsOf = z.array(contactRow).parse(contacts)
  return z
    .array(groupRow)
    .parse(sums)
    .map(({ pathway, finished, sums: of }) => ({
      pathway,
      finished,
      steps: summed(STEP_CONDITIONS, 'step_', of),
      outcomes: summed(OUTCOME_CONDITIONS, 'outcome_', of),
      contacts: contactsOf.filter(each => (each.pathway ?? 'unknown') === pathway).map(withoutPathway),
    }))
}

const withoutPathway = ({ sent, contacted, times }: z.infer<typeof contactRow>): CountedContacts => ({
  sent,
  contacted,
  times,
})

const summed = <K extends string>(conditions: Readonly<Record<K, string>>, prefix: string, row: object) =>
  Object.fromEntries(
    Object.keys(conditions).map(name => [name, Number(Reflect.get(row, `${prefix}${name.replaceAll('-', '_')}`))]),
  ) as Record<K, number>
