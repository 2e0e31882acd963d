import { type LocalDate, londonDay } from '../../../src/domain/local-date.ts'
import { fail, ok, type Result } from '../../../src/domain/result.ts'
import { isNoTalkReason, NO_TALK_REASONS, type Release } from '../../../src/domain/ring-first.ts'
import { londonInstant } from '../../../src/fhir/coach-records.ts'
import type { Field } from '../action/action-fields.ts'
import { type FieldProblem, problemsOf, type Typed } from '../action/read-action.ts'

/** What is asked of a talk with the referrer: with whom, and when. */
export const TALK_FIELDS: readonly Field[] = [
  {
    name: 'with',
    label: 'Who did you speak to?',
    type: 'text',
    hint: 'Their name. The practice reads this.',
    needed: 'Enter the name of the person you spoke to',
  },
  { name: 'day', label: 'Day', type: 'date', needed: 'Enter the day you spoke' },
  { name: 'time', label: 'Time', type: 'time', needed: 'Enter the time you spoke' },
]

/** What is asked of a manager who opens contact details without a talk. */
export const OPEN_FIELDS: readonly Field[] = [
  {
    name: 'why',
    label: 'Why do you open them without a talk?',
    type: 'radios',
    options: Object.entries(NO_TALK_REASONS),
    needed: 'Choose why',
  },
  { name: 'words', label: 'What was tried, in your own words', type: 'text', needed: 'Write what was tried' },
]

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** Most talks are recorded when the receiver is put down. */
export const talkNow = (now: Date): Typed => ({ with: '', day: londonDay(now), time: clock.format(now) })

export function readTalk(typed: Typed, now: Date): Result<Release, FieldProblem[]> {
  const problems = problemsOf(TALK_FIELDS, typed)
  if (problems.length > 0) return fail(problems)
  const at = londonInstant((typed.day ?? '') as LocalDate, typed.time ?? '')
  // A minute's grace for clocks that differ.
  if (Date.parse(at) > now.getTime() + 60_000)
    return fail([{ field: 'day', message: 'The talk cannot be in the future: enter when you spoke' }])
  return ok({ how: 'talk', with: typed.with ?? '', at })
}

export function readOpening(typed: Typed): Result<Release, FieldProblem[]> {
  const problems = problemsOf(OPEN_FIELDS, typed)
  const why = typed.why ?? ''
  if (problems.length > 0 || !isNoTalkReason(why)) return fail(problems)
  return ok({ how: 'no-talk', why, words: typed.words ?? '' })
}
