import { it } from 'vitest'
import { threeMonths } from '../../../src/domain/fit-note-rules/three-months.ts'
import { earlier, judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['three months to the day', { to: '2026-12-02' }, undefined],
  ['a day more', { to: '2026-12-03' }, 'until 2 December 2026'],
  [
    'a teacher who asks for four months',
    { to: '2027-01-02' },
    'three months at the most',
    { notes: [earlier('2026-06-25', '2026-09-02')] },
  ],
  ['from 30 November: February has no 30th', { from: '2026-11-30', to: '2027-02-28' }, undefined],
  ['from 30 November, a day more', { from: '2026-11-30', to: '2027-03-01' }, 'until 28 February 2027'],
  ['to the leap day', { from: '2027-11-30', to: '2028-02-29' }, undefined],
  ['past the leap day', { from: '2027-11-30', to: '2028-03-01' }, 'until 29 February 2028'],
  ['from the leap day', { from: '2028-02-29', to: '2028-05-28' }, undefined],
  ['from the leap day, a day more', { from: '2028-02-29', to: '2028-05-29' }, 'until 28 May 2028'],
  ['from 31 August: November has no 31st', { from: '2026-08-31', to: '2026-11-30' }, undefined],
  ['from 31 August, a day more', { from: '2026-08-31', to: '2026-12-01' }, 'until 30 November 2026'],
  ['from 1 March', { from: '2027-03-01', to: '2027-05-31' }, undefined],
  [
    'eight months certified without a gap',
    { to: '2027-01-02' },
    undefined,
    { notes: [earlier('2026-01-01', '2026-09-02')] },
  ],
  [
    'eight months with a gap',
    { to: '2027-01-02' },
    'not show them for certain',
    { notes: [earlier('2026-01-01', '2026-06-10'), earlier('2026-06-15', '2026-09-02')] },
  ],
  [
    'a note without dates',
    { to: '2027-01-02' },
    'Confirm it',
    { notes: [earlier('2026-05-01', '', { period: 'unknown' })] },
  ],
  ['the record could not all be read', { to: '2027-01-02' }, 'Confirm it', { historyIncomplete: true }],
])('three months at the most in the first six: %s', (...row) => judged(threeMonths, row))
