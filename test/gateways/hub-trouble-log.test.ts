import { expect, it, vi } from 'vitest'
import { createHubTroubleLog } from '../../src/gateways/hub-trouble-log.ts'

it('a connection that has to be mended is said once for each call, and when it is over', () => {
  const log = { error: vi.fn(), info: vi.fn() }
  const onCall = createHubTroubleLog('north', log)
  const shut = { call: 'read Task', outcome: 'FORBIDDEN', status: 403, kind: 'to-mend', ms: 1 } as const
  for (const each of [shut, shut, { ...shut, call: 'search Task' } as const]) onCall(each)
  expect(log.error).toHaveBeenCalledTimes(2)
  const ok = { call: 'read Task', outcome: 'OK', ms: 1 } as const
  for (const each of [ok, ok]) onCall(each)
  expect(log.info).toHaveBeenCalledTimes(1)
})

it.each([
  { call: 'read Task', outcome: 'NOT_FOUND', status: 404, kind: 'to-mend', ms: 1 },
  { call: 'read Task', outcome: 'TIMEOUT', kind: 'passing', ms: 1 },
  { call: 'transaction', outcome: 'REFUSED', status: 422, kind: 'declined', ms: 1 },
] as const)('$outcome of $call wakes nobody', ended => {
  const log = { error: vi.fn(), info: vi.fn() }
  createHubTroubleLog('north', log)(ended)
  expect(log.error).not.toHaveBeenCalled()
})
