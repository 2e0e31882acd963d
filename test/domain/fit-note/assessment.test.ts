import { it } from 'vitest'
import { assessmentMade } from '../../../src/domain/fit-note-rules/assessment.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['in person', { assessment: 'face-to-face' }, undefined],
  ['by telephone', { assessment: 'telephone' }, undefined],
  ['by video', { assessment: 'video' }, undefined],
  [
    'a written report with its author',
    { assessment: 'written-report', reportBy: 'Ward 7, discharge letter of 1 September' },
    undefined,
  ],
  ['a written report of nobody', { assessment: 'written-report' }, 'Name the author'],
  ['none', { assessment: 'none' }, 'have not assessed'],
  ['not said', { assessment: undefined }, 'Say how'],
  ['no day', { assessedOn: undefined }, 'on which day'],
  ['tomorrow', { assessedOn: '2026-09-04' }, 'lies in the future'],
  ['last week', { assessedOn: '2026-08-27' }, undefined],
])('a note rests on an assessment: %s', (...row) => judged(assessmentMade, row))
