import { describe, expect, it } from 'vitest'
import type { WorkItem } from '../../src/domain/work-item.ts'
import { inOrder, isShown, SORTS, type WorklistQuery } from '../../src/domain/worklist-query.ts'

const TODAY = '2026-09-10'
const item = (taskId: string, parts: Partial<WorkItem> = {}): WorkItem => ({
  about: undefined,
  taskId,
  phase: 'requested',
  stage: 'sent',
  sent: '2026-09-03T09:00:00Z',
  changed: '2026-09-03T09:00:00Z',
  waitsForTalk: false,
  concern: 'none',
  ...parts,
})
const idsOf = (items: readonly WorkItem[]): string[] => items.map(each => each.taskId)

describe('what stands in a list', () => {
  const items = [
    item('late', { due: '2026-09-07' }),
    item('soon', { sent: '2026-09-10T08:00:00Z', due: '2026-09-14' }),
    item('risky', { concern: 'heed', phase: 'received', stage: 'received' }),
    item('untold', { concern: 'not-said' }),
    item('asked', { phase: 'received', stage: 'awaiting-information' }),
    item('mine', { phase: 'accepted', stage: 'accepted', coach: { reference: 'PractitionerRole/1', name: 'A' } }),
    item('over', { phase: 'completed', stage: 'closed-outcome', concern: 'heed' }),
    item('odd', { phase: 'ready', stage: 'unknown' }),
  ]

  it.each<[WorklistQuery['show'], string[]]>([
    ['open', ['late', 'soon', 'risky', 'untold', 'asked', 'mine', 'odd']],
    ['new', ['late', 'soon', 'untold']],
    ['due', ['late']],
    ['concern', ['risky', 'untold']],
    ['question', ['asked']],
    ['mine', ['mine']],
    ['closed', ['over']],
    ['found', idsOf(items)],
  ])('%s', (show, wanted) => {
    expect(idsOf(items.filter(each => isShown(each, show, TODAY, 'PractitionerRole/1')))).toEqual(wanted)
  })

  it('of a coach whom the hub does not know nothing is theirs', () => {
    expect(items.filter(each => isShown(each, 'mine', TODAY, undefined))).toEqual([])
  })
})

describe('the order of a page', () => {
  it('what is due first stands first, and what has no date last', () => {
    const items = [item('soon', { due: '2026-09-14' }), item('reached'), item('late', { due: '2026-09-07' })]
    expect(idsOf(inOrder(items, 'due', TODAY))).toEqual(['late', 'soon', 'reached'])
  })

  it('newest, and last changed', () => {
    const [one, other] = [
      item('one', { changed: '2026-09-09T09:00:00Z' }),
      item('other', { sent: '2026-09-04T09:00:00Z' }),
    ]
    expect(idsOf(inOrder([one, other], 'newest', TODAY))).toEqual(['other', 'one'])
    expect(idsOf(inOrder([other, one], 'changed', TODAY))).toEqual(['one', 'other'])
  })
})

describe('a talk that the referrer asked for (hazard H10)', () => {
  const waiting = item('waiting', { waitsForTalk: true, sent: '2026-09-07T09:00:00Z', due: '2026-09-09' })
  const older = item('older', { sent: '2026-09-01T09:00:00Z', due: '2026-09-03' })

  it.each(SORTS)('comes first after two working days without it, sorted by %s', sort => {
    expect(idsOf(inOrder([older, waiting, item('new', { sent: '2026-09-09T09:00:00Z' })], sort, TODAY))[0]).toBe(
      'waiting',
    )
  })

  it('takes its place among the others before that, and once the patient was reached', () => {
    const today = { ...waiting, due: '2026-09-11' }
    const { due: _none, ...reached } = waiting
    expect(idsOf(inOrder([older, today], 'due', TODAY))).toEqual(['older', 'waiting'])
    expect(idsOf(inOrder([older, reached], 'due', TODAY))).toEqual(['older', 'waiting'])
  })
})
