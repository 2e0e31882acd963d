import { isDeepStrictEqual } from 'node:util'
import type { FhirResource } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import type { LocalDate } from '../domain/local-date.ts'
import { ok, type Result } from '../domain/result.ts'
import { isTalkOverdue, type WorkItem } from '../domain/work-item.ts'
import { inOrder, isShown, type WorklistQuery } from '../domain/worklist-query.ts'
import type { HubTask } from '../fhir/hub-resources.ts'
import { answersNamedBy, readWorkItem, saysConcern } from '../fhir/read-work-item.ts'
import { type Fetched, type ReferralView, referralView } from '../fhir/referral-view.ts'
import { dueSearch, worklistSearches } from '../fhir/worklist-searches.ts'
import type { DeskOwners } from './desk-owners.ts'
import type { FhirClient } from './fhir-client.ts'
import { fetchAll, fetchAround } from './hub-fetch.ts'
import type { ListPlace } from './list-place.ts'
import { lookThrough, provenOf, readList } from './read-list.ts'

/** One page of a coach's list. */
export interface ListPage {
  readonly items: readonly WorkItem[]
  /** By the Task's id; none where the hub holds another's request or patient in its place (hazard H01). */
  readonly views: ReadonlyMap<string, ReferralView>
  /** How many there are in all; undefined where the hub does not say it, or what it says cannot be right. */
  readonly total: number | undefined
  readonly next: ListPlace | undefined
  /** There is more, and the hub does not say where. */
  readonly isCutOff: boolean
  /** Tasks that make no sense: said on the page, so that none is missed in silence. */
  readonly unreadable: number
  /** More are overdue than were looked through for a talk that was asked for (hazard H10). */
  readonly moreOverdue: boolean
}

/** Whose list, and on which day. */
export interface ListReader {
  readonly coachKey: string
  readonly today: LocalDate
}

const PAGE_SIZE = 25
/** Where only the answers say what belongs in a list, more are looked at for one page. */
const LOOKED_THROUGH = 100
const OVERDUE_LOOKED_THROUGH = 50
const OVERDUE_PAGES = 10
const LISTS_WITHOUT_TALKS: readonly WorklistQuery['show'][] = ['closed', 'found']

/** Pages of the lists of one service's desk. */
export function createWorklistPages(
  client: FhirClient,
  ownersNow: () => Promise<Result<DeskOwners, GatewayFailure>>,
): (place: ListPlace, reader: ListReader) => Promise<Result<ListPage, GatewayFailure>> {
  let lastKnown: DeskOwners | undefined

  /** Of those whose first contact is overdue, the oldest that wait for a talk: whatever the order, they stand first. */
  async function overdueTalks(desk: DeskOwners, { today }: ListReader) {
    const search = dueSearch({ owners: ownersIn(desk), me: undefined }, today)
    const looked: FhirResource[] = []
    let page = await client.searchPage('Task', { ...search.params, _count: String(OVERDUE_LOOKED_THROUGH) })
    for (let pages = 1; page.ok; pages += 1) {
      looked.push(...page.value.resources)
      const { next } = page.value
      if (next === undefined || looked.length >= OVERDUE_LOOKED_THROUGH || pages === OVERDUE_PAGES) break
      page = await client.followPage('Task', next)
    }
    if (!page.ok) return page
    const { tasks } = provenOf(looked, search, desk)
    const answers = await fetchAll(client, tasks.filter(task => !saysConcern(task)).flatMap(answersNamedBy))
    if (!answers.ok) return answers
    const isFirst = (task: HubTask): boolean => isTalkOverdue(readWorkItem(task, answers.value, client.baseUrl), today)
    return ok({ tasks: tasks.filter(isFirst), more: page.value.next !== undefined || page.value.isCutOff })
  }

  async function count(params: ReturnType<typeof worklistSearches>['count']): Promise<number | undefined> {
    if (params === undefined) return undefined
    const { _sort, ...which } = params
    const counted = await client.searchPage('Task', { ...which, _summary: 'count' })
    return counted.ok ? counted.value.total : undefined
  }

  async function pageFor(
    place: ListPlace,
    reader: ListReader,
    desk: DeskOwners,
  ): Promise<Result<ListPage, GatewayFailure>> {
    const { show, sort } = place.asked
    const me = desk.coaches.find(each => each.key === reader.coachKey)?.reference
    const searches = worklistSearches(place.asked, { owners: ownersIn(desk), me }, reader.today)
    if (desk.service === undefined || searches.parts.length === 0) return ok(NOTHING)
    const size = show === 'concern' || searches.isLookedThrough ? LOOKED_THROUGH : PAGE_SIZE
    const asksForTalks = place.page === 1 && !LISTS_WITHOUT_TALKS.includes(show)
    const [read, talks, counted] = await Promise.all([
      (searches.isLookedThrough ? lookThrough : readList)(client, searches, place, desk, size),
      asksForTalks ? overdueTalks(desk, reader) : ok({ tasks: [], more: false }),
      count(searches.count),
    ])
    if (!read.ok) return read
    if (!talks.ok) return talks
    const tasks = [...new Map([...talks.value.tasks, ...read.value.tasks].map(task => [task.id, task])).values()]
    const around = await fetchAround(client, tasks, 'glance')
    if (!around.ok) return around
    const items = tasks
      .map(task => readWorkItem(task, around.value, client.baseUrl))
      .filter(item => isShown(item, show, reader.today, me))
    const { next, isCutOff, unreadable } = read.value
    // Those that were fetched to stand first have their own place further on.
    const seen = place.seen + items.filter(item => read.value.tasks.some(task => task.id === item.taskId)).length
    const isAll = place.page === 1 && next === undefined && !isCutOff
    return ok({
      items: inOrder(items, sort, reader.today),
      views: viewsOf(tasks, around.value, client.baseUrl),
      total: isAll ? items.length : believable(counted, seen, read.value.leftOut),
      next: next && { ...next, seen },
      isCutOff,
      unreadable,
      moreOverdue: talks.value.more,
    })
  }

  // The hub is asked with the owners of the last time while it is asked who they are now: what turns out to be of others does not count.
  return async (place, reader) => {
    const guess = lastKnown
    const [mine, guessed] = await Promise.all([ownersNow(), guess && pageFor(place, reader, guess)])
    if (!mine.ok) return mine
    lastKnown = mine.value
    return guessed && isDeepStrictEqual(guess, mine.value) ? guessed : pageFor(place, reader, mine.value)
  }
}

const NOTHING: ListPage = {
  items: [],
  views: new Map(),
  total: 0,
  next: undefined,
  isCutOff: false,
  unreadable: 0,
  moreOverdue: false,
}

const ownersIn = ({ service, coaches }: DeskOwners): string[] => [
  ...(service === undefined ? [] : [service]),
  ...coaches.map(each => each.reference),
]

/** A number that does not fit what was seen is none: better no number than a wrong one. */
const believable = (counted: number | undefined, seen: number, leftOut: number): number | undefined =>
  counted !== undefined && counted >= seen && leftOut === 0 ? counted : undefined

function viewsOf(tasks: readonly HubTask[], around: Fetched, base: string): ReadonlyMap<string, ReferralView> {
  const views = tasks.flatMap(task => referralView(task, around, base) ?? [])
  return new Map(views.map(view => [view.taskId, view]))
}
