import { it } from 'vitest'
import { underSixteen } from '../../../src/domain/fit-note-rules/under-sixteen.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['15', {}, 'under 16', { age: 15 }],
  ['16', {}, undefined, { age: 16 }],
  ['not known', {}, undefined, { age: 'unknown' }],
])('under 16 a note is normally not needed: %s', (...row) => judged(underSixteen, row))
