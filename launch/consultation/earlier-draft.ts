import type { Draft } from '../../src/store/drafts.ts'
import type { LaunchSession } from '../smart/launch-session.ts'
import type { BasicDeps, KeepingDeps, LaunchDeps, SendingDeps } from './consultation-deps.ts'

type Deps = Pick<BasicDeps, 'patientKeyOf'> & Pick<KeepingDeps, 'drafts'> & Pick<SendingDeps, 'delivery'> & LaunchDeps

/** One clinician and one patient at one EHR: nobody else ever finds the draft (hazards H01, H22). */
export const draftOwner = (
  { issuer, patientId, subject }: LaunchSession,
  deps: Pick<BasicDeps, 'patientKeyOf'>,
): string => deps.patientKeyOf(JSON.stringify(['draft', issuer, patientId, subject]))

/** One clinician at one EHR, whoever the patient is. */
export const clinicianKey = ({ issuer, subject }: LaunchSession, deps: Pick<BasicDeps, 'patientKeyOf'>): string =>
  deps.patientKeyOf(JSON.stringify(['clinician', issuer, subject]))

/**
 * What this clinician left behind for this patient in a session that is over (hazard H15). A session that is still open keeps
 * its draft: two tabs stay two. After "Close" a referral that was sent is finished, and the next launch begins anew.
 */
export function earlierDraft(session: LaunchSession, deps: Deps): Promise<Draft | undefined> {
  return deps.drafts.resume(draftOwner(session, deps), async draft => {
    if (draft.record.issuer !== session.issuer || draft.record.patient.id !== session.patientId) return false
    if (await deps.launches.isOpen(draft.handle)) return false
    const ended = await deps.launches.readEnded(draft.handle)
    return ended?.because !== 'closed' || (await deps.delivery.read(draft.referralId)) === undefined
  })
}
