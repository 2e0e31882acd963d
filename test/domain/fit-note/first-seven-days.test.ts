import { it } from 'vitest'
import { firstSevenDays } from '../../../src/domain/fit-note-rules/first-seven-days.ts'
import { earlier, judged, type Row, TODAY } from './a-draft.ts'

it.each<Row>([
  ['day 4 of a flu-like illness, a note of three days', { from: TODAY, to: '2026-09-05' }, 'self-certify'],
  ['seven days', { to: '2026-09-09' }, 'until 9 September 2026'],
  ['eight days', { to: '2026-09-10' }, undefined],
  ['off sick for a week before, without a note', { to: '2026-09-05', offSince: '2026-08-28' }, undefined],
  ['seven days with the days before the note', { to: '2026-09-05', offSince: '2026-08-30' }, 'self-certify'],
  ['a note that continues another', { to: '2026-09-05' }, undefined, { notes: [earlier('2026-08-20', '2026-09-02')] }],
  ['no dates yet', { from: undefined, to: undefined }, undefined],
  ['seven days over the change of the clocks', { from: '2026-10-22', to: '2026-10-28' }, 'self-certify'],
  ['seven days with a leap day', { from: '2028-02-26', to: '2028-03-03' }, 'self-certify'],
])('the first seven days need no note: %s', (...row) => judged(firstSevenDays, row))
