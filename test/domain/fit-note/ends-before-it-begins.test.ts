import { it } from 'vitest'
import { endsBeforeItBegins } from '../../../src/domain/fit-note-rules/ends-before-it-begins.ts'
import { judged, type Row, TODAY } from './a-draft.ts'

it.each<Row>([
  ['a note of one day', { to: TODAY }, undefined],
  ['it does', { to: '2026-09-02' }, 'lies before the first'],
])('a note does not end before it begins: %s', (...row) => judged(endsBeforeItBegins, row))
