import type { FhirCallEnded } from './fhir-call.ts'

interface Log {
  error(fields: object, message: string): void
  info(fields: object, message: string): void
}

/**
 * What the pages and the following ask of a hub outside of the outbox: a connection that has to be mended is an alarm, once for each call that
 * it keeps from us, and again said when it is over (ADR 0020). A 404 of a read speaks of that one resource.
 */
export function createHubTroubleLog(serviceId: string, log: Log): (call: FhirCallEnded) => void {
  const shut = new Set<string>()
  return ({ call, outcome, status, kind }) => {
    const isShut = kind === 'to-mend' && !(outcome === 'NOT_FOUND' && call.startsWith('read '))
    if (isShut && !shut.has(call)) {
      shut.add(call)
      log.error({ serviceId, call, code: outcome, status, kind }, 'the connection to a hub has to be mended')
    } else if (outcome === 'OK' && shut.delete(call)) log.info({ serviceId, call }, 'the hub lets us in again')
  }
}
