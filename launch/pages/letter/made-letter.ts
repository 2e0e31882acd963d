import type { Bundle, FhirResource } from 'fhir/r4.js'
import { letterReply } from '../../../src/domain/channel.ts'
import { londonDay } from '../../../src/domain/local-date.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import type { AcceptingDeps, FollowingDeps } from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { letter } from '../../paper/letter.ts'
import type { PaperDocument } from '../../paper/paper-document.ts'
import type { LetterDeps } from '../page-deps.ts'

/** A letter that was made here: from then on it stands as it was made. */
export interface MadeLetter {
  readonly service: WorkWellService
  /** Undefined while it is not made yet. */
  readonly code: { readonly code: string; readonly until: string } | undefined
  readonly isTakenBack: boolean
  /** Undefined where it says nothing yet, or nothing any more. */
  readonly paper: PaperDocument | undefined
}

export async function madeLetter(
  { draft, service, today }: Consultation,
  deps: Pick<AcceptingDeps, 'delivery'> & Pick<FollowingDeps, 'hubFor'> & LetterDeps,
): Promise<MadeLetter | undefined> {
  const made = await deps.delivery.read(draft.referralId)
  const prints = service && deps.hubFor(service.id)?.prints
  if (!made || !prints) return undefined
  const code = await prints.linkOf(draft.referralId)
  const bundle = (await deps.bundleOf(draft.referralId)) as Bundle<FhirResource> | undefined
  const isTakenBack = made.state === 'cancelled' || code?.isWithdrawn === true
  const reply = letterReply(service)
  const answering = code && reply && { ...code, publicUrl: deps.publicUrl, asks: reply.asks }
  const paper =
    code && bundle && !isTakenBack ? letter({ service, bundle, day: dayOf(bundle) ?? today, answering }) : undefined
  return { service, code, isTakenBack, paper }
}

/** The day on which it was made, as its own request says. */
function dayOf(bundle: Bundle<FhirResource>): string | undefined {
  const request = bundle.entry?.map(each => each.resource).find(each => each?.resourceType === 'ServiceRequest')
  const authored = request?.resourceType === 'ServiceRequest' ? request.authoredOn : undefined
  return authored && londonDay(new Date(authored))
}
