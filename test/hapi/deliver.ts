import { setTimeout as sleep } from 'node:timers/promises'
import type { Bundle, FhirResource } from 'fhir/r4.js'
import { attemptDelivery } from '../../src/delivery/attempt.ts'
import { kindOfAnswer } from '../../src/domain/failure-kind.ts'
import type { Receipt } from '../../src/domain/receipt.ts'
import { ID } from '../../src/fhir/systems.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import { createHub } from '../../src/gateways/hub.ts'

/** Each sender has a client of its own, as another instance of the app would. */
const newHub = (base: string) => createHub(createFhirClient({ baseUrl: base, timeoutMs: 60_000 }))

export function idOf(bundle: Bundle<FhirResource>): string {
  for (const { resource } of bundle.entry ?? []) {
    if (resource?.resourceType !== 'ServiceRequest') continue
    const found = resource.identifier?.find(each => each.system === ID.referral)?.value
    if (found) return found
  }
  throw new Error('a Bundle without a referral')
}

/** Until there is a receipt, as the outbox does it: what failed in passing is looked for first, then sent again. */
export async function deliver(base: string, bundle: Bundle<FhirResource>): Promise<Receipt> {
  for (let attempts = 0; attempts < 20; attempts += 1) {
    const result = await attemptDelivery({
      hub: newHub(base),
      claim: { referralId: idOf(bundle), kind: 'referral', lookFirst: attempts > 0 },
      payload: async () => bundle,
      hold: async () => true,
      pause: sleep,
      random: Math.random,
    })
    if (result?.ok) return result.value
    if (result && kindOfAnswer(result.failure) !== 'passing')
      throw new Error(`refused for good: ${JSON.stringify(result.failure)}`)
    await sleep(500 * Math.random())
  }
  throw new Error('no receipt after 20 attempts')
}
