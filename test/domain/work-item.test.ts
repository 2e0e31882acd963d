import { describe, expect, it } from 'vitest'
import { firstContactDue, PAGE_SIZE, pageOf, type WorkItem, type WorklistQuery } from '../../src/domain/work-item.ts'
import { addWorkingDays } from '../../src/domain/working-days.ts'

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
const ask = (parts: Partial<WorklistQuery> = {}): WorklistQuery => ({ show: 'open', sort: 'oldest', page: 1, ...parts })
const ids = (items: readonly WorkItem[], query: WorklistQuery, me?: string): string[] =>
  pageOf(items, query, TODAY, me).items.map(each => each.taskId)

describe('first contact is due two working days after sending', () => {
  it.each([
    ['a Thursday', '2026-09-03T09:00:00Z', '2026-09-07'],
    ['a Friday', '2026-09-04T09:00:00Z', '2026-09-08'],
    ['a Saturday', '2026-09-05T09:00:00Z', '2026-09-08'],
    ['late in a London summer evening', '2026-09-02T23:30:00Z', '2026-09-07'],
    ['Christmas Eve, before a bank holiday, a weekend and another bank holiday', '2026-12-24T09:00:00Z', '2026-12-30'],
  ])('sent on %s', (_name, sent, due) => {
    expect(firstContactDue('sent', sent)).toBe(due)
  })

  it('days off do not count', () => {
    expect(addWorkingDays('2026-12-24', 2, day => ['2026-12-25', '2026-12-28'].includes(day))).toBe('2026-12-30')
  })

  it('until the patient was reached, or it is over', () => {
    expect(firstContactDue('contact-attempted', '2026-09-03T09:00:00Z')).toBe('2026-09-07')
    expect(firstContactDue('contacted', '2026-09-03T09:00:00Z')).toBeUndefined()
    expect(firstContactDue('closed-declined', '2026-09-03T09:00:00Z')).toBeUndefined()
  })
})

describe('the list shows what its address asks for', () => {
  const items = [
    item('late', { due: '2026-09-07' }),
    item('soon', { sent: '2026-09-10T08:00:00Z', due: '2026-09-14' }),
    item('risky', { sent: '2026-09-04T09:00:00Z', concern: 'heed', phase: 'received', stage: 'received' }),
    item('untold', { sent: '2026-09-05T09:00:00Z', concern: 'not-said' }),
    item('mine', {
      sent: '2026-09-06T09:00:00Z',
      phase: 'accepted',
      coach: { reference: 'PractitionerRole/1', name: 'A' },
    }),
    item('over', { phase: 'completed', stage: 'closed-outcome', concern: 'heed' }),
    item('odd', { sent: '2026-09-07T09:00:00Z', phase: 'ready', stage: 'unknown' }),
  ]

  it.each<[WorklistQuery['show'], string[]]>([
    ['open', ['late', 'risky', 'untold', 'mine', 'odd', 'soon']],
    ['due', ['late']],
    ['concern', ['risky', 'untold']],
    ['mine', ['mine']],
    ['closed', ['over']],
  ])('%s', (show, wanted) => {
    expect(ids(items, ask({ show }), 'PractitionerRole/1')).toEqual(wanted)
  })

  it('a status that nobody knows is never hidden among the closed', () => {
    expect(ids(items, ask({ show: 'closed' }))).not.toContain('odd')
  })

  it('what is due first stands first, and what has no date last', () => {
    expect(ids(items, ask({ sort: 'due' })).slice(0, 2)).toEqual(['late', 'soon'])
  })

  it('5,000 referrals come a page at a time, none twice, none missing', () => {
    const many = Array.from({ length: 5000 }, (_, index) => item(String(index)))
    const { pages, total } = pageOf(many, ask(), TODAY, undefined)
    expect({ pages, total }).toEqual({ pages: 5000 / PAGE_SIZE, total: 5000 })
    const all = Array.from({ length: pages }, (_, index) => ids(many, ask({ page: index + 1 }))).flat()
    expect(new Set(all).size).toBe(5000)
    expect(pageOf(many, ask({ page: 9999 }), TODAY, undefined).page).toBe(pages)
  })
})

describe('a talk that the referrer asked for (hazard H10)', () => {
  const waiting = item('waiting', { waitsForTalk: true, sent: '2026-09-07T09:00:00Z', due: '2026-09-09' })
  const older = item('older', { sent: '2026-09-01T09:00:00Z', due: '2026-09-03' })

  it.each(['oldest', 'newest', 'due', 'changed'] as const)(
    'comes first after two working days without it, sorted by %s',
    sort => {
      expect(ids([older, waiting, item('new', { sent: '2026-09-09T09:00:00Z' })], ask({ sort }))[0]).toBe('waiting')
    },
  )

  it('takes its place among the others before that, and once the patient was reached', () => {
    const today = { ...waiting, due: '2026-09-11' }
    const { due: _none, ...reached } = waiting
    expect(ids([older, today], ask())).toEqual(['older', 'waiting'])
    expect(ids([older, reached], ask())).toEqual(['older', 'waiting'])
  })
})
