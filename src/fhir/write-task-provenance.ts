import type { Provenance, Reference } from 'fhir/r4.js'
import type { Instant } from '../domain/local-date.ts'
import { own } from './codes.ts'
import { CS, keeps } from './systems.ts'

/** Who moved a referral's Task, and when: stored in the same transaction as the move. */
export function writeTaskProvenance(taskId: string, who: Reference, at: Instant): Provenance {
  return {
    resourceType: 'Provenance',
    meta: keeps('TaskChange', 'Provenance'),
    target: [{ reference: `Task/${taskId}` }],
    recorded: at,
    activity: { coding: [own(CS.dataOperation, 'UPDATE', 'revise')] },
    agent: [{ type: { coding: [own(CS.provenanceAgent, 'author', 'Author')] }, who }],
  }
}
