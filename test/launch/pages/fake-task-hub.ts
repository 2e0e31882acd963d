import type { Task } from 'fhir/r4.js'
import type { GatewayFailure } from '../../../src/domain/gateway-failure.ts'
import { ok, type Result } from '../../../src/domain/result.ts'
import type { Hub } from '../../../src/gateways/hub.ts'

const never = (): never => {
  throw new Error('not asked of this hub')
}

/** A hub that is asked for one thing only: how a Task stands. */
export const fakeHub = (task: Partial<Task> | Result<never, GatewayFailure>): Hub => ({
  send: never,
  find: never,
  withdraw: never,
  looksUp: {
    readTask: async () =>
      'ok' in task ? task : ok({ resourceType: 'Task', intent: 'order', status: 'requested', ...task }),
    workStatusAtReferral: never,
  },
})
