import { it } from 'vitest'
import { mayBeFitAdvice } from '../../../src/domain/fit-note-rules/may-be-fit-advice.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['nothing', { advice: 'may-be-fit' }, 'without any advice'],
  ['a tick', { advice: 'may-be-fit', adjustments: ['altered-hours'] }, undefined],
  ['a comment', { advice: 'may-be-fit', comments: 'Avoid lifting above 5 kg' }, undefined],
  ['"not fit" needs none', { advice: 'not-fit' }, undefined],
])('"may be fit" says what helps: %s', (...row) => judged(mayBeFitAdvice, row))
