import { it } from 'vitest'
import { backdated } from '../../../src/domain/fit-note-rules/backdated.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['from the day of the assessment', {}, undefined],
  ['from the day before', { from: '2026-09-02' }, 'write down why'],
  ['with a reason', { from: '2026-09-02', reason: 'In bed since yesterday, could not come' }, undefined],
  ['an earlier assessment and the same first day', { from: '2026-08-27', assessedOn: '2026-08-27' }, undefined],
])('a note that begins before the assessment wants a reason: %s', (...row) => judged(backdated, row))
