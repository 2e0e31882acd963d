import type { Subscription } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { ok, type Result } from '../domain/result.ts'
import { CS } from '../fhir/systems.ts'
import type { FhirClient } from './fhir-client.ts'

/** R4 rest-hook: the hub tells us that a referral's Task changed. What it tells is only a hint to look (ADR 0016). */
export const subscriptionTo = (endpoint: string, secret: string): Subscription => ({
  resourceType: 'Subscription',
  status: 'requested',
  reason: 'The referrer looks sooner at a referral that moved',
  criteria: `Task?code=${CS.taskCode}|fulfill`,
  // With a payload the hub names the Task; we take its id and nothing else.
  channel: {
    type: 'rest-hook',
    endpoint,
    payload: 'application/fhir+json',
    header: [`Authorization: Bearer ${secret}`],
  },
})

/** Works where the hub has rest-hooks. One that went off after errors is asked for again; one that is on is left alone. */
export async function subscribe(
  fhir: Pick<FhirClient, 'search' | 'create'>,
  endpoint: string,
  secret: string,
): Promise<Result<'there' | 'asked', GatewayFailure>> {
  const found = await fhir.search('Subscription', { url: endpoint, _count: '50' })
  if (!found.ok) return found
  const isOn = found.value.some(
    each =>
      each.resourceType === 'Subscription' &&
      each.channel?.endpoint === endpoint &&
      (each.status === 'active' || each.status === 'requested'),
  )
  if (isOn) return ok('there')
  // Two instances that start at the same moment ask once.
  const ifNoneExist = `url=${encodeURIComponent(endpoint)}&status=requested,active`
  const made = await fhir.create(subscriptionTo(endpoint, secret), { ifNoneExist })
  if (made.ok) return ok('asked')
  return made.failure.code === 'CONFLICT' ? ok('there') : made
}
