import type { LocalDate } from './local-date.ts'
import { isEnded } from './referral-course.ts'
import { isTalkOverdue, NEW, type WorkItem } from './work-item.ts'

/** The lists that a coach may open by a link; `found` comes of a search. */
export const SHOWS = ['open', 'new', 'due', 'concern', 'question', 'mine', 'closed'] as const
export const SORTS = ['due', 'newest', 'changed'] as const

/** By what a coach looks for one referral, open or ended; empty where nothing was typed. */
export interface Sought {
  readonly name: string
  readonly born: LocalDate | ''
  /** The referral's short reference, its own number, or the NHS number. */
  readonly number: string
  readonly sent: LocalDate | ''
}

/** The list as a coach asks for it. */
export interface WorklistQuery {
  readonly show: (typeof SHOWS)[number] | 'found'
  readonly sort: (typeof SORTS)[number]
  readonly sought?: Sought | undefined
}

/** Whether a referral stands in a list: what a hub gives beyond that is left out. */
export function isShown(
  item: WorkItem,
  show: WorklistQuery['show'],
  today: LocalDate,
  me: string | undefined,
): boolean {
  const isOpen = !isEnded(item.stage)
  switch (show) {
    case 'found':
      return true
    case 'closed':
      return !isOpen
    case 'open':
      return isOpen
    case 'new':
      return NEW.includes(item.stage)
    case 'due':
      return item.due !== undefined && item.due <= today
    case 'concern':
      return isOpen && item.concern !== 'none'
    case 'question':
      return item.stage === 'awaiting-information'
    case 'mine':
      return isOpen && item.coach !== undefined && item.coach.reference === me
  }
}

const ORDER: Record<WorklistQuery['sort'], (one: WorkItem, other: WorkItem) => number> = {
  due: (one, other) => compare(one.due ?? '9', other.due ?? '9') || compare(one.sent, other.sent),
  newest: (one, other) => compare(other.sent, one.sent),
  changed: (one, other) => compare(other.changed, one.changed),
}
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Whatever the order: first those whose referrer has waited for a talk too long (hazard H10). */
export function inOrder(items: readonly WorkItem[], sort: WorklistQuery['sort'], today: LocalDate): WorkItem[] {
  const first = (item: WorkItem): number => (isTalkOverdue(item, today) ? 0 : 1)
  return items.toSorted((one, other) => first(one) - first(other) || ORDER[sort](one, other))
}
