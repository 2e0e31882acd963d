import { it } from 'vitest'
import { lessPreciseKept } from '../../../src/domain/fit-note-rules/less-precise-kept.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  [
    'in the comments',
    {
      wantsLessPrecise: true,
      lessPrecise: 'A health condition',
      condition: 'Bipolar disorder',
      comments: 'Since the bipolar disorder began',
    },
    'stands in the words of the note',
  ],
  [
    'in the less precise term',
    { wantsLessPrecise: true, lessPrecise: 'Mild bipolar disorder', condition: 'Bipolar disorder' },
    'stands in the words of the note',
  ],
  [
    'nowhere',
    {
      wantsLessPrecise: true,
      lessPrecise: 'A health condition',
      condition: 'Bipolar disorder',
      comments: 'Tires early',
    },
    undefined,
  ],
  ['not asked for', { comments: 'Low back pain on bending' }, undefined],
])('a precise term that was to be kept back is not said all the same (hazard H09): %s', (...row) =>
  judged(lessPreciseKept, row),
)
