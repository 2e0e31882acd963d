import { Tag } from 'nhsuk-react-components'
import type { ReactElement, ReactNode } from 'react'
import { STAGES } from '../../../src/domain/coach-words.ts'
import { daysBetween, displayDate, type LocalDate, londonDay } from '../../../src/domain/local-date.ts'
import { shortReference } from '../../../src/domain/short-reference.ts'
import { isTalkOverdue, type WorkItem } from '../../../src/domain/work-item.ts'
import type { ReferralView } from '../../../src/fhir/referral-view.ts'

/** One referral in a list. */
interface Row {
  readonly item: WorkItem
  readonly view: ReferralView | undefined
  readonly home: string
  readonly today: LocalDate
}

export const COLUMNS: readonly { readonly head: string; readonly cell: (row: Row) => ReactNode }[] = [
  {
    head: 'Name',
    // Without a view the hub holds another's request or patient in this one's place (hazard H01).
    cell: ({ item, view, home }) =>
      view ? (
        <>
          <a href={`${home}referrals/${item.taskId}`}>{view.name}</a>
          <br />
          {shortReference(view.about)}
        </>
      ) : (
        `Cannot be shown: your referral server mixes it up with another. Tell whoever runs the server (Task ${item.taskId}).`
      ),
  },
  { head: 'Sent', cell: ({ item, today }) => ageText(item.sent, today) },
  { head: 'First contact due', cell: ({ item, today }) => dueCell(item, today) },
  { head: 'Safety', cell: ({ item, view, today }) => concernCell(item, view, today) },
  { head: 'From', cell: ({ view }) => view?.practice ?? 'Not given' },
  { head: 'Coach', cell: ({ item }) => item.coach?.name ?? 'Nobody yet' },
  {
    head: 'Status',
    cell: ({ item }) => <Tag modifier={STAGES[item.stage][1]}>{STAGES[item.stage][0]}</Tag>,
  },
]

function ageText(sent: string, today: LocalDate): string {
  const at = new Date(sent)
  if (Number.isNaN(at.getTime())) return 'At an unknown time'
  const days = daysBetween(londonDay(at), today)
  const ago = days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`
  return `${displayDate(londonDay(at))} (${ago})`
}

function dueCell({ due }: WorkItem, today: LocalDate): ReactNode {
  if (due === undefined) return 'Done or not needed'
  if (due > today) return displayDate(due)
  return <Tag modifier="red">{due === today ? 'Due today' : `Overdue since ${displayDate(due)}`}</Tag>
}

function concernCell(item: WorkItem, view: ReferralView | undefined, today: LocalDate): ReactNode {
  const { concern, waitsForTalk } = item
  if (waitsForTalk) return <TalkCell isOverdue={isTalkOverdue(item, today)} view={view} />
  if (concern === 'none') return 'Nothing known'
  return (
    <Tag modifier="red">{concern === 'heed' ? (view?.concern.text ?? 'Read before contact') : 'Not said: ask'}</Tag>
  )
}

/** Whom to phone stands in the list itself: nothing of the patient is needed for it. */
const TalkCell = ({ isOverdue, view }: { isOverdue: boolean; view: ReferralView | undefined }): ReactElement => (
  <>
    <Tag modifier="red">
      {isOverdue ? 'Phone the referrer first: no talk for two working days' : 'Phone the referrer first'}
    </Tag>
    {view?.ring && (
      <>
        <br />
        {view.ring.whom}: {view.ring.phone}
      </>
    )}
  </>
)
