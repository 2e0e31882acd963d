import { it } from 'vitest'
import { safetyCriticalWork } from '../../../src/domain/fit-note-rules/safety-critical-work.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['not asked', { advice: 'may-be-fit' }, 'Ask whether the job has driving'],
  ['none', { advice: 'may-be-fit', safetyCritical: ['none'] }, undefined],
  ['a lorry driver with syncope', { advice: 'may-be-fit', safetyCritical: ['driving'] }, 'whether DVLA must be told'],
  [
    'heights and machinery',
    { advice: 'may-be-fit', safetyCritical: ['heights', 'machinery'] },
    'work at height and work with machinery',
  ],
  [
    'with a comment',
    { advice: 'may-be-fit', safetyCritical: ['heights'], comments: 'No ladders' },
    'Check that the comments say',
  ],
  ['"not fit" needs no question', { advice: 'not-fit' }, undefined],
])('safety-critical work is asked before advice to work (hazard H08): %s', (...row) => judged(safetyCriticalWork, row))
