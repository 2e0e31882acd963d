import { setTimeout as sleep } from 'node:timers/promises'
import type { SeededNumbers } from '../../src/sandbox/patients/seeded-numbers.ts'
import type { Exchange, Fault } from '../faults/hub-between.ts'
import type { Sightings } from './sightings.ts'

/**
 * A hub as hubs are: mostly quick, sometimes so slow that the page says "saved, not sent yet", sometimes down for a moment, and sometimes
 * its answer is lost. So a kill meets every state that a delivery can be in.
 */
export function hubWeather(draw: SeededNumbers, sightings: Sightings): Fault {
  async function send(exchange: Exchange, onActed: () => void): Promise<void> {
    const kind = draw(10)
    if (kind === 0) return exchange.answer({ status: 503 })
    await sleep(kind === 1 ? 500 + draw(1500) : draw(150))
    const answer = await exchange.forward()
    if (kind === 2) return void exchange.request.socket.destroy()
    await sleep(kind <= 4 ? 500 + draw(2500) : draw(150))
    exchange.answer(answer)
    onActed()
  }

  return async exchange => {
    if (!exchange.isSend) return exchange.answer(await exchange.forward())
    const sighting = sightings.of(sightings.familyIn(exchange.body))
    sighting.atHub += 1
    try {
      await send(exchange, () => {
        sighting.isAnswered = true
      })
    } finally {
      sighting.atHub -= 1
    }
  }
}
