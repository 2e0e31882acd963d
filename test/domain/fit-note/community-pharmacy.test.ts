import { it } from 'vitest'
import { communityPharmacy } from '../../../src/domain/fit-note-rules/community-pharmacy.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['in general practice', { setting: 'general-practice' }, undefined],
  ['in a community pharmacy', { setting: 'community-pharmacy' }, 'not part of the NHS service'],
  ['not said', {}, undefined],
])('community pharmacies issue no fit notes: %s', (...row) => judged(communityPharmacy, row))
