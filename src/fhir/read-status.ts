import type { Task } from 'fhir/r4.js'
import type { z } from 'zod'
import { OUTCOMES, type ReferralStage, type ReferralStatus } from '../domain/referral-status.ts'
import { codeIn, conceptText, inTable } from './elements.ts'
import { statusTask } from './hub-resources.ts'
import { CS } from './systems.ts'
import type { OutputKind } from './task-move.ts'
import { talkOf } from './task-talk.ts'

/** Which business states of ours go with which Task.status; any other pair is unknown, and never reads as success. */
const STAGES: Record<string, Record<string, ReferralStage>> = {
  requested: { sent: 'sent', delivered: 'sent' },
  received: { received: 'received', 'awaiting-information': 'awaiting-information' },
  accepted: {
    accepted: 'accepted',
    'contact-attempted': 'contact-attempted',
    contacted: 'contacted',
    'waiting-list': 'waiting-list',
    'assessment-booked': 'assessment-booked',
  },
  'in-progress': { 'support-started': 'started', 'plan-agreed': 'started' },
  // Some services keep their waiting list on hold, though R4 means by it that support has begun.
  'on-hold': { paused: 'paused', 'waiting-list': 'waiting-list' },
  rejected: { 'not-accepted': 'not-accepted' },
  cancelled: {
    'closed-declined': 'closed-declined',
    'closed-consent-withdrawn': 'closed-consent-withdrawn',
    'closed-no-contact': 'closed-no-contact',
    withdrawn: 'withdrawn',
  },
  completed: { 'closed-outcome': 'closed-outcome' },
  failed: { 'delivery-failed': 'failed' },
}

/** A service that keeps no business status of ours still says the plain thing by Task.status (Gravity partners). */
const PLAIN: Record<string, ReferralStage> = {
  draft: 'not-started',
  ready: 'not-started',
  requested: 'sent',
  received: 'received',
  accepted: 'accepted',
  'in-progress': 'started',
  'on-hold': 'paused',
  rejected: 'not-accepted',
  cancelled: 'ended',
  completed: 'closed-outcome',
  failed: 'failed',
  'entered-in-error': 'entered-in-error',
}

/** R4: no work follows these, whatever business state the Task was left in. */
const OVER: readonly string[] = ['rejected', 'cancelled', 'completed', 'failed']

/** What was an error is one, whatever business state it was left in. */
function stageOf(status: string, business: string | undefined): ReferralStage {
  if (business === undefined || status === 'entered-in-error') return inTable(PLAIN, status) ?? 'unknown'
  return inTable(inTable(STAGES, status) ?? {}, business) ?? (OVER.includes(status) ? 'ended' : 'unknown')
}

/** The hub's Task in the clinician's words. */
export function readStatus(stored: Pick<Task, 'status'>): ReferralStatus {
  const task = statusTask.parse(stored)
  const business = task.businessStatus?.coding?.find(each => each.system === CS.businessStatus)?.code
  const outcomeCode = task.output
    .flatMap(output => output.valueCodeableConcept?.coding ?? [])
    .find(coding => coding.system === CS.outcome)?.code
  const outcome = OUTCOMES.find(each => each === outcomeCode)
  const said = stageOf(task.status, business)
  const stage = said === 'closed-outcome' && outcome === undefined ? 'finished' : said
  const talk = talkOf(task)
  const reason = task.statusReason && (task.statusReason.text ?? conceptText({ coding: task.statusReason.coding }))
  return {
    stage,
    updatedAt: task.lastModified ?? task.meta?.lastUpdated ?? 'unknown',
    ...(reason ? { reason } : {}),
    ...(outcome ? { outcome } : {}),
    ...(task.note.length > 0 && {
      notes: task.note.map(({ time = 'unknown', text, authorString }) => ({
        at: time,
        text,
        ...(authorString && { by: authorString }),
      })),
    }),
    ...(talk === 'not-asked' ? {} : { talk }),
    ...saidInOutputs(task.output),
  }
}

/** What a service says beside the outcome; of what it said twice, the last. */
function saidInOutputs(outputs: z.infer<typeof statusTask>['output']): Partial<ReferralStatus> {
  const last = (kind: OutputKind) => outputs.findLast(each => codeIn(each.type, CS.taskOutput) === kind)
  const text = (kind: OutputKind): string | undefined => {
    const said = last(kind)
    return (
      said?.valueString ??
      said?.valueDate ??
      said?.valueDateTime ??
      said?.valueReference?.display ??
      codeIn(said?.valueCodeableConcept, CS.workStatus)
    )
  }
  const found = {
    appointment: text('appointment'),
    expectedStart: text('expected-start'),
    pausedUntil: text('paused-until'),
    workStatusAtEnd: text('work-status-at-end'),
    plan: text('plan'),
    onwardServices: text('onward-services'),
    message: text('message'),
  }
  return Object.fromEntries(Object.entries(found).filter(([, said]) => said !== undefined))
}
