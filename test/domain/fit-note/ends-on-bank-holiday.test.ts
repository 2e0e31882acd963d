import { it } from 'vitest'
import { endsOnBankHoliday } from '../../../src/domain/fit-note-rules/ends-on-bank-holiday.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['the summer bank holiday', { to: '2026-08-31' }, 'the summer bank holiday'],
  ['the day after', { to: '2026-09-01' }, undefined],
  ['Boxing Day on a Saturday: its Monday', { to: '2026-12-28' }, 'on 29 December 2026'],
  ['a year of which the days are not known', { to: '2040-12-25' }, undefined],
  ['no last day', { to: undefined }, undefined],
])('a note that ends on a bank holiday: %s', (...row) => judged(endsOnBankHoliday, row))
