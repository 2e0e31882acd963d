import { type ActionKind, actionsAt, type CoachAction } from '../domain/coach-action.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { WorkWellService } from '../domain/site.ts'
import type { Agent } from '../fhir/acting-clinician.ts'
import { coachMove } from '../fhir/coach-move.ts'
import { ID } from '../fhir/systems.ts'
import { decideChange } from '../fhir/task-change.ts'
import { movedTask } from '../fhir/task-move.ts'
import { standingOf } from '../fhir/task-standing.ts'
import { providerIdentifier } from '../fhir/write-organizations.ts'
import { withHistory } from '../fhir/write-task-provenance.ts'
import type { Letter, Letters } from '../store/letters.ts'

/** What a service without any system can say: it has the letter, takes the patient on, reached them, began, ended. */
export const LETTER_ANSWERS = [
  'acknowledge',
  'accept',
  'contact',
  'start',
  'decline',
  'close',
] as const satisfies readonly ActionKind[]

export const answersAt = ({ content }: Letter): ActionKind[] =>
  actionsAt(standingOf(content.task)).filter(kind => LETTER_ANSWERS.some(each => each === kind))

/** Who answers a letter is not known by name: whoever holds its link and what the practice agreed with the service, for its provider. */
export const answering = ({ letterId }: Letter, service: WorkWellService): Agent => ({
  who: {
    type: 'PractitionerRole',
    identifier: { system: ID.coach, value: `${service.id}/letter/${letterId}` },
    display: `${service.name}, by the link of its letter`,
  },
  onBehalfOf: { type: 'Organization', identifier: providerIdentifier(service), display: service.provider.name },
})

/**
 * What a service says of a letter: decided by the one state machine, on the version that was on its screen. The same said again changes
 * nothing (hazard H03).
 */
export async function answerLetter(
  letters: Pick<Letters, 'replace'>,
  letter: Letter,
  action: CoachAction,
  { isStale, by, now }: { isStale: boolean; by: Agent; now: Date },
): Promise<Result<'said' | 'unchanged', 'NOT_NOW'>> {
  const { task } = letter.content
  const wanted = movedTask(task, coachMove(action, standingOf(task)?.phase))
  const decided = decideChange(task, wanted, ['hub'], now.toISOString())
  if (!decided.ok) return fail('NOT_NOW')
  if (decided.value === 'unchanged') return ok('unchanged')
  if (isStale || !answersAt(letter).includes(action.kind)) return fail('NOT_NOW')
  const moved = withHistory(decided.value, by, now.toISOString())
  return (await letters.replace(letter, { ...letter.content, task: moved })) ? ok('said') : fail('NOT_NOW')
}
