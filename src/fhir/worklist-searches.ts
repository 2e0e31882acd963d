import { addDays, type LocalDate, londonInstant } from '../domain/local-date.ts'
import { isNhsNumber } from '../domain/nhs-number.ts'
import { readShortReference, shortReference } from '../domain/short-reference.ts'
import { lastDayDue } from '../domain/work-item.ts'
import type { Sought, WorklistQuery } from '../domain/worklist-query.ts'
import { codeIn } from './elements.ts'
import type { HubTask } from './hub-resources.ts'
import { CS, ID } from './systems.ts'

type Params = Readonly<Record<string, string | readonly string[]>>

/** One search for Tasks, and which of them belong in its answer: a hub may overlook a parameter. */
export interface WorklistSearch {
  readonly params: Params
  belongs(task: HubTask): boolean
}

/** A list as it is asked for at a hub: one search after the other, and how all of them are counted at once. */
export interface WorklistSearches {
  readonly parts: readonly WorklistSearch[]
  /** Undefined where no search says which they are. */
  readonly count: Params | undefined
  /** By what no hub can search: its pages are looked through until one is found. */
  readonly isLookedThrough?: true
}

/** Who may own what is listed: the service and its coaches, as references; and the coach who looks. */
export interface WorklistOwners {
  readonly owners: readonly string[]
  readonly me: string | undefined
}

type Status = HubTask['status']
const BEFORE_CONTACT: readonly Status[] = ['draft', 'requested', 'ready', 'received', 'accepted']
const OPEN: readonly Status[] = [...BEFORE_CONTACT, 'in-progress', 'on-hold']
const ENDED: readonly Status[] = ['completed', 'rejected', 'cancelled', 'failed', 'entered-in-error']
/** The patient was reached, or need not be yet: no first contact is due. */
const REACHED = ['contacted', 'waiting-list', 'assessment-booked']

const SORT: Record<WorklistQuery['sort'], string> = { due: 'authored-on', newest: '-authored-on', changed: '-modified' }
const state = (code: string): string => `${CS.businessStatus}|${code}`
const isReached = ({ businessStatus }: HubTask): boolean =>
  REACHED.includes(codeIn(businessStatus, CS.businessStatus) ?? '')

/** First contact is due so many days after sending, so the order of sending is the order of due dates. */
const toContact = (base: Params): WorklistSearch => ({
  params: {
    ...base,
    status: BEFORE_CONTACT.join(','),
    'business-status:not': REACHED.map(state),
    _sort: SORT.due,
  },
  belongs: task => BEFORE_CONTACT.includes(task.status) && !isReached(task),
})

/** All that is open, where first contact is due before all others. */
const openByDue = (base: Params): WorklistSearch[] => [
  toContact(base),
  {
    params: {
      ...base,
      status: BEFORE_CONTACT.join(','),
      'business-status': REACHED.map(state).join(','),
      _sort: SORT.due,
    },
    belongs: task => BEFORE_CONTACT.includes(task.status) && isReached(task),
  },
  inStates(base, ['in-progress', 'on-hold'], 'due'),
]

function inStates(base: Params, states: readonly Status[], sort: WorklistQuery['sort']): WorklistSearch {
  const params = { ...base, status: states.join(','), _sort: SORT[sort] }
  return { params, belongs: task => states.includes(task.status) }
}

/** The oldest whose first contact is due, and not only those of one list. */
export const dueSearch = ({ owners }: WorklistOwners, today: LocalDate): WorklistSearch => {
  const { params, belongs } = toContact(basicParams(owners))
  const before = londonInstant(addDays(lastDayDue(today), 1), '00:00').toISOString()
  return { params: { ...params, 'authored-on': `lt${before}` }, belongs }
}

const basicParams = (owners: readonly string[]): Params => ({
  code: `${CS.taskCode}|fulfill`,
  owner: owners.join(','),
})

/** What a hub is asked for a list, in the order in which it is shown. */
export function worklistSearches(
  { show, sort, sought }: WorklistQuery,
  who: WorklistOwners,
  today: LocalDate,
): WorklistSearches {
  const { me } = who
  const base = basicParams(who.owners)
  const open = (of: Params): WorklistSearches => ({
    parts: sort === 'due' ? openByDue(of) : [inStates(of, OPEN, sort)],
    count: inStates(of, OPEN, sort).params,
  })
  const only = (search: WorklistSearch): WorklistSearches => ({ parts: [search], count: search.params })
  const sorted = (search: WorklistSearch): WorklistSearches =>
    only({ ...search, params: { ...search.params, _sort: SORT[sort] } })
  switch (show) {
    case 'open':
      return open(base)
    case 'concern':
      // What is to be heeded stands among the answers: no search says which referrals they are.
      return { ...open(base), count: undefined }
    case 'new':
      return only(inStates(base, ['draft', 'requested', 'ready'], sort))
    case 'due':
      return sorted(dueSearch(who, today))
    case 'question': {
      const waiting = inStates(base, ['received'], sort)
      return only({ ...waiting, params: { ...waiting.params, 'business-status': state('awaiting-information') } })
    }
    case 'mine':
      return me === undefined ? { parts: [], count: undefined } : open({ ...base, owner: me })
    case 'closed':
      return only(inStates(base, ENDED, sort === 'due' ? 'changed' : sort))
    case 'found': {
      const said = readShortReference(sought?.number ?? '')
      const params = { ...base, ...soughtParams(sought), _sort: SORT.newest }
      if (said === undefined) return only({ params, belongs: () => true })
      return { parts: [{ params, belongs: task => isSaid(task, said) }], count: undefined, isLookedThrough: true }
    }
  }
}

/** A short reference is worked out of the number that a hub holds, which knows nothing of it. */
const isSaid = ({ identifier }: HubTask, said: string): boolean =>
  identifier.some(
    ({ system, value }) => system === ID.referralTask && value !== undefined && shortReference(value) === said,
  )

/** Characters that part values in a search. */
const escaped = (text: string): string => text.replace(/[\\,|$]/g, '\\$&')

function soughtParams(sought: Sought | undefined): Params {
  if (!sought) return {}
  const { name, born, number, sent } = sought
  const digits = number.replaceAll(/\s/g, '')
  const day = (date: LocalDate): string => londonInstant(date, '00:00').toISOString()
  return {
    // Every word stands somewhere in the name, first name or last.
    ...(name && { 'patient.name': name.split(/\s+/).map(escaped) }),
    ...(born && { 'patient.birthdate': born }),
    ...(number &&
      readShortReference(number) === undefined &&
      (isNhsNumber(digits)
        ? { 'patient.identifier': `${ID.nhsNumber}|${digits}` }
        : { identifier: `${ID.referralTask}|${escaped(number)}` })),
    ...(sent && { 'authored-on': [`ge${day(sent)}`, `lt${day(addDays(sent, 1))}`] }),
  }
}
