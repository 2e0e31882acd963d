import type { IncomingMessage } from 'node:http'
import type { Request } from 'express'

/** Addresses that only programs ask, whatever they say that they accept. */
const PROGRAMS = /^\/(fhir|notices|\.well-known|metrics|healthz|readyz)(\/|\?|$)|^\/ehr-check\/report\.schema\.json/i

/** The whole path of a request, wherever in the routing it is read, and after the answer too. */
export const pathOf = (req: Request): string => `${req.baseUrl}${req.path}`

/** @param address with or without its query */
export const isForPrograms = (address: string): boolean => PROGRAMS.test(address)

/** Whether a person reads the answer: by the address, then by what is accepted. */
export const wantsPage = (req: Request): boolean =>
  !isForPrograms(pathOf(req)) &&
  req.query.format !== 'json' &&
  req.accepts(['html', 'application/fhir+json', 'json']) === 'html'

/** The same before express is there. */
export const isProgram = (req: IncomingMessage): boolean =>
  isForPrograms(req.url ?? '') || /^application\/(fhir\+)?json/i.test(req.headers.accept ?? '')
