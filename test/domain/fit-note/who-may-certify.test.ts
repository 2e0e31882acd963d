import { it } from 'vitest'
import { whoMayCertify } from '../../../src/domain/fit-note-rules/who-may-certify.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['a doctor', {}, undefined],
  ['a nurse', {}, undefined, { profession: { is: 'nurse', from: 'record' } }],
  ['an occupational therapist', {}, undefined, { profession: { is: 'occupational-therapist', from: 'record' } }],
  ['a physiotherapist', {}, undefined, { profession: { is: 'physiotherapist', from: 'record' } }],
  ['a pharmacist by their own word', {}, undefined, { profession: { is: 'pharmacist', from: 'self-declared' } }],
  ['a podiatrist', {}, 'AHP Health and Work Report', { profession: { is: 'podiatrist', from: 'record' } }],
  ['a paramedic', {}, 'may not issue', { profession: { is: 'other', from: 'record' } }],
  ['nobody says', {}, 'does not say your profession', { profession: 'unknown' }],
])('five professions may certify (hazard H07): %s', (...row) => judged(whoMayCertify, row))
