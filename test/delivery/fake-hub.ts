import type { Bundle } from 'fhir/r4.js'
import type { GatewayFailure } from '../../src/domain/gateway-failure.ts'
import type { Receipt } from '../../src/domain/receipt.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { Hub } from '../../src/gateways/hub.ts'

export const receiptOf = (referralId: string): Receipt => ({
  receivedAt: '2026-09-01T09:00:00.000Z',
  serviceRequest: `ServiceRequest/${referralId}`,
  task: `Task/${referralId}`,
  patient: `Patient/${referralId}`,
})

type Answer = GatewayFailure | 'ok' | 'stored-but-timeout' | Promise<unknown>

/** A hub in memory: answers each send and find as it is told, and counts what really arrived. */
export function fakeHub() {
  const answers: { send: Answer[]; find: Answer[] } = { send: [], find: [] }
  const calls: string[] = []
  const bundles: Bundle[] = []
  const stored = new Map<string, number>()
  const store = (id: string): void => {
    stored.set(id, (stored.get(id) ?? 0) + 1)
  }

  async function send(bundle: Bundle, referralId: string): Promise<Result<Receipt, GatewayFailure>> {
    calls.push(`send ${referralId}`)
    bundles.push(bundle)
    const answer = answers.send.shift() ?? 'ok'
    if (answer instanceof Promise) await answer
    else if (answer === 'stored-but-timeout') {
      store(referralId)
      return fail({ code: 'TIMEOUT' })
    } else if (answer !== 'ok') return fail(answer)
    store(referralId)
    return ok(receiptOf(referralId))
  }

  async function find(referralId: string, provenanceId?: string): Promise<Result<Receipt | undefined, GatewayFailure>> {
    calls.push(`find ${provenanceId ?? referralId}`)
    const answer = answers.find.shift() ?? 'ok'
    if (answer instanceof Promise) await answer
    else if (typeof answer === 'object') return fail(answer)
    return ok(stored.has(provenanceId ?? referralId) ? receiptOf(referralId) : undefined)
  }

  const hub: Hub = {
    send,
    find,
    withdraw: async () => fail({ code: 'NOT_FOUND' }),
  }
  return { hub, calls, bundles, stored, store, answers }
}
