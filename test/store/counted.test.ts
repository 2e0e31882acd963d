import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysBetween, londonDay } from '../../src/domain/local-date.ts'
import { countsOf, STEPS, type Step, shown } from '../../src/domain/referral-counts.ts'
import { OUTCOMES } from '../../src/domain/referral-status.ts'
import { readCounted } from '../../src/store/counted.ts'
import { openStore } from './temporary-store.ts'

/** Around the days on which London's clock changes, in UTC and as other systems write it. */
const instant = fc
  .tuple(
    fc.constantFrom('2026-03-28', '2026-03-29', '2026-07-01', '2026-10-24', '2026-10-25'),
    fc.nat(23),
    fc.constantFrom('Z', '.123Z', '+01:00'),
  )
  .map(([day, hour, zone]) => `${day}T${String(hour).padStart(2, '0')}:30:00${zone}`)
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const referral = fc.record({
  pathway: maybe(fc.constantFrom('refer', 'note-and-refer')),
  state: fc.constantFrom('waiting', 'delivered'),
  service: fc.constantFrom('demo', 'demo', 'demo', 'another'),
  kind: fc.constantFrom('referral', 'referral', 'amendment'),
  settled: instant,
  isSeen: fc.boolean(),
  acknowledged: maybe(instant),
  contacted: maybe(instant),
  started: maybe(instant),
  ended: maybe(instant),
  outcome: maybe(fc.constantFrom(...OUTCOMES)),
  stage: fc.constantFrom('sent', 'contacted', 'closed-outcome', null),
})
type Referral = typeof referral extends fc.Arbitrary<infer T> ? T : never

const byNumber = (one: number, other: number): number => one - other
const dayOf = (at: string): string => (at.length === 10 ? at : londonDay(new Date(at)))
/** Calendar days in London from sending to the first contact, of each referral. */
const daysIn = (groups: Awaited<ReturnType<typeof readCounted>>): number[] =>
  groups
    .flatMap(({ contacts }) => contacts)
    .flatMap(({ sent, contacted, times }) => new Array(times).fill(daysBetween(dayOf(sent), dayOf(contacted))))
    .sort(byNumber)
const daysOf = (all: readonly Referral[]): number[] =>
  all
    .filter(each => each.state === 'delivered' && each.isSeen && each.contacted)
    .map(each => daysBetween(dayOf(each.settled), dayOf(each.contacted ?? '')))
    .sort(byNumber)

/** One referral after the other, in the plainest way. */
function counted(all: readonly Referral[]) {
  const has: Record<Step, (each: Referral) => unknown> = {
    accepted: () => true,
    sent: each => each.state === 'delivered',
    acknowledged: each => each.isSeen && each.acknowledged,
    contacted: each => each.isSeen && each.contacted,
    started: each => each.isSeen && each.started,
    ended: each => each.isSeen && each.ended,
  }
  const days = daysOf(all)
  const middle = ((days[Math.floor((days.length - 1) / 2)] ?? 0) + (days[Math.floor(days.length / 2)] ?? 0)) / 2
  const outcomeOf = (each: Referral) => (each.isSeen ? each.outcome : null)
  return {
    steps: Object.fromEntries(STEPS.map(step => [step, shown(all.filter(has[step]).length)])),
    outcomes: Object.fromEntries(
      OUTCOMES.map(outcome => [outcome, shown(all.filter(each => outcomeOf(each) === outcome).length)]),
    ),
    finished: shown(all.filter(each => each.isSeen && each.stage === 'closed-outcome' && !each.outcome).length),
    daysToFirstContact: days.length < 5 ? undefined : middle,
  }
}

test('whatever the store holds, it is added up as one by one', { timeout: 240_000 }, async () => {
  const { database } = await openStore()
  await fc.assert(
    fc.asyncProperty(fc.array(referral, { maxLength: 60 }), async all => {
      await database.transaction(async query => {
        await query.change('delete from outbox_message')
        await query.change('delete from referral_course')
        for (const [index, each] of all.entries()) {
          const id = String(index)
          await query.change(
            `insert into outbox_message (message_id, referral_id, position, kind, service_id, handle, patient_key, state, attempts, look_first,
               next_attempt_at, accepted_at, settled_at, pathway) values ($1, $1, 1, $2, $3, '', '', $4, 0, 0, '', '', $5, $6)`,
            [id, each.kind, each.service, each.state, each.state === 'delivered' ? each.settled : null, each.pathway],
          )
          if (each.isSeen)
            await query.change(
              `insert into referral_course (referral_id, checked_at, stage, acknowledged_at, first_contact_at, started_at, ended_at, outcome)
               values ($1, '', $2, $3, $4, $5, $6, $7)`,
              [id, each.stage, each.acknowledged, each.contacted, each.started, each.ended, each.outcome],
            )
        }
      })
      const ours = all.filter(each => each.service === 'demo' && each.kind === 'referral')
      const groups = await readCounted(database, 'demo')
      expect(countsOf(groups)).toEqual(counted(ours))
      expect(daysIn(groups)).toEqual(daysOf(ours))
      for (const pathway of ['refer', 'note-and-refer', 'unknown'])
        expect(countsOf(groups.filter(each => each.pathway === pathway))).toEqual(
          counted(ours.filter(each => (each.pathway ?? 'unknown') === pathway)),
        )
    }),
    { numRuns: 60 },
  )
})
