import { it } from 'vitest'
import { oneNoteAnAssessment } from '../../../src/domain/fit-note-rules/one-note-an-assessment.ts'
import { earlier, judged, type Row, TODAY } from './a-draft.ts'

it.each<Row>([
  ['none yet', {}, undefined],
  ['one of the same day', {}, 'in the record already', { notes: [earlier(TODAY, '2026-09-16')] }],
  ['a draft of the same day', {}, undefined, { notes: [earlier(TODAY, '2026-09-16', { issue: 'draft' })] }],
  ['one of last week', {}, undefined, { notes: [earlier('2026-08-27', '2026-09-02')] }],
  [
    'one of the day of an earlier assessment',
    { assessedOn: '2026-08-27' },
    'duplicate',
    { notes: [earlier('2026-08-27', '2026-09-09')] },
  ],
])('one assessment gives one note: %s', (...row) => judged(oneNoteAnAssessment, row))
