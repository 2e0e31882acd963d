import { it } from 'vitest'
import { postDated } from '../../../src/domain/fit-note-rules/post-dated.ts'
import { earlier, judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['from the day of the assessment', {}, undefined],
  ['from tomorrow', { from: '2026-09-04' }, 'not post-dated'],
  ['with a reason', { from: '2026-09-04', reason: 'The last note runs to today' }, undefined],
  [
    'when the last note ends',
    { from: '2026-09-11' },
    'when the note in the record has ended',
    { notes: [earlier('2026-08-28', '2026-09-10')] },
  ],
])('a note that begins after the assessment wants a reason: %s', (...row) => judged(postDated, row))
