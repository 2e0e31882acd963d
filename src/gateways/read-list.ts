import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { ok, type Result } from '../domain/result.ts'
import { type HubTask, hubTask } from '../fhir/hub-resources.ts'
import type { WorklistSearch, WorklistSearches } from '../fhir/worklist-searches.ts'
import { type DeskOwners, isOurs } from './desk-owners.ts'
import type { FhirClient } from './fhir-client.ts'
import { type ListPlace, placeAfter } from './list-place.ts'

/** The Tasks of one page of a list, as far as they are surely this service's. */
export interface ListRead {
  readonly tasks: readonly HubTask[]
  /** Tasks of the page that are not among them: another's, not asked for, or not to be read. */
  readonly leftOut: number
  readonly unreadable: number
  readonly next: ListPlace | undefined
  /** The hub says that there is more, and not where. */
  readonly isCutOff: boolean
}

/** What of a page counts: whatever a hub answers, only referrals of this service that were asked for. */
export function provenOf(resources: readonly unknown[], search: WorklistSearch, desk: DeskOwners) {
  const all = resources.filter(isTask)
  const parsed = all.map(each => hubTask.safeParse(each).data)
  const tasks = parsed.filter(task => task !== undefined && isOurs(task, desk) && search.belongs(task))
  return {
    tasks: tasks.filter(task => task !== undefined),
    leftOut: all.length - tasks.length,
    unreadable: parsed.filter(task => task === undefined).length,
  }
}
const isTask = (resource: unknown): boolean =>
  typeof resource === 'object' && resource !== null && Reflect.get(resource, 'resourceType') === 'Task'

/**
 * A page of the hub; where one of the list's searches has ended before the page is full, the next search follows at once. At the beginning
 * of a list all its searches are asked at the same time: a short list is a single page that is there as soon as the slowest of them.
 */
export async function readList(
  client: FhirClient,
  { parts }: WorklistSearches,
  place: ListPlace,
  desk: DeskOwners,
  size: number,
): Promise<Result<ListRead, GatewayFailure>> {
  const start = (part: number) => client.searchPage('Task', { ...parts[part]?.params, _count: String(size) })
  const ahead =
    place.link === undefined
      ? parts.slice(place.part).map((_, index) => start(place.part + index))
      : [client.followPage('Task', place.link)]
  const read = { tasks: [] as HubTask[], leftOut: 0, unreadable: 0 }
  for (const [index, search] of parts.slice(place.part).entries()) {
    const part = place.part + index
    const page = await (ahead[index] ?? start(part))
    if (!page.ok) return page
    const proven = provenOf(page.value.resources, search, desk)
    read.tasks.push(...proven.tasks)
    read.leftOut += proven.leftOut
    read.unreadable += proven.unreadable
    const after = placeAfter(index === 0 ? place : { ...place, part, link: undefined, mark: undefined }, page.value)
    if (after !== undefined || page.value.isCutOff) {
      const isLost = after === 'circle' || page.value.isCutOff
      return ok({ ...read, next: after === 'circle' ? undefined : after, isCutOff: isLost })
    }
    const isLast = part === parts.length - 1
    if (!isLast && read.tasks.length >= size) {
      const next = { ...place, part: part + 1, link: undefined, mark: undefined, page: place.page + 1 }
      return ok({ ...read, next, isCutOff: false })
    }
  }
  return ok({ ...read, next: undefined, isCutOff: false })
}

/** So many pages are looked through for one request: the coach goes on from there. */
const PAGES_LOOKED_THROUGH = 10

/** Page after page, until there is something on one: for what no hub can search by. */
export async function lookThrough(
  ...[client, searches, place, desk, size]: Parameters<typeof readList>
): ReturnType<typeof readList> {
  let read = await readList(client, searches, place, desk, size)
  for (let pages = 1; pages < PAGES_LOOKED_THROUGH && read.ok; pages += 1) {
    const { tasks, next, unreadable, leftOut } = read.value
    if (tasks.length > 0 || next === undefined) break
    const after = await readList(client, searches, next, desk, size)
    read = after.ok
      ? ok({ ...after.value, unreadable: after.value.unreadable + unreadable, leftOut: after.value.leftOut + leftOut })
      : after
  }
  return read
}
