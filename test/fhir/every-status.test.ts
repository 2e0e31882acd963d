import type { Task } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { stageWords } from '../../launch/pages/status/words.ts'
import { STAGES as COACH_WORDS } from '../../src/domain/coach-words.ts'
import { attentionOf } from '../../src/domain/practice-list.ts'
import { courseAfter, isEnded } from '../../src/domain/referral-course.ts'
import { STATES } from '../../src/domain/referral-moves.ts'
import { type Outcome, STAGES } from '../../src/domain/referral-status.ts'
import { withSeen } from '../../src/domain/seen-referrals.ts'
import { firstContactDue, type WorkItem } from '../../src/domain/work-item.ts'
import { isShown, SORTS, type WorklistQuery } from '../../src/domain/worklist-query.ts'
import { hubTask } from '../../src/fhir/hub-resources.ts'
import { readStatus } from '../../src/fhir/read-status.ts'
import { referralView } from '../../src/fhir/referral-view.ts'
import { CS } from '../../src/fhir/systems.ts'
import { worklistSearches } from '../../src/fhir/worklist-searches.ts'

/** Every status that R4 gives a Task, and whether work goes on after it (R4, task-status). */
const STATUSES: Readonly<Record<Task['status'], 'goes on' | 'not begun' | 'over'>> = {
  draft: 'not begun',
  requested: 'goes on',
  received: 'goes on',
  accepted: 'goes on',
  rejected: 'over',
  ready: 'not begun',
  cancelled: 'over',
  'in-progress': 'goes on',
  'on-hold': 'goes on',
  failed: 'over',
  completed: 'over',
  'entered-in-error': 'over',
}
const BUSINESS = [undefined, ...STATES, 'a-partners-own'] as const
const OUTCOME: readonly (Outcome | undefined)[] = [undefined, 'left-work']
const SENT = '2026-09-01T09:00:00.000Z'
const SEEN_AT = '2026-09-10T09:00:00.000Z'

const taskIn = (status: Task['status'], business: string | undefined, outcome: Outcome | undefined) => ({
  resourceType: 'Task' as const,
  id: 't',
  meta: { versionId: '3', lastUpdated: SEEN_AT },
  status,
  intent: 'order' as const,
  authoredOn: SENT,
  code: { coding: [{ system: CS.taskCode, code: 'fulfill' }] },
  ...(business && { businessStatus: { coding: [{ system: CS.businessStatus, code: business }] } }),
  ...(outcome && { output: [{ type: {}, valueCodeableConcept: { coding: [{ system: CS.outcome, code: outcome }] } }] }),
})
const ALL = (Object.keys(STATUSES) as Task['status'][]).flatMap(status =>
  BUSINESS.flatMap(business => OUTCOME.map(outcome => ({ status, business, outcome }))),
)

describe.each(ALL)(
  'a Task that is $status with $business and the outcome $outcome',
  ({ status, business, outcome }) => {
    const task = taskIn(status, business, outcome)
    const read = readStatus(task)
    const { stage } = read
    const isOver = STATUSES[status] === 'over'

    it('has ended in every place where it is read, or in none', () => {
      const item: WorkItem = {
        taskId: 't',
        about: 'r',
        phase: status,
        stage,
        sent: SENT,
        changed: SEEN_AT,
        waitsForTalk: false,
        concern: 'none',
      }
      const shownIn = (show: 'open' | 'closed') => isShown(item, show, '2026-09-10', undefined)
      const seen = withSeen([{ referralId: 'r', sentOn: '2026-09-01', open: true }], { r: { stage, seenAt: SEEN_AT } })
      expect({
        stage: isEnded(stage),
        view: isEnded(
          referralView(hubTask.parse(task), new Map(), 'https://hub.example/fhir')?.status.stage ?? 'unknown',
        ),
        worklist: [shownIn('open'), shownIn('closed')],
        course: courseAfter(undefined, read, '3', SEEN_AT).endedAt !== undefined,
        nextLaunch: seen[0]?.open,
        firstContactDue: isOver && firstContactDue(stage, SENT) !== undefined,
      }).toEqual({
        stage: isOver,
        view: isOver,
        worklist: [!isOver, isOver],
        course: isOver,
        nextLaunch: !isOver,
        firstContactDue: false,
      })
    })

    it('is found by one search of the list where it belongs, whatever the order, and by none of the other', () => {
      const who = { owners: ['HealthcareService/1'], me: undefined }
      const times = (show: WorklistQuery['show'], sort: WorklistQuery['sort']) =>
        worklistSearches({ show, sort }, who, '2026-09-10').parts.filter(each => each.belongs(hubTask.parse(task)))
          .length
      for (const sort of SORTS) expect([times('open', sort), times('closed', sort)]).toEqual(isOver ? [0, 1] : [1, 0])
    })

    it('has words for the clinician and the coach, and none of success that was not said', () => {
      expect(STAGES).toContain(stage)
      const words = [stageWords(stage, undefined).says, COACH_WORDS[stage][0]]
      if (status === 'completed' && (business === undefined || business === 'closed-outcome'))
        expect(words).toEqual(['Finished', outcome ? 'Closed with an outcome' : 'Finished'])
      else for (const said of words) expect(said).not.toMatch(/Finished|outcome/)
    })

    it('asks somebody of the practice to look where silence, an end without words or an odd state is', () => {
      const attention = attentionOf({ state: 'delivered' }, stage, SENT, '2026-09-10')
      if (STATUSES[status] === 'not begun' && stage !== 'unknown') expect(attention).toBe('not-acknowledged')
      if (stage === 'ended') expect(attention).toBe('ended')
      if (stage === 'unknown') expect(attention).toBe('not-readable')
    })
  },
)

describe('of a Task without a business status', () => {
  it.each<[Task['status'], string, string]>([
    ['draft', 'Not started yet', 'Not started'],
    ['ready', 'Not started yet', 'Not started'],
    ['cancelled', 'Ended', 'Ended, not said how'],
    ['completed', 'Finished', 'Finished'],
  ])('%s reads "%s" on the status page and "%s" at the desk', (status, clinician, coach) => {
    const { stage } = readStatus(taskIn(status, undefined, undefined))
    expect([stageWords(stage, undefined).says, COACH_WORDS[stage][0]]).toEqual([clinician, coach])
  })
})
