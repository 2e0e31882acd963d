import type { Task, TaskInput } from 'fhir/r4.js'
import { withMessageWords } from '../domain/leaving-messages.ts'
import type { Concern, Referral } from '../domain/referral.ts'
import { ringWords } from '../domain/ring-first.ts'
import { own } from './codes.ts'
import { codeIn } from './elements.ts'
import { CS } from './systems.ts'

const CONCERN_NAMES: Readonly<Record<Concern, string>> = {
  'none-known': 'Nothing known',
  'phone-first': 'Yes, phone me before contact',
  'not-discussed': 'Not discussed',
  urgent: 'Urgent or safeguarding concern today',
}

/**
 * The concern on the Task itself, so that a list can put it first without opening every form (it leaves at every sharing level). One code
 * with its display; the text says what it asks of whoever reads it, also where nobody knows the code (hazard H10): whom to phone first, else whether
 * a message may be left, which is no unless the patient said yes (hazard H02).
 */
export const writeConcern = ({ concern, ringFirst, messages }: Referral): TaskInput => ({
  type: { coding: [own(CS.taskKind, 'concern', 'Concern')] },
  valueCodeableConcept: {
    coding: [own(CS.concern, concern, CONCERN_NAMES[concern])],
    text: ringFirst ? ringWords(ringFirst) : withMessageWords(CONCERN_NAMES[concern], messages),
  },
})

/** The Task with other words on messages, where its concern has words at all: they stand behind them. */
export function withMessagesOnTask<T extends Task>(task: T, messages: boolean | undefined): T {
  if (task.input === undefined) return task
  const input = task.input.map(each => {
    const { valueCodeableConcept: concept } = each
    const text = concept?.text ?? concept?.coding?.find(({ system }) => system === CS.concern)?.display
    return codeIn(concept, CS.concern) === undefined || text === undefined
      ? each
      : { ...each, valueCodeableConcept: { ...concept, text: withMessageWords(text, messages) } }
  })
  return { ...task, input }
}
