import { countFacts } from '../../src/domain/count-facts.ts'
import { holdsContactBack } from '../../src/domain/referral.ts'
import { contactIn } from '../../src/fhir/contact-questions.ts'
import type { AcceptingDeps, KeepingDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import { copyByItself } from './copy-to-record.ts'
import { clinicianKey } from './earlier-draft.ts'
import { noteAct } from './note-act.ts'
import { practiceKeyOf } from './practice-key.ts'
import type { PreparedReferral } from './prepared-referral.ts'
import { actorOf } from './who-acts.ts'

/** Contact details wait so long for a talk, at the most. */
export const HELD_DAYS = 28

/**
 * False, and nothing accepted, where another referral of the patient is open that is not among those the clinician refers `beside` (hazard H13).
 *
 * One durable commit; then it is delivered at once, as far as it goes in the time that a page waits (decision 7).
 */
export async function acceptReferral(
  consultation: Consultation,
  prepared: PreparedReferral,
  beside: readonly string[],
  deps: AcceptingDeps,
): Promise<boolean> {
  const { draft, session, patientKey } = consultation
  const { referral, bundle } = prepared
  // Before it is accepted: what is accepted must find its contact details here. What is not accepted after all is over in time.
  if (holdsContactBack(referral.concern))
    await deps.held.hold(draft.referralId, contactIn(prepared.response), HELD_DAYS)
  const accepted = await deps.delivery.accept({
    referralId: draft.referralId,
    serviceId: referral.service.id,
    handle: session.handle,
    bundle,
    actor: actorOf(session),
    patientKey,
    practiceKey: practiceKeyOf(draft.record, deps),
    pathway: referral.pathway,
    beside,
    countFacts: countFacts(referral, {
      patient: consultation.context.patient,
      practice: odsCodeInRecord(consultation),
      workStatus: consultation.answers.workStatus,
      today: consultation.today,
      decileOf: deps.decileOf,
    }),
  })
  if (accepted === undefined) return false
  const { stated } = consultation.answers
  if (stated) await deps.statedReferrers.remember(clinicianKey(session, deps), stated, deps.now())
  await noteAgainstRules(consultation, deps)
  // Who agreed after all must not be shown as someone who did not (hazard H11).
  await deps.declined.forget(patientKey)
  const outcome = await deps.delivery.deliverNow(draft.referralId, { withinMs: deps.hubWaitMs })
  if (outcome.state === 'delivered') await copyByItself(consultation, prepared, deps)
  return true
}

/** A practice that only the clinician named is where the service replies, and counts for nothing else. */
const odsCodeInRecord = ({ context: { practice } }: Consultation): string =>
  practice === 'unknown' || practice.from !== 'record' ? 'unknown' : practice.odsCode

/** Which of the service's rules the clinician's choice went against; the reason itself is no matter for the audit. */
async function noteAgainstRules(consultation: Consultation, deps: Pick<KeepingDeps, 'audit'>): Promise<void> {
  const { eligibility, draft } = consultation
  if (eligibility?.verdict !== 'not-here') return
  const rules = eligibility.findings.filter(each => each.state === 'not-here').map(each => each.rule)
  await noteAct(consultation, { action: 'against-rules', referralId: draft.referralId, detail: rules.join('.') }, deps)
}
