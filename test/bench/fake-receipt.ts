import { ok } from '../../src/domain/result.ts'
import type { Hub } from '../../src/gateways/hub.ts'

const receipt = {
  receivedAt: '2026-09-03T09:12:00.000Z',
  serviceRequest: 'ServiceRequest/1',
  task: 'Task/1',
  patient: 'Patient/1',
}
const never = (): never => {
  throw new Error('not asked of this hub')
}

/** A hub that costs nothing: what is measured is this side. */
export const fakeReceipt: Hub = {
  send: async () => ok(receipt),
  find: async () => ok(undefined),
  withdraw: never,
}
