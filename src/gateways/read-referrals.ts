import type { FhirResource, Task } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type HubTask, hubTask } from '../fhir/hub-resources.ts'
import { type ReferralView, referralView } from '../fhir/referral-view.ts'
import { CS } from '../fhir/systems.ts'
import { isReferralTask } from '../fhir/task-change.ts'
import type { FhirClient } from './fhir-client.ts'
import { fetchAround } from './hub-fetch.ts'

export const MOST_SHOWN = 100

export interface Inbox {
  readonly referrals: readonly ReferralView[]
  /** Tasks that arrived and make no sense: said on the page, so that none is missed in silence. */
  readonly unreadable: number
}

/** The newest referrals on the hub. */
export async function readInbox(client: FhirClient): Promise<Result<Inbox, GatewayFailure>> {
  const found = await client.search(
    'Task',
    { code: `${CS.taskCode}|fulfill`, _sort: '-authored-on', _count: '50' },
    { maxPages: MOST_SHOWN / 50 },
  )
  if (!found.ok) return found
  const parsed = found.value.filter(each => each.resourceType === 'Task').map(each => hubTask.safeParse(each).data)
  const tasks = parsed.filter(task => task !== undefined).filter(isReferralTask)
  const around = await fetchAround(client, tasks, 'glance')
  if (!around.ok) return around
  const newestFirst = tasks.sort((one, other) => time(other) - time(one))
  const views = newestFirst.map(task => referralView(task, around.value, client.baseUrl))
  return ok({
    referrals: views.filter(view => view !== undefined),
    unreadable: [...parsed, ...views].filter(each => each === undefined).length,
  })
}

/** One referral with everything that came with it, and its Task as the hub holds it. */
export async function readReferral(
  client: FhirClient,
  taskId: string,
): Promise<
  Result<{ view: ReferralView; task: Task; read: HubTask; request: FhirResource | undefined }, GatewayFailure>
> {
  const read = await client.read('Task', taskId)
  if (!read.ok) return read
  const task = hubTask.safeParse(read.value).data
  if (task === undefined) return fail({ code: 'GARBAGE', diagnostics: 'the Task cannot be read' })
  if (!isReferralTask(task)) return fail({ code: 'NOT_FOUND', diagnostics: 'the Task is no referral' })
  const around = await fetchAround(client, [task], 'all')
  if (!around.ok) return around
  const consents = task.for
    ? await client.search('Consent', { patient: task.for.reference, _count: '50' }, { maxPages: 1 })
    : ok<FhirResource[]>([])
  if (!consents.ok) return consents
  const view = referralView(task, around.value, client.baseUrl, consents.value)
  // Another patient's details under this one's work would be acted upon (hazard H01): nothing of it is shown.
  if (!view) return fail({ code: 'GARBAGE', diagnostics: 'Task, request and patient are not of one referral' })
  return ok({ view, task: read.value, read: task, request: task.focus && around.value.get(task.focus.reference) })
}

const time = (task: HubTask): number => Date.parse(task.authoredOn ?? '') || 0
