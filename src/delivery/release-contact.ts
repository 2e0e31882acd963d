import type { Questionnaire } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Release } from '../domain/ring-first.ts'
import type { Releasing } from '../fhir/release-contact.ts'
import type { Hub } from '../gateways/hub.ts'
import type { HeldContacts } from '../store/held-contacts.ts'
import type { Outbox } from '../store/outbox.ts'

export interface ReleaseDeps {
  readonly held: HeldContacts
  readonly outbox: Pick<Outbox, 'read'>
  readonly hubFor: (serviceId: string) => Hub | undefined
  readonly questionnaire: Questionnaire
  readonly now: () => Date
}

/** `recorded`: the talk is on the work, and nothing was held back any more. `over`: the referral has ended. */
export type Released = 'released' | 'recorded' | 'over'

export type ReleaseContact = (
  of: { readonly referralId: string; readonly serviceId: string },
  said: { readonly release: Release; readonly by: Releasing },
) => Promise<Result<Released, GatewayFailure>>

/** A released letter's details are shown so long: as long as the longest link. */
const SHOWN_MS = 28 * 86_400_000

/**
 * Lets the contact details of a referral go, on the word of either side (hazard H10): first to the service, and only when that has them are
 * they forgotten here. Said twice, or by both, it happens once.
 */
export function createContactRelease({ held, outbox, hubFor, questionnaire, now }: ReleaseDeps): ReleaseContact {
  return async ({ referralId, serviceId }, { release, by }) => {
    const hub = hubFor(serviceId)
    const sent = (await outbox.read(referralId))?.receipt
    const found = sent ? ok(sent) : await hub?.find(referralId)
    if (!found?.ok) return found ?? fail({ code: 'NOT_FOUND', diagnostics: 'the service has no hub' })
    if (!hub?.releases || !found.value)
      return fail({ code: 'NOT_FOUND', diagnostics: 'the hub has not got this referral' })
    const kept = await held.read(referralId)
    const contact = kept?.contact
    const done = await hub.releases.releaseContact(
      { referralId, receipt: found.value },
      { contact, release, by, questionnaire },
    )
    if (!done.ok) return done
    if (done.value === 'shown') await held.release(referralId, new Date(now().getTime() + SHOWN_MS).toISOString())
    else await held.forget(referralId)
    if (done.value === 'over') return ok('over')
    return ok(contact === undefined ? 'recorded' : 'released')
  }
}
