import type { Delivery } from '../domain/delivery.ts'
import { keptFailure } from '../domain/failure-kind.ts'
import type { Hub } from '../gateways/hub.ts'
import type { AuditActor } from '../store/audit.ts'
import type { Outbox } from '../store/outbox.ts'
import type { OutboxClaim } from '../store/outbox-row.ts'
import { findAtHub } from './attempt.ts'

export interface CancelDeps {
  readonly outbox: Outbox
  readonly hubFor: (serviceId: string) => Hub | undefined
  readonly leaseSeconds: number
  readonly known: (messageId: string) => Promise<Delivery>
}

const ASK_AGAIN_SECONDS = 60

/** Takes an accepted message back before the hub has it. Where it may have arrived, the hub is asked first. */
export function createCancel(deps: CancelDeps): (messageId: string, actor: AuditActor) => Promise<Delivery> {
  const { outbox } = deps

  async function atHub(claim: OutboxClaim): ReturnType<Hub['find']> {
    const hub = claim.lookFirst ? deps.hubFor(claim.serviceId) : undefined
    return hub ? findAtHub(hub, claim, await outbox.payload(claim.messageId)) : { ok: true, value: undefined }
  }

  return async function cancel(messageId, actor) {
    const claim = await outbox.claim(deps.leaseSeconds, { messageId, whenever: true })
    if (claim) {
      const found = await atHub(claim)
      // Not knowing is no reason to cancel: it goes on waiting, and whoever asked sees that.
      if (!found.ok)
        await outbox.waitAgain(claim, keptFailure(found.failure), { inSeconds: ASK_AGAIN_SECONDS, lookFirst: true })
      else if (found.value) await outbox.delivered(claim, found.value)
      else await outbox.cancel(claim, actor)
    }
    return deps.known(messageId)
  }
}
