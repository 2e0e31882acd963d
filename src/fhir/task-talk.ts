import { CONCERNS, type Concern, holdsContactBack } from '../domain/referral.ts'
import { codeIn } from './elements.ts'
import { CS } from './systems.ts'

type Concept = Parameters<typeof codeIn>[0]
/** The parts of a Task that are looked at here: met by parsed Tasks and by FHIR's own type alike. */
interface TaskLike {
  readonly input?: readonly { readonly valueCodeableConcept?: Concept }[] | undefined
  readonly output?: readonly { readonly type?: Concept }[] | undefined
}

const saidIn = ({ input = [] }: TaskLike): Concept[] =>
  input.map(each => each.valueCodeableConcept).filter(each => each?.coding?.some(({ system }) => system === CS.concern))

const codesIn = (task: TaskLike): (string | undefined)[] => [
  ...new Set(
    saidIn(task)
      .flatMap(each => each?.coding?.filter(({ system }) => system === CS.concern) ?? [])
      .map(({ code }) => code),
  ),
]

/**
 * The concern as the Task says it: Tasks of before have the code alone. Several that differ, or one that is in no list, are unclear, and
 * unclear is never "nothing known" (hazard H10).
 */
export function concernOf(task: TaskLike): Concern | 'unclear' | undefined {
  const [code, ...others] = codesIn(task)
  if (saidIn(task).length === 0) return undefined
  return (others.length === 0 && CONCERNS.find(each => each === code)) || 'unclear'
}

/** What the concern asks of whoever makes contact, in the words of the referrer's own system. */
export const concernText = (task: TaskLike): string | undefined =>
  saidIn(task)
    .map(each => each?.text ?? each?.coding?.find(({ system }) => system === CS.concern)?.display)
    .find(Boolean)

/** Whether contact details that were held back have been let go, after a talk or without one. */
export const isReleased = ({ output = [] }: TaskLike): boolean =>
  output.some(each => codeIn(each.type, CS.taskOutput) === 'contact-released')

export type Talk = 'not-asked' | 'waiting' | 'recorded'

/** Whether the referrer is to be phoned before contact, and whether that is recorded. One that is said among others counts. */
export function talkOf(task: TaskLike): Talk {
  const isAsked = codesIn(task).some(code => holdsContactBack(CONCERNS.find(each => each === code) ?? 'unanswered'))
  if (!isAsked) return 'not-asked'
  return isReleased(task) ? 'recorded' : 'waiting'
}
