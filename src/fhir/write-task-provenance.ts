import type { Provenance, Task } from 'fhir/r4.js'
import type { Instant } from '../domain/local-date.ts'
import type { Agent } from './acting-clinician.ts'
import { own } from './codes.ts'
import { CS, keeps } from './systems.ts'

/** Who moved a referral's Task, for whom and when: stored in the same transaction as the move. */
export const writeTaskProvenance = (taskId: string, agent: Agent, at: Instant): Provenance => ({
  meta: keeps('TaskChange', 'Provenance'),
  ...writeChange([`Task/${taskId}`], agent, at),
})

/** Who changed what was sent, for whom and when. */
export const writeChange = (targets: readonly string[], agent: Agent, at: Instant): Provenance => ({
  resourceType: 'Provenance',
  target: targets.map(reference => ({ reference })),
  recorded: at,
  activity: { coding: [own(CS.dataOperation, 'UPDATE', 'revise')] },
  agent: [{ type: { coding: [own(CS.provenanceAgent, 'author', 'Author')] }, ...agent }],
})

/** The same inside the Task itself, where no server keeps resources of its own (a letter's Task). */
export function withHistory(task: Task, agent: Agent, at: Instant): Task {
  const id = `move-${(task.relevantHistory?.length ?? 0) + 1}`
  return {
    ...task,
    contained: [...(task.contained ?? []), { ...writeChange(['#'], agent, at), id }],
    relevantHistory: [...(task.relevantHistory ?? []), { reference: `#${id}` }],
  }
}
