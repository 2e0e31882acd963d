import { setTimeout as sleep } from 'node:timers/promises'
import express from 'express'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'
import { aReferral } from '../faults/a-referral.ts'
import { hastyDelivery, hubAt, newPlace, openPlace } from '../faults/a-store.ts'
import { startHubBetween } from '../faults/hub-between.ts'
import { inWords, repeated } from './measure.ts'

/** Clinicians who press "Send referral" at the same time, all England's in a busy second: 30. */
export async function acceptances(say: (line: string) => void): Promise<void> {
  for (const how of ['up', 'slow (2 s)', 'down'] as const) {
    const fhir = createFhirServer()
    const server = await listen(express().use('/fhir', fhir.router), 0, '127.0.0.1')
    const hub = await startHubBetween(`http://127.0.0.1:${server.port}/fhir`)
    const place = newPlace()
    const { outbox, database } = await openPlace(place)
    const desk = hastyDelivery(outbox, hubAt(hub.url, 5000), { leaseSeconds: 30 })
    desk.start()
    if (how === 'down') await hub.stopListening()
    if (how === 'slow (2 s)')
      hub.fault = async exchange => {
        await sleep(2000)
        exchange.answer(await exchange.forward())
      }
    const { perSecond, times } = await repeated(() => desk.accept(aReferral()), { seconds: 5, atOnce: 8 })
    say(
      `Accepted with the hub ${how}: ${perSecond.toFixed(0)} a second; ${inWords(times)} (hub and clinicians in the same process)`,
    )
    await hub.close()
    await desk.stop()
    await database.close()
    await server.close()
    await fhir.close()
    place.remove()
  }
}
