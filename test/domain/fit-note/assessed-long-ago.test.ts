import { it } from 'vitest'
import { assessedLongAgo } from '../../../src/domain/fit-note-rules/assessed-long-ago.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['today', {}, undefined],
  ['a month ago to the day', { assessedOn: '2026-08-03' }, undefined],
  ['a day more', { assessedOn: '2026-08-02' }, 'more than a month ago'],
])('an old assessment is asked about: %s', (...row) => judged(assessedLongAgo, row))
