import { expect, it } from 'vitest'
import { keptFailure, kindOf, kindOfAnswer } from '../../src/domain/failure-kind.ts'
import { FAILURE_KINDS, type FailureKind, GATEWAY_FAILURE_CODES } from '../../src/domain/gateway-failure.ts'
import { failureOfStatus } from '../../src/http/failure-of-status.ts'

const PASSING = [408, 409, 412, 421, 423, 425, 429]
const DECLINED = [422]
/** 400 without a word is settled where its OperationOutcome is read. */
const OPEN = [400]

const expected = (status: number): FailureKind => {
  if (PASSING.includes(status) || (status >= 500 && status !== 501)) return 'passing'
  return DECLINED.includes(status) || OPEN.includes(status) ? 'declined' : 'to-mend'
}

it.each(Array.from({ length: 200 }, (_, index) => 400 + index))('every status has its kind: %i', status => {
  const failure = failureOfStatus(status, new Headers())
  expect(kindOfAnswer(failure)).toBe(expected(status))
})

it('what is kept of a failure says its kind by code and status alone, as does what it was before', () => {
  for (const code of GATEWAY_FAILURE_CODES)
    for (const status of [undefined, 400, 409, 412, 422])
      for (const kind of [undefined, ...FAILURE_KINDS]) {
        const failure = { code, ...(status && { status }), ...(kind && { kind }) }
        expect([code, status, kindOf(keptFailure(failure))]).toEqual([code, status, kindOfAnswer(failure)])
      }
})

it('is kept in codes that the version before this one can read', () => {
  const OF_BEFORE = ['UNREACHABLE', 'TIMEOUT', 'UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED']
  const all = [...OF_BEFORE, 'REFUSED', 'SERVER_ERROR', 'GARBAGE']
  expect(GATEWAY_FAILURE_CODES.filter(code => !all.includes(code))).toEqual([])
  expect(keptFailure({ code: 'REFUSED', status: 400, kind: 'to-mend', diagnostics: 'no such header' })).toEqual({
    code: 'FORBIDDEN',
    status: 400,
    diagnostics: 'no such header',
  })
})

it.each([
  ['REFUSED', 405, 'to-mend'],
  ['REFUSED', 406, 'to-mend'],
  ['REFUSED', 408, 'passing'],
  ['REFUSED', 415, 'to-mend'],
  ['REFUSED', 422, 'declined'],
  ['SERVER_ERROR', 501, 'to-mend'],
  ['SERVER_ERROR', 503, 'passing'],
  // The token endpoint's time-out, which comes as a refused sign-in.
  ['UNAUTHORIZED', 408, 'passing'],
] as const)('a message that the version before kept as %s %i is %s', (code, status, kind) => {
  expect(kindOf({ code, status })).toBe(kind)
})
