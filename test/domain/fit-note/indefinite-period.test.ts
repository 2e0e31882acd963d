import { it } from 'vitest'
import { indefinitePeriod } from '../../../src/domain/fit-note-rules/indefinite-period.ts'
import { earlier, judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['not asked for', {}, undefined],
  ['after ten weeks', { indefinite: true }, 'does not show them', { notes: [earlier('2026-06-25', '2026-09-02')] }],
  [
    'after eight months',
    { indefinite: true },
    'Confirm that the patient will not be fit',
    { notes: [earlier('2026-01-01', '2026-09-02')] },
  ],
  [
    'after eight months with a gap',
    { indefinite: true },
    'for certain',
    { notes: [earlier('2026-01-01', '2026-06-10'), earlier('2026-06-15', '2026-09-02')] },
  ],
  [
    'with "may be fit"',
    { indefinite: true, advice: 'may-be-fit' },
    '“not fit” only',
    { notes: [earlier('2026-01-01', '2026-09-02')] },
  ],
])('an indefinite period is confirmed: %s', (...row) => judged(indefinitePeriod, row))
