import { createElement } from 'react'
import { takesElectronicReferrals } from '../../../src/domain/site.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../gate.ts'
import type { PageDeps } from '../page-deps.ts'
import { preparedReferral } from '../prepared-referral.ts'
import { LetterPage } from './page.tsx'

/** GET `/r/{handle}/letter`: only for a service that takes no electronic referral. */
export function createLetterHandlers(deps: PageDeps): Record<'get', ConsultationHandler> {
  return {
    get(consultation, _req, res) {
      const prepared = preparedReferral(consultation, deps)
      if (!prepared.ok) return res.redirect(303, pathOf(consultation, ''))
      if (takesElectronicReferrals(prepared.value.referral.service))
        return res.redirect(303, pathOf(consultation, 'check'))
      sendPage(res, createElement(LetterPage, { consultation, prepared: prepared.value, synthetic: deps.synthetic }))
    },
  }
}
