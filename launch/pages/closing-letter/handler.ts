import { createElement } from 'react'
import { isEnded } from '../../../src/domain/referral-course.ts'
import { readStatus } from '../../../src/fhir/read-status.ts'
import { writeClosingLetter } from '../../../src/fhir/write-closing-letter.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../gate.ts'
import type { PageDeps } from '../page-deps.ts'
import { referredAs } from '../referred.ts'
import { closingLines } from './lines.ts'
import { ClosingLetterPage } from './page.tsx'

/** GET `/r/{handle}/closing-letter/{referralId}`: what came of a referral, on one page to file in the record (hazard H16). */
export function createClosingLetterHandler(deps: PageDeps): ConsultationHandler {
  return async (consultation, req, res) => {
    const referralId = String(req.params.referralId)
    const referred = await referredAs(consultation, referralId, deps)
    if (!referred) return res.redirect(303, pathOf(consultation, ''))
    const hub = deps.hubFor(referred.service.id)
    const task = referred.receipt && (await hub?.readTask(referred.receipt))
    const status = task?.ok ? readStatus(task.value) : undefined
    // A letter of what is not known to have ended would be filed as if it had: the status page says how it stands.
    if (!status || !isEnded(status.stage))
      return res.redirect(303, `${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}`)
    const before = await hub?.workStatusAtReferral(referralId)
    const { session, patientKey } = consultation
    const actor = { fhirUser: session.fhirUser, issuer: session.issuer }
    await deps.audit.record({ action: 'status-read', actor, patientKey, referralId, detail: 'closing-letter' })
    const sentOn = task?.ok ? task.value.authoredOn : undefined
    const { service } = referred
    const workStatusBefore = before?.ok ? before.value : undefined
    const closing = { consultation, service, referralId, status, sentOn, workStatusBefore }
    if (req.query.as !== 'fhir')
      return sendPage(res, createElement(ClosingLetterPage, { ...closing, synthetic: deps.synthetic }))
    const letter = writeClosingLetter({
      referralId,
      patientId: consultation.context.patient.id,
      service: service.name,
      title: `${service.name}: how the referral ended`,
      lines: closingLines(closing),
      at: deps.now().toISOString(),
    })
    res.type('application/fhir+json').json(letter)
  }
}
