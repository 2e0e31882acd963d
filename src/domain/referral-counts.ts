import { daysBetween, type Instant, isLocalDate, type LocalDate, londonDay } from './local-date.ts'
import { OUTCOMES, type Outcome } from './referral-status.ts'

/** The referrals of one pathway, added up: no patient, no clinician, no single referral. */
export interface CountedGroup {
  readonly pathway: string
  readonly steps: Readonly<Record<Step, number>>
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>
  /** Completed by the service, which gave no outcome of the list. */
  readonly finished: number
  /** When they were sent and when the patient was first contacted, and how many were so: instants, or days in London. */
  readonly contacts: readonly CountedContacts[]
}

export interface CountedContacts {
  readonly sent: Instant | LocalDate
  readonly contacted: Instant | LocalDate
  readonly times: number
}

/** How often a service could be offered, and how often a patient did not agree. */
export interface Asked {
  readonly offered: number
  readonly declined: number
}

export const STEPS = ['accepted', 'sent', 'acknowledged', 'contacted', 'started', 'ended'] as const
export type Step = (typeof STEPS)[number]

/** A count as it may be shown: small ones are not (somebody could be told from them), others are rounded to fives. */
export type ShownCount = number | 'fewer than 5'

export interface Counts {
  readonly steps: Readonly<Record<Step, ShownCount>>
  /** Median calendar days from sending to the first contact; undefined where fewer than five had one. */
  readonly daysToFirstContact: number | undefined
  readonly outcomes: Readonly<Record<Outcome, ShownCount>>
  /** Completed by the service, which gave no outcome of the list. */
  readonly finished: ShownCount
}

const SMALL = 5

/** Rounded, so that no small number can be had by taking one count from another. */
export const shown = (count: number): ShownCount =>
  count > 0 && count < SMALL ? 'fewer than 5' : Math.round(count / SMALL) * SMALL

export function countsOf(groups: readonly CountedGroup[]): Counts {
  const total = (of: (group: CountedGroup) => number): ShownCount =>
    shown(groups.reduce((sum, group) => sum + of(group), 0))
  const all = <K extends string>(keys: readonly K[], of: (group: CountedGroup, key: K) => number) =>
    Object.fromEntries(keys.map(key => [key, total(group => of(group, key))])) as Record<K, ShownCount>
  return {
    steps: all(STEPS, ({ steps }, step) => steps[step]),
    daysToFirstContact: median(groups.flatMap(({ contacts }) => contacts)),
    outcomes: all(OUTCOMES, ({ outcomes }, outcome) => outcomes[outcome] ?? 0),
    finished: total(({ finished }) => finished),
  }
}

const dayIn = (at: Instant | LocalDate): LocalDate => (isLocalDate(at) ? at : londonDay(new Date(at)))

/** Of the days from sending to the first contact. */
function median(contacts: readonly CountedContacts[]): number | undefined {
  const sorted = contacts
    .map(({ sent, contacted, times }) => ({ days: daysBetween(dayIn(sent), dayIn(contacted)), times }))
    .sort((one, other) => one.days - other.days)
  const count = sorted.reduce((sum, { times }) => sum + times, 0)
  if (count < SMALL) return undefined
  const daysAt = (place: number): number => {
    let left = place
    for (const { days, times } of sorted) {
      if (left < times) return days
      left -= times
    }
    return 0
  }
  return (daysAt(Math.floor((count - 1) / 2)) + daysAt(Math.floor(count / 2))) / 2
}
