import type { Bundle, FhirResource } from 'fhir/r4.js'
import { londonDay } from '../../../src/domain/local-date.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import { namesWorkWell } from '../../../src/fhir/read-fit-note-draft.ts'
import type { FollowingDeps, SendingDeps } from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { handout } from '../../paper/handout.ts'
import type { PaperDocument } from '../../paper/paper-document.ts'
import { referredHandout } from '../../paper/referred-handout.ts'
import type { ContentDeps } from '../page-deps.ts'

export type HandoutDeps = Pick<SendingDeps, 'delivery'> & Pick<FollowingDeps, 'hubFor' | 'lastSeen'> & ContentDeps

/**
 * What the patient takes home. Of a referral it says only that it was made once its service has it (hazard H03), and nothing where a call comes first:
 * then it is the one that everybody has, whoever finds it at home (hazard H24).
 */
export async function handoutOf(consultation: Consultation, deps: HandoutDeps): Promise<PaperDocument> {
  const { draft, service, today } = consultation
  // What is found at home tells nothing of this patient.
  if (asksPhoneFirst(consultation)) return handout(service)
  const noteNamesWorkWell = draft.fitNote !== undefined && namesWorkWell(draft.fitNote.response)
  const general = handout(service, noteNamesWorkWell)
  if (!service) return general
  // A letter that was made has perhaps reached nobody yet.
  if (deps.hubFor(service.id)?.prints) return general
  const delivery = await deps.delivery.read(draft.referralId)
  if (delivery?.state !== 'delivered') return general
  const seen = await deps.lastSeen(draft.referralId)
  const bundle = (await deps.bundleOf(draft.referralId)) as Bundle<FhirResource> | undefined
  if (!bundle || (seen && isEnded(seen.stage))) return general
  const sentOn = londonDay(new Date(delivery.receipt.receivedAt))
  return referredHandout({ service, bundle, sentOn, today, noteNamesWorkWell })
}
