import { it } from 'vitest'
import { gapBeforeNote } from '../../../src/domain/fit-note-rules/gap-before-note.ts'
import { earlier, judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['no gap', {}, undefined, { notes: [earlier('2026-08-20', '2026-09-02')] }],
  [
    'a weekend',
    { from: '2026-09-07' },
    '5 September 2026 to 6 September 2026',
    { notes: [earlier('2026-08-20', '2026-09-04')] },
  ],
  ['seven days', {}, '27 August 2026 to 2 September 2026', { notes: [earlier('2026-08-01', '2026-08-26')] }],
  ['eight days are another absence', {}, undefined, { notes: [earlier('2026-08-01', '2026-08-25')] }],
  ['no note before', {}, undefined],
])('days between two notes are said: %s', (...row) => judged(gapBeforeNote, row))
