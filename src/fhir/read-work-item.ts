import { firstContactDue, type WorkItem } from '../domain/work-item.ts'
import { codingIn } from './answer-lines.ts'
import { identifierIn } from './elements.ts'
import { type HubTask, hubResponse } from './hub-resources.ts'
import { oneReferral } from './one-referral.ts'
import { readStatus } from './read-status.ts'
import type { Fetched } from './referral-view.ts'
import { CS, ID } from './systems.ts'
import { concernOf, isReleased, talkOf } from './task-talk.ts'

/** The answers that a Task names, as references: of those that say no concern themselves, the concern stands there. */
export const answersNamedBy = (task: HubTask): string[] =>
  task.input.flatMap(({ valueReference }) =>
    valueReference?.reference.startsWith('QuestionnaireResponse/') ? [valueReference.reference] : [],
  )

export const saysConcern = (task: HubTask): boolean => concernOf(task) !== undefined

/** What the answers of this very referral say; those of another say nothing (hazard H01). */
function concernInAnswers(task: HubTask, fetched: Fetched, base: string): string | undefined {
  const one = oneReferral(task, () => undefined, base)
  return answersNamedBy(task)
    .map(reference => fetched.get(reference))
    .filter(response => response !== undefined && one?.isOwn(response))
    .map(response => codingIn(hubResponse.safeParse(response).data?.item ?? [], CS.concern)?.code)
    .find(Boolean)
}

/** A Task as a line of a coach's list. */
export function readWorkItem(task: HubTask, fetched: Fetched, base: string): WorkItem {
  const { stage, updatedAt } = readStatus(task)
  const sent = task.authoredOn ?? ''
  const concern = concernOf(task) ?? concernInAnswers(task, fetched, base)
  const due = firstContactDue(stage, sent)
  const owner = task.owner?.reference.startsWith('PractitionerRole/') ? task.owner : undefined
  return {
    taskId: task.id,
    about: identifierIn(task.identifier, ID.referralTask)?.value,
    phase: task.status,
    stage,
    sent,
    changed: updatedAt,
    waitsForTalk: talkOf(task) === 'waiting' || (concern === 'phone-first' && !isReleased(task)),
    concern: concern === undefined ? 'not-said' : concern === 'none-known' ? 'none' : 'heed',
    ...(owner && { coach: { reference: owner.reference, name: owner.display ?? 'A coach' } }),
    ...(due && { due }),
  }
}
