import { it } from 'vitest'
import { overlapsEarlierNote } from '../../../src/domain/fit-note-rules/overlaps-earlier-note.ts'
import { earlier, judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['no other note', {}, undefined],
  ['one that still runs', {}, 'until 10 September 2026', { notes: [earlier('2026-08-28', '2026-09-10')] }],
  ['one that ended yesterday', {}, undefined, { notes: [earlier('2026-08-20', '2026-09-02')] }],
  ['a draft', {}, undefined, { notes: [earlier('2026-08-28', '2026-09-10', { issue: 'draft' })] }],
])('days under two notes are said: %s', (...row) => judged(overlapsEarlierNote, row))
