import { Table, Tag } from 'nhsuk-react-components'
import type { ReactElement, ReactNode } from 'react'
import { STAGES } from '../../../src/domain/coach-words.ts'
import { daysBetween, displayDate, type LocalDate, londonDay } from '../../../src/domain/local-date.ts'
import { isTalkOverdue, SHOWS, SORTS, type WorkItem, type WorklistQuery } from '../../../src/domain/work-item.ts'
import type { ReferralView } from '../../../src/fhir/referral-view.ts'
import { DeskPage } from '../desk-page.tsx'
import type { AtDesk } from '../gate.ts'

const SHOW_WORDS: Record<WorklistQuery['show'], string> = {
  open: 'All open',
  new: 'New',
  due: 'First contact due',
  concern: 'Safety to heed',
  question: 'Waiting for the referrer',
  mine: 'Mine',
  closed: 'Closed',
  all: 'Everything',
}
const SORT_WORDS: Record<WorklistQuery['sort'], string> = {
  oldest: 'Oldest first',
  newest: 'Newest first',
  due: 'First contact due first',
  changed: 'Last changed first',
}

interface Row {
  readonly item: WorkItem
  readonly view: ReferralView | undefined
  readonly home: string
  readonly today: LocalDate
}

const COLUMNS: readonly { readonly head: string; readonly cell: (row: Row) => ReactNode }[] = [
  {
    head: 'Name',
    // Without a view the hub holds another's request or patient in this one's place (hazard H01).
    cell: ({ item, view, home }) =>
      view ? (
        <a href={`${home}referrals/${item.taskId}`}>{view.name}</a>
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

const addressOf = (home: string, asked: WorklistQuery, change: Partial<WorklistQuery>): string =>
  `${home}?${new URLSearchParams(Object.entries({ ...asked, page: 1, ...change }).map(([name, value]) => [name, String(value)]))}`

function Choice<T extends string>(props: {
  label: string
  values: readonly T[]
  words: Record<T, string>
  current: T
  href: (value: T) => string
}): ReactElement {
  const { label, values, words, current, href } = props
  return (
    <nav aria-label={label} className="ww-no-print">
      <p>
        <strong>{label}:</strong>{' '}
        {values.map((value, index) => (
          <span key={value}>
            {index > 0 && ' | '}
            {value === current ? (
              <strong aria-current="true">{words[value]}</strong>
            ) : (
              <a href={href(value)}>{words[value]}</a>
            )}
          </span>
        ))}
      </p>
    </nav>
  )
}

/** A coach's referrals: what to do first stands first. Works from the address alone, so that a list can be kept as a bookmark. */
export function WorklistPage(props: {
  at: AtDesk
  asked: WorklistQuery
  shown: { items: readonly WorkItem[]; total: number; page: number; pages: number }
  views: ReadonlyMap<string, ReferralView>
  today: LocalDate
  synthetic: boolean
}): ReactElement {
  const { at, asked, shown, views, today, synthetic } = props
  const { home } = at
  return (
    <DeskPage at={at} title="Referrals" heading="Referrals to your service" synthetic={synthetic} wide>
      <Choice
        label="Show"
        values={SHOWS}
        words={SHOW_WORDS}
        current={asked.show}
        href={show => addressOf(home, asked, { show })}
      />
      <Choice
        label="Order"
        values={SORTS}
        words={SORT_WORDS}
        current={asked.sort}
        href={sort => addressOf(home, asked, { sort })}
      />
      {shown.total === 0 ? (
        <p>No referral here. {asked.show !== 'open' && <a href={home}>Show all open referrals</a>}</p>
      ) : (
        <Table responsive caption={`${SHOW_WORDS[asked.show]}: ${shown.total}`} captionProps={{ size: 's' }}>
          <Table.Head>
            <Table.Row>
              {COLUMNS.map(({ head }) => (
                <Table.Cell key={head}>{head}</Table.Cell>
              ))}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {shown.items.map(item => (
              <Table.Row key={item.taskId}>
                {COLUMNS.map(({ head, cell }) => (
                  <Table.Cell key={head}>
                    <span className="nhsuk-table-responsive__heading" aria-hidden="true">
                      {head}{' '}
                    </span>
                    {cell({ item, view: views.get(item.taskId), home, today })}
                  </Table.Cell>
                ))}
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      )}
      {shown.pages > 1 && (
        <nav aria-label="Pages" className="ww-no-print">
          <p>
            Page {shown.page} of {shown.pages}.{' '}
            {shown.page > 1 && <a href={addressOf(home, asked, { page: shown.page - 1 })}>Previous page</a>}{' '}
            {shown.page < shown.pages && <a href={addressOf(home, asked, { page: shown.page + 1 })}>Next page</a>}
          </p>
        </nav>
      )}
    </DeskPage>
  )
}
