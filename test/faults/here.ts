import express from 'express'
import { expect, onTestFinished, vi } from 'vitest'
import type { DeliveryDesk } from '../../src/delivery/delivery.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'
import type { AcceptedReferral } from '../../src/store/outbox.ts'
import { newPlace, type OpenStore, openPlace, type StorePlace } from './a-store.ts'
import { type HubBetween, startHubBetween } from './hub-between.ts'
import { expectExactlyOnce } from './referrals-at.ts'

/** A hub, and a place for a store, for the length of a test. */
export interface Here {
  readonly target: string
  readonly hub: HubBetween
  readonly place: StorePlace
}

export async function startHere(url?: string): Promise<Here> {
  const fhir = createFhirServer()
  const server = await listen(express().use('/fhir', fhir.router), 0, '127.0.0.1')
  const target = `http://127.0.0.1:${server.port}/fhir`
  const hub = await startHubBetween(target)
  const place = newPlace(url)
  onTestFinished(async () => {
    await hub.close()
    await server.close()
    await fhir.close()
    place.remove()
  })
  return { target, hub, place }
}

export async function openHere({ place }: Here, now?: () => Date): Promise<OpenStore> {
  const store = await openPlace(place, now)
  onTestFinished(() => store.database.close())
  return store
}

/** Presses "Send referral" until it is accepted, as a person would after "could not be saved"; how often it was not. */
export async function acceptAtLast(desk: DeliveryDesk, referral: AcceptedReferral): Promise<number> {
  for (let refusals = 0; ; refusals += 1) {
    const isAccepted = await desk.accept(referral).then(
      () => true,
      () => false,
    )
    if (isAccepted) return refusals
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

/** Waits until nothing waits any more: then each referral is at the hub whole and once, and the audit holds. */
export async function expectAllSent(
  { target }: Pick<Here, 'target'>,
  { outbox, audit }: OpenStore,
  ids: readonly string[],
): Promise<void> {
  const unsettled = () => outbox.list({ states: ['waiting', 'delivering'] })
  await vi.waitFor(async () => expect(await unsettled()).toEqual([]), { timeout: 60_000, interval: 100 })
  const delivered = await outbox.list({ states: ['delivered'] })
  expect(delivered.map(each => each.referralId).toSorted()).toEqual([...ids].toSorted())
  await expectExactlyOnce(target, { accepted: ids, known: new Set(ids) })
  expect(await audit.verify()).toMatchObject({ ok: true })
}
