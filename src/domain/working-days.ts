import { addDays, type LocalDate } from './local-date.ts'

const isWeekend = (day: LocalDate): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/**
 * The day that lies so many working days after another: Saturdays, Sundays and the days off that are given do not count.
 * First contact is due two working days after sending (hazard H03).
 */
export function addWorkingDays(
  from: LocalDate,
  days: number,
  isDayOff: (day: LocalDate) => boolean = () => false,
): LocalDate {
  let day = from
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (!isWeekend(day) && !isDayOff(day)) left -= 1
  }
  return day
}
