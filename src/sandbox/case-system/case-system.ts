import type { CodeableConcept, Task, TaskOutput } from 'fhir/r4.js'
import type { GatewayFailure } from '../../domain/gateway-failure.ts'
import type { Standing } from '../../domain/referral-moves.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { CS } from '../../fhir/systems.ts'
import { standingOf } from '../../fhir/task-standing.ts'
import type { FhirClient } from '../../gateways/fhir-client.ts'
import { wayTo } from './way-to.ts'

export type CaseFailure = GatewayFailure | { readonly code: 'NO_WAY' }

export interface CaseSystem {
  /** Moves a referral there step by step, each on the version that the hub has just given; the standings it passed. */
  bring(taskId: string, to: Standing): Promise<Result<readonly Standing[], CaseFailure>>
}

/** Why, in the numbers of the national list, where a state needs one. */
const REASONS: Partial<Record<NonNullable<Standing['state']>, readonly [code: string, words: string]>> = {
  'not-accepted': ['40', 'Not eligible: lives and works in another area'],
  'closed-declined': ['26', 'The patient does not want it'],
  'closed-consent-withdrawn': ['26', 'The patient took their agreement back'],
  'closed-no-contact': ['27', 'Three calls and a text, no answer'],
}
/** Phases that say why in words alone. */
const WORDS: Partial<Record<Standing['phase'], string>> = {
  'on-hold': 'In hospital for an operation',
  failed: 'Our system could not place it with a team',
}

const concept = (system: string, code: string): CodeableConcept => ({ coding: [{ system, code }] })

/** What goes with a state, as docs/integrating.md asks for it. */
function outputsAt({ state }: Standing): TaskOutput[] {
  const output = (kind: string, value: Omit<TaskOutput, 'type'>): TaskOutput => ({
    type: concept(CS.taskOutput, kind),
    ...value,
  })
  if (state === 'assessment-booked') return [output('appointment', { valueReference: { display: '2026-12-01 10:30' } })]
  if (state === 'waiting-list') return [output('expected-start', { valueDate: '2026-12-15' })]
  if (state === 'paused') return [output('paused-until', { valueDate: '2027-01-10' })]
  if (state !== 'closed-outcome') return []
  return [
    {
      type: concept(CS.outcome, 'outcome'),
      valueCodeableConcept: concept(CS.outcome, 'returned-with-adjustments'),
    },
    output('work-status-at-end', { valueCodeableConcept: concept(CS.workStatus, 'employed-at-work') }),
    output('plan', { valueString: 'Four mornings a week until January' }),
    output('message', { valueString: 'Thank you for the referral' }),
  ]
}

function moved(task: Task, to: Standing): Task {
  const { statusReason: _before, ...rest } = task
  const [code, words] = (to.state && REASONS[to.state]) ?? []
  const text = words ?? WORDS[to.phase]
  const output = [...(task.output ?? []), ...outputsAt(to)]
  return {
    ...rest,
    status: to.phase,
    businessStatus: concept(CS.businessStatus, to.state ?? ''),
    ...(text && { statusReason: { text, ...(code && concept(CS.statusReason, code)) } }),
    ...(output.length > 0 && { output }),
  }
}

/**
 * A make-believe service with a case system of its own, which knows nothing of this app but docs/integrating.md: it reads a Task at its hub
 * and puts it back moved, with If-Match. Works at any FHIR R4 server.
 */
export function createCaseSystem(client: Pick<FhirClient, 'read' | 'update'>): CaseSystem {
  async function step(taskId: string, to: Standing): Promise<Result<unknown, CaseFailure>> {
    const task = await client.read('Task', taskId)
    if (!task.ok) return task
    const version = task.value.meta?.versionId
    return client.update({ ...moved(task.value, to), id: taskId }, version ? { ifMatch: `W/"${version}"` } : {})
  }

  return {
    async bring(taskId, to) {
      const task = await client.read('Task', taskId)
      if (!task.ok) return task
      const from = standingOf(task.value)
      const way = from && wayTo(from, to)
      if (!way) return fail({ code: 'NO_WAY' })
      for (const next of way) {
        const done = await step(taskId, next)
        if (!done.ok) return done
      }
      return ok(way)
    },
  }
}
