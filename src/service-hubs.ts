import type { Config } from './config.ts'
import { createLetterHub } from './delivery/letter-hub.ts'
import type { NoticeSource } from './delivery/notices.ts'
import { channelOf, isAtSandbox, letterReply, ownServer } from './domain/channel.ts'
import type { WorkWellService } from './domain/site.ts'
import { createFhirClient } from './gateways/fhir-client.ts'
import { createHub, type Hub } from './gateways/hub.ts'
import { createHubTroubleLog } from './gateways/hub-trouble-log.ts'
import type { HubAccess } from './hub-access.ts'
import type { Sandbox } from './load-sandbox.ts'
import type { LetterLinks } from './store/letter-links.ts'
import type { Letters } from './store/letters.ts'

/** A page waits for the hub no longer than a clinician would. */
const WAIT_MS = 10_000

/** The worklist stands on the service's side: at a protected sandbox hub it comes in as the hub's own staff. */
export function deskClientsOf(
  services: readonly WorkWellService[],
  sandbox: Sandbox | undefined,
  hubAccess: HubAccess,
) {
  return (serviceId: string) => {
    const service = services.find(each => each.id === serviceId)
    const baseUrl = service && hubUrlOf(service, sandbox)
    if (!service || !baseUrl) return undefined
    const accessToken = isAtSandbox(service) ? sandbox?.hubStaffToken : hubAccess.tokenAt(baseUrl, service, 'desk')
    return createFhirClient({ baseUrl, timeoutMs: WAIT_MS, ...(accessToken && { accessToken }) })
  }
}

/** Each service has its own hub; there is no global fallback (decision 6). */
export function hubsOf(
  services: readonly WorkWellService[],
  sandbox: Sandbox | undefined,
  hubAccess: HubAccess,
  letterHubs: ReadonlyMap<string, Hub>,
  moved: Parameters<typeof createHub>[2],
  log: Parameters<typeof createHubTroubleLog>[1],
) {
  const hubs = new Map(
    services.flatMap(service => {
      const baseUrl = hubUrlOf(service, sandbox)
      if (!baseUrl) return []
      const accessToken = hubAccess.tokenAt(baseUrl, service, 'referrer')
      const onCall = createHubTroubleLog(service.id, log)
      const fhir = createFhirClient({ baseUrl, timeoutMs: WAIT_MS, accessToken, log: onCall })
      return [[service.id, createHub(fhir, () => new Date(), moved)] as const]
    }),
  )
  return (serviceId: string) => hubs.get(serviceId) ?? letterHubs.get(serviceId)
}

/** Of a service that has a FHIR server. */
function hubUrlOf({ hub }: WorkWellService, sandbox: Sandbox | undefined): string | undefined {
  const { server } = channelOf(hub)
  return server === 'of-the-sandbox' ? sandbox?.hubFhirUrl : server?.baseUrl
}

/** Services that answer letters by a link have their hub in our own store. */
export const letterHubsOf = (services: readonly WorkWellService[], letters: Letters, links: LetterLinks) =>
  new Map(
    services.flatMap(service => {
      const reply = letterReply(service)
      if (!reply) return []
      return [[service.id, createLetterHub({ letters, links, serviceId: service.id, days: reply.days })] as const]
    }),
  )

/** @throws Error when a code that a pack names is not there, or so short that it is soon guessed */
export function serviceCodesOf(services: readonly WorkWellService[], readSecret: Config['readSecret']) {
  const codes = new Map(
    services.flatMap(service => {
      const reply = letterReply(service)
      if (reply?.asks !== 'service-code') return []
      const code = readSecret(reply.codeFrom) ?? ''
      if (code.length < 8)
        throw new Error(`${reply.codeFrom}: the code by which ${service.id} opens its letters, 8 characters or more`)
      return [[service.id, code] as const]
    }),
  )
  return (serviceId: string): string | undefined => codes.get(serviceId)
}

/** @throws Error when a secret that a pack names is not there, or short */
export const noticeSourcesOf = (
  services: readonly WorkWellService[],
  hubAccess: HubAccess,
  readSecret: Config['readSecret'],
): NoticeSource[] =>
  services.flatMap(service => {
    const { id: serviceId } = service
    const server = ownServer(service)
    if (server?.notices === undefined) return []
    const { baseUrl, notices } = server
    const secret = readSecret(notices.secretFrom) ?? ''
    if (secret.length < 16)
      throw new Error(`${notices.secretFrom}: the secret that the hub of ${serviceId} shows us, 16 characters or more`)
    const accessToken = hubAccess.tokenAt(baseUrl, service, 'notices')
    return [{ serviceId, secret, fhir: createFhirClient({ baseUrl, timeoutMs: WAIT_MS, accessToken }) }]
  })
