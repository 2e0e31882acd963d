import type { RequestHandler } from 'express'
import type { FaultSwitches } from '../faults/fault-switches.ts'
import { sendWire } from '../faults/wire-answer.ts'
import type { HubFault } from './hub-faults.ts'

/** Stands before the hub's FHIR server and lets the faults that are on act. */
export const createHubFaultGate =
  (switches: FaultSwitches<HubFault>): RequestHandler =>
  (request, response, next) => {
    const acting = switches.acting()
    for (const { instead } of acting) {
      const answer = instead?.(request)
      if (answer !== undefined) return sendWire(response, answer)
    }
    if (acting.some(({ loses }) => loses?.(request) === true)) {
      response.end = () => {
        request.socket.destroy()
        return response
      }
    }
    next()
  }
