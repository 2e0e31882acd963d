import { displayDate, isLocalDate, type LocalDate } from '../../../src/domain/local-date.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import type { ReferralStatus } from '../../../src/domain/referral-status.ts'

/** A date that the service gave, under its name. */
export interface GivenDate {
  readonly label: 'First appointment' | 'Expected start' | 'Paused until'
  readonly says: string
}

/** The date that comes next, as the service gave it; undefined where it gave none, or that day is over. */
export function nextDate(status: ReferralStatus, today: LocalDate): GivenDate | undefined {
  if (isEnded(status.stage)) return undefined
  return givenDates(status).find(({ text }) => !isLocalDate(dayIn(text)) || dayIn(text) >= today)
}

/** All others that it gave. */
export const otherDates = (status: ReferralStatus, today: LocalDate): GivenDate[] => {
  const next = nextDate(status, today)
  return givenDates(status).filter(({ label }) => label !== next?.label)
}

/** The nearest to the stage comes first. */
function givenDates(status: ReferralStatus): (GivenDate & { readonly text: string })[] {
  const { stage, appointment, expectedStart, pausedUntil } = status
  const given = [
    ['Paused until', stage === 'paused' ? pausedUntil : undefined],
    ['Expected start', stage === 'waiting-list' ? expectedStart : undefined],
    ['First appointment', appointment],
  ] as const
  return given.flatMap(([label, text]) => (text ? [{ label, text, says: inWords(text) }] : []))
}

const dayIn = (text: string): string => text.split(' ')[0] ?? ''

/** A day, or a day and a time on London's clock; whatever else the service wrote, as it wrote it. */
function inWords(text: string): string {
  const [day = '', time] = text.split(' ')
  if (!isLocalDate(day)) return text
  return time ? `${displayDate(day)} at ${time}` : displayDate(day)
}
