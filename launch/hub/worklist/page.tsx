import { InsetText, Table, WarningCallout } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { LocalDate } from '../../../src/domain/local-date.ts'
import { readShortReference } from '../../../src/domain/short-reference.ts'
import { plural } from '../../../src/domain/spell-words.ts'
import { SHOWS, SORTS, type WorklistQuery } from '../../../src/domain/worklist-query.ts'
import type { ListPlace } from '../../../src/gateways/list-place.ts'
import type { ListPage } from '../../../src/gateways/worklist-page.ts'
import { DeskPage } from '../desk-page.tsx'
import type { AtDesk } from '../gate.ts'
import { COLUMNS } from './columns.tsx'
import { FindForm } from './find-form.tsx'

const SHOW_WORDS: Record<WorklistQuery['show'], string> = {
  open: 'All open',
  new: 'New',
  due: 'First contact due',
  concern: 'Safety concerns',
  question: 'Waiting for the referrer',
  mine: 'Mine',
  closed: 'Ended',
  found: 'Found',
}
const SORT_WORDS: Record<WorklistQuery['sort'], string> = {
  due: 'First contact due first',
  newest: 'Newest first',
  changed: 'Last changed first',
}

function Choice<T extends string>(props: {
  label: string
  values: readonly T[]
  words: Readonly<Record<T, string>>
  current: string
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

const NOT_ALL_YET =
  'No referral server can search by this reference, so the newest referrals were looked through. Go to the next page for older ones, or add a name or date. '

/** Never a wrong number: the hub's own count, or all of them on this page, or no more than what is surely there. */
function howMany({ place, listed }: { place: ListPlace; listed: ListPage }): string {
  const { items, total, next, isCutOff } = listed
  if (place.page === 1 && !next && !isCutOff) return String(items.length)
  const page = `page ${place.page}, ${items.length} on it`
  return total === undefined ? page : `${page}; about ${total} in all, as your referral server counts`
}

function Notes({ listed, isAnew }: { listed: ListPage; isAnew: boolean }): ReactElement {
  const { unreadable, isCutOff, moreOverdue } = listed
  const warnings = [
    ...(isCutOff
      ? ['This list is not whole: your referral server has more, and does not say where. Tell whoever runs it.']
      : []),
    ...(unreadable > 0
      ? [`${plural(unreadable, 'referral')} on your referral server cannot be read. Tell whoever runs it.`]
      : []),
    ...(moreOverdue
      ? ['Many first contacts are overdue. Go through “First contact due”: a referrer may wait for your call.']
      : []),
  ]
  return (
    <>
      {isAnew && (
        <InsetText>The page that you asked for is no longer kept. The list begins at its first page.</InsetText>
      )}
      {warnings.length > 0 && (
        <WarningCallout>
          <WarningCallout.Heading headingLevel="h2">Look again</WarningCallout.Heading>
          {warnings.map(each => (
            <p key={each}>{each}</p>
          ))}
        </WarningCallout>
      )}
    </>
  )
}

function Listed({
  listed,
  caption,
  home,
  today,
}: {
  listed: ListPage
  caption: string
  home: string
  today: LocalDate
}) {
  return (
    <Table responsive className="ww-list" caption={caption} captionProps={{ size: 's' }}>
      <Table.Head>
        <Table.Row>
          {COLUMNS.map(({ head }) => (
            <Table.Cell key={head}>{head}</Table.Cell>
          ))}
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {listed.items.map(item => (
          <Table.Row key={item.taskId}>
            {COLUMNS.map(({ head, cell }) => (
              <Table.Cell key={head}>
                <span className="nhsuk-table-responsive__heading" aria-hidden="true">
                  {head}{' '}
                </span>
                {cell({ item, view: listed.views.get(item.taskId), home, today })}
              </Table.Cell>
            ))}
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  )
}

/** A coach's referrals, a page of the hub at a time: what to do first stands first. Works from the address alone. */
export function WorklistPage(props: {
  at: AtDesk
  place: ListPlace
  listed: ListPage
  addresses: { readonly list: (asked: WorklistQuery) => string; readonly next: string | undefined }
  today: LocalDate
  /** The page that was asked for is not there any more. */
  isAnew: boolean
  synthetic: boolean
}): ReactElement {
  const { at, place, listed, addresses, today, isAnew, synthetic } = props
  const { home } = at
  const { show, sort, sought } = place.asked
  const isEmpty = listed.items.length === 0
  const isByReference = readShortReference(sought?.number ?? '') !== undefined
  return (
    <DeskPage at={at} title="Referrals" heading="Referrals to your service" synthetic={synthetic} wide>
      <Choice
        label="Show"
        values={SHOWS}
        words={SHOW_WORDS}
        current={show}
        href={to => addresses.list({ show: to, sort })}
      />
      {show !== 'found' && (
        <Choice
          label="Order"
          values={SORTS}
          words={SORT_WORDS}
          current={sort}
          href={to => addresses.list({ show, sort: to })}
        />
      )}
      <FindForm home={home} sought={sought} isOpen={sought !== undefined && isEmpty} />
      <Notes listed={listed} isAnew={isAnew} />
      {isEmpty ? (
        <p>
          {addresses.next === undefined
            ? 'There are no referrals in this list. '
            : 'There are no referrals on this page, but the list goes on. '}
          {isByReference && addresses.next !== undefined && NOT_ALL_YET}
          {show !== 'open' && <a href={home}>Show all open referrals</a>}
        </p>
      ) : (
        <Listed
          listed={listed}
          caption={`${SHOW_WORDS[show]}: ${howMany({ place, listed })}`}
          home={home}
          today={today}
        />
      )}
      {(place.page > 1 || addresses.next !== undefined) && (
        <nav aria-label="Pages" className="ww-no-print">
          <p>
            Page {place.page}. {place.page > 1 && <a href={addresses.list(place.asked)}>First page</a>}{' '}
            {addresses.next !== undefined && <a href={addresses.next}>Next page</a>}
          </p>
        </nav>
      )}
    </DeskPage>
  )
}
