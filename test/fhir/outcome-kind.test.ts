import { expect, it } from 'vitest'
import { outcomeKind } from '../../src/fhir/outcome-kind.ts'
import { PUBLISHED_ERRORS } from '../../src/fhir/published-errors.ts'

const outcome = (...issues: readonly { code?: string; said?: string; severity?: string }[]) => ({
  resourceType: 'OperationOutcome',
  issue: issues.map(({ code = 'processing', said, severity = 'error' }) => ({
    severity,
    code,
    ...(said && { details: { coding: [{ system: 'https://fhir.nhs.uk/Codesystem/http-error-codes', code: said }] } }),
  })),
})

it.each(
  Object.entries(PUBLISHED_ERRORS).flatMap(([source, table]) =>
    Object.entries(table).flatMap(([kind, codes]) => codes.map(code => [source, code, kind] as const)),
  ),
)('%s publishes %s, which is %s whatever open status it comes with', (_source, said, kind) => {
  for (const status of [400, 422]) expect(outcomeKind(status, outcome({ said }))).toBe(kind)
  // A clash is looked up and sent again, and is no fault of the connection.
  for (const status of [409, 412])
    expect(outcomeKind(status, outcome({ said }))).toBe(kind === 'to-mend' ? undefined : kind)
})

it('no code is in the table twice', () => {
  const all = Object.values(PUBLISHED_ERRORS).flatMap(table => Object.values(table).flat())
  expect(all.length).toBe(new Set(all).size)
})

it.each([
  ['a page of a proxy', '<h1>Bad request</h1>'],
  ['nothing', undefined],
  ['an outcome that says only that the structure is wrong', outcome({ code: 'structure' })],
  ['an outcome without an issue', outcome()],
  ['an outcome that is not one', { resourceType: 'OperationOutcome', issue: 'no' }],
])('a 400 with %s is a fault of the connection, never a no', (_what, body) => {
  expect(outcomeKind(400, body)).toBe('to-mend')
})

it('a 400 in which the service names a rule of its own is its answer', () => {
  expect(outcomeKind(400, outcome({ code: 'business-rule' }))).toBe('declined')
})

it.each([
  [422, 'processing', undefined],
  [422, 'not-supported', 'to-mend'],
  [422, 'forbidden', 'to-mend'],
  [422, 'timeout', 'passing'],
  [409, 'conflict', undefined],
  [409, 'business-rule', 'declined'],
  [412, 'transient', 'passing'],
])('a %i with the issue %s: %s', (status, code, kind) => {
  expect(outcomeKind(status, outcome({ code }))).toBe(kind)
})

it('a version that is not supported is a fault of the connection, though BaRS calls it unprocessable', () => {
  expect(outcomeKind(422, outcome({ code: 'not-supported', said: 'REC_UNPROCESSABLE_ENTITY' }))).toBe('to-mend')
})

it('a warning beside the error settles nothing', () => {
  const said = outcome({ code: 'business-rule', severity: 'warning' }, { code: 'not-supported' })
  expect(outcomeKind(400, said)).toBe('to-mend')
})

it.each([401, 403, 404, 405, 408, 415, 429, 500, 501, 503])('of a %i the status alone has the say', status => {
  expect(outcomeKind(status, outcome({ code: 'business-rule', said: 'PATIENT_ERROR' }))).toBeUndefined()
})
