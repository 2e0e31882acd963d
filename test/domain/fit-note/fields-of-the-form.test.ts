import { it } from 'vitest'
import { fieldsOfTheForm } from '../../../src/domain/fit-note-rules/fields-of-the-form.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['all there', {}, undefined],
  ['no advice', { advice: undefined }, 'not fit or may be fit'],
  ['nothing about another assessment', { reassess: undefined }, 'assess the patient again'],
])('what the form asks besides: %s', (...row) => judged(fieldsOfTheForm, row))
