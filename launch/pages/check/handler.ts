import { createElement } from 'react'
import { takesElectronicReferrals } from '../../../src/domain/site.ts'
import type { Consultation } from '../consultation-of.ts'
import type { ConsultationHandler } from '../gate.ts'
import { fieldOf, pathOf, sendPage } from '../gate.ts'
import type { PageDeps } from '../page-deps.ts'
import { practiceKeyOf } from '../practice-key.ts'
import { preparedReferral } from '../prepared-referral.ts'
import { copyToRecord } from '../sent/copy-to-record.ts'
import { CheckPage } from './page.tsx'

/** GET `/r/{handle}/check`, and POST to it: "Send referral". */
export function createCheckHandlers(deps: PageDeps): Record<'get' | 'post', ConsultationHandler> {
  const { delivery, hubWaitMs, synthetic } = deps
  return {
    async get(consultation, _req, res) {
      if (await delivery.read(consultation.draft.referralId)) return res.redirect(303, pathOf(consultation, 'sent'))
      const prepared = preparedReferral(consultation, deps)
      if (!prepared.ok) return res.redirect(303, pathOf(consultation, ''))
      if (!takesElectronicReferrals(prepared.value.referral.service))
        return res.redirect(303, pathOf(consultation, 'letter'))
      sendPage(res, createElement(CheckPage, { consultation, prepared: prepared.value, synthetic, hasChanged: false }))
    },

    async post(consultation, req, res) {
      const { draft, session, patientKey } = consultation
      const { referralId } = draft
      if (await delivery.read(referralId)) {
        // The second of a double click waits for the first one's delivery, so that both say the same.
        await delivery.deliverNow(referralId, { withinMs: hubWaitMs })
        return res.redirect(303, pathOf(consultation, 'sent'))
      }
      const prepared = preparedReferral(consultation, deps)
      if (!prepared.ok) return res.redirect(303, pathOf(consultation, ''))
      if (!takesElectronicReferrals(prepared.value.referral.service))
        return res.redirect(303, pathOf(consultation, 'letter'))
      // What was on the screen is what is sent: answers changed in another tab are shown first.
      if (fieldOf(req, 'revision') !== String(draft.revision)) {
        const props = { consultation, prepared: prepared.value, synthetic, hasChanged: true }
        return sendPage(res, createElement(CheckPage, props), 409)
      }
      const { referral, bundle } = prepared.value
      const actor = { fhirUser: session.fhirUser, issuer: session.issuer }
      await delivery.accept({
        referralId,
        serviceId: referral.service.id,
        handle: session.handle,
        bundle,
        actor,
        patientKey,
        practiceKey: practiceKeyOf(draft.record, deps),
        pathway: referral.pathway,
      })
      await noteAgainstRules(consultation, deps)
      // Who agreed after all must not be shown as someone who did not (hazard H11).
      await deps.declined.forget(patientKey)
      const outcome = await delivery.deliverNow(referralId, { withinMs: hubWaitMs })
      if (outcome.state === 'delivered') await copyToRecord(consultation, prepared.value, deps)
      res.redirect(303, pathOf(consultation, 'sent'))
    },
  }
}

/** Which of the service's rules the clinician's choice went against; the reason itself is no matter for the audit. */
async function noteAgainstRules(consultation: Consultation, deps: PageDeps): Promise<void> {
  const { eligibility, session, patientKey, draft } = consultation
  if (eligibility?.verdict !== 'not-here') return
  const rules = eligibility.findings.filter(each => each.state === 'not-here').map(each => each.rule)
  await deps.audit.record({
    action: 'against-rules',
    actor: { fhirUser: session.fhirUser, issuer: session.issuer },
    patientKey,
    referralId: draft.referralId,
    detail: rules.join('.'),
  })
}
