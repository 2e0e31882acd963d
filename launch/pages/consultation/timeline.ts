import type { FitNote } from '../../../src/domain/fit-note.ts'
import { withoutCopies } from '../../../src/domain/fit-note-copies.ts'
import { addDays, addMonths, daysBetween, earlierOf, type LocalDate, laterOf } from '../../../src/domain/local-date.ts'
import { spellsOf } from '../../../src/domain/spells.ts'

/** Where a fit note stands on a line of days, in thousandths of its length. */
interface Bar {
  readonly x: number
  readonly width: number
  readonly advice: FitNote['advice']
}

export interface Timeline {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly bars: readonly Bar[]
  /** The first of each month. */
  readonly months: readonly number[]
  readonly today: number
}

export const LENGTH = 1000
const MONTHS_SHOWN = 18

/** The dated notes of the last eighteen months, with today; nothing where there are none. Notes without dates stand in the table only. */
export function timelineOf(notes: readonly FitNote[], today: LocalDate): Timeline | undefined {
  const earliest = addMonths(today, -MONTHS_SHOWN)
  const [first, ...others] = spellsOf(notes).filter(spell => spell.to >= earliest)
  if (!first) return undefined
  const from = earlierOf(laterOf(first.from, earliest), today)
  const to = laterOf(others.at(-1)?.to ?? first.to, today)
  const days = daysBetween(from, to) + 1
  const at = (day: LocalDate): number => Math.round((daysBetween(from, day) / days) * LENGTH)
  const bars = withoutCopies(notes).flatMap(({ issue, advice, period }): Bar[] => {
    if (issue === 'draft' || period === 'unknown' || period.to < from) return []
    const x = Math.max(0, at(period.from))
    // A single day in a year and a half is still seen.
    return [{ x, width: Math.max(4, at(addDays(period.to, 1)) - x), advice }]
  })
  return {
    from,
    to,
    bars: bars.toSorted((one, other) => one.x - other.x || one.width - other.width),
    months: firstsOfMonths(from, to).map(at),
    today: at(today),
  }
}

function firstsOfMonths(from: LocalDate, to: LocalDate): LocalDate[] {
  const firsts: LocalDate[] = []
  for (let day = addMonths(`${from.slice(0, 7)}-01`, 1); day <= to; day = addMonths(day, 1)) firsts.push(day)
  return firsts
}
