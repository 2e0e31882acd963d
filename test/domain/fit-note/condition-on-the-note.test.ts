import { it } from 'vitest'
import { conditionOnTheNote } from '../../../src/domain/fit-note-rules/condition-on-the-note.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['it does', {}, undefined],
  ['none', { condition: undefined }, 'names no condition'],
  ['a less precise one', { wantsLessPrecise: true, lessPrecise: 'Back trouble' }, undefined],
  ['less precise, without the words', { wantsLessPrecise: true }, 'less precise words'],
])('the note names a condition: %s', (...row) => judged(conditionOnTheNote, row))
