import { it } from 'vitest'
import { fitWithinFourteenDays } from '../../../src/domain/fit-note-rules/fit-within-fourteen-days.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['both days', {}, undefined],
  ['no last day', { to: undefined }, 'first and the last day'],
  ['no first day', { from: undefined }, 'first and the last day'],
  ['an indefinite period has no last day', { to: undefined, indefinite: true }, undefined],
])('up to 14 days the note gives the days: %s', (...row) => judged(fitWithinFourteenDays, row))
