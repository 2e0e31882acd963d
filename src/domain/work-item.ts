import { isBankHoliday } from './bank-holidays-england.ts'
import { type LocalDate, londonDay } from './local-date.ts'
import { isEnded } from './referral-course.ts'
import type { ReferralStage } from './referral-status.ts'
import { addWorkingDays } from './working-days.ts'

/** One line of a coach's worklist, with all that it is sorted and filtered by. */
export interface WorkItem {
  readonly taskId: string
  /** The referral's number, where its Task bears one. */
  readonly about: string | undefined
  readonly phase: string
  readonly stage: ReferralStage
  readonly sent: string
  readonly changed: string
  readonly concern: 'none' | 'heed' | 'not-said'
  /** The referrer is to be phoned before contact, and no talk is recorded yet. */
  readonly waitsForTalk: boolean
  /** The coach's role on the hub, and their name; undefined where nobody has taken it. */
  readonly coach?: { readonly reference: string; readonly name: string }
  /** By when the patient is to be contacted; undefined once they were, or where it is over. */
  readonly due?: LocalDate
}

const NEW: readonly ReferralStage[] = ['not-started', 'sent']
export const BEFORE_CONTACT: readonly ReferralStage[] = [
  ...NEW,
  'received',
  'awaiting-information',
  'accepted',
  'contact-attempted',
]

/** Two working days from sending, until the patient was reached (hazard H03). */
export function firstContactDue(stage: ReferralStage, sent: string): LocalDate | undefined {
  const at = new Date(sent)
  if (!BEFORE_CONTACT.includes(stage) || Number.isNaN(at.getTime())) return undefined
  return addWorkingDays(londonDay(at), 2, isBankHoliday)
}

export const SHOWS = ['open', 'new', 'due', 'concern', 'question', 'mine', 'closed', 'all'] as const
export const SORTS = ['oldest', 'newest', 'due', 'changed'] as const

/** The list as its address asks for it. */
export interface WorklistQuery {
  readonly show: (typeof SHOWS)[number]
  readonly sort: (typeof SORTS)[number]
  readonly page: number
}

export const isClosed = ({ stage }: WorkItem): boolean => isEnded(stage)

function isShown(item: WorkItem, show: WorklistQuery['show'], today: LocalDate, me: string | undefined): boolean {
  switch (show) {
    case 'all':
      return true
    case 'closed':
      return isClosed(item)
    case 'open':
      return !isClosed(item)
    case 'new':
      return NEW.includes(item.stage)
    case 'due':
      return item.due !== undefined && item.due <= today
    case 'concern':
      return !isClosed(item) && item.concern !== 'none'
    case 'question':
      return item.stage === 'awaiting-information'
    case 'mine':
      return !isClosed(item) && item.coach !== undefined && item.coach.reference === me
  }
}

/** Two working days without the talk that the referrer asked for: nobody may contact the patient, and nobody is on it (hazard H10). */
export const isTalkOverdue = ({ waitsForTalk, due }: WorkItem, today: LocalDate): boolean =>
  waitsForTalk && due !== undefined && due <= today

const ORDER: Record<WorklistQuery['sort'], (one: WorkItem, other: WorkItem) => number> = {
  oldest: (one, other) => compare(one.sent, other.sent),
  newest: (one, other) => compare(other.sent, one.sent),
  due: (one, other) => compare(one.due ?? '9', other.due ?? '9') || compare(one.sent, other.sent),
  changed: (one, other) => compare(other.changed, one.changed),
}
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

export const PAGE_SIZE = 25

/** The page of the list that is asked for, and how many there are in all. */
export function pageOf(
  items: readonly WorkItem[],
  query: WorklistQuery,
  today: LocalDate,
  me: string | undefined,
): { readonly items: readonly WorkItem[]; readonly total: number; readonly page: number; readonly pages: number } {
  const first = (item: WorkItem): number => (isTalkOverdue(item, today) ? 0 : 1)
  const shown = items
    .filter(item => isShown(item, query.show, today, me))
    .sort((one, other) => first(one) - first(other) || ORDER[query.sort](one, other))
  const pages = Math.max(1, Math.ceil(shown.length / PAGE_SIZE))
  const page = Math.min(query.page, pages)
  return { items: shown.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: shown.length, page, pages }
}
