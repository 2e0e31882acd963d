import type { Consultation } from './consultation-of.ts'
import { clinicianKey } from './earlier-draft.ts'
import type { PageDeps } from './page-deps.ts'
import { practiceKeyOf } from './practice-key.ts'
import type { PreparedReferral } from './prepared-referral.ts'
import { copyByItself } from './sent/copy-to-record.ts'
import { actorOf } from './who-acts.ts'

/** One durable commit; then it is delivered at once, as far as it goes in the time that a page waits (decision 7). */
export async function acceptReferral(
  consultation: Consultation,
  prepared: PreparedReferral,
  deps: PageDeps,
): Promise<void> {
  const { draft, session, patientKey } = consultation
  const { referral, bundle } = prepared
  await deps.delivery.accept({
    referralId: draft.referralId,
    serviceId: referral.service.id,
    handle: session.handle,
    bundle,
    actor: actorOf({ session }),
    patientKey,
    practiceKey: practiceKeyOf(draft.record, deps),
    pathway: referral.pathway,
  })
  const { stated } = consultation.answers
  if (stated) await deps.statedReferrers.remember(clinicianKey(session, deps), stated, deps.now())
  await noteAgainstRules(consultation, deps)
  // Who agreed after all must not be shown as someone who did not (hazard H11).
  await deps.declined.forget(patientKey)
  const outcome = await deps.delivery.deliverNow(draft.referralId, { withinMs: deps.hubWaitMs })
  if (outcome.state === 'delivered') await copyByItself(consultation, prepared, deps)
}

/** Which of the service's rules the clinician's choice went against; the reason itself is no matter for the audit. */
async function noteAgainstRules(consultation: Consultation, deps: PageDeps): Promise<void> {
  const { eligibility, session, patientKey, draft } = consultation
  if (eligibility?.verdict !== 'not-here') return
  const rules = eligibility.findings.filter(each => each.state === 'not-here').map(each => each.rule)
  await deps.audit.record({
    action: 'against-rules',
    actor: actorOf({ session }),
    patientKey,
    referralId: draft.referralId,
    detail: rules.join('.'),
  })
}
