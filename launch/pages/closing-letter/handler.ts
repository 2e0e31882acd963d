import type { Response } from 'express'
import type { FhirResource } from 'fhir/r4.js'
import { createElement } from 'react'
import { isOnlineView, type OnlineView } from '../../../src/domain/online-view.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import { identifierIn } from '../../../src/fhir/elements.ts'
import { isToBeHidden, withOnlineView } from '../../../src/fhir/online-view.ts'
import { readStatus } from '../../../src/fhir/read-status.ts'
import { localReference } from '../../../src/fhir/resource-about.ts'
import { ID } from '../../../src/fhir/systems.ts'
import { writeClosingLetter } from '../../../src/fhir/write-closing-letter.ts'
import type { RecordDeps } from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { noteAct } from '../../consultation/note-act.ts'
import { referredAs } from '../../consultation/referred.ts'
import { filingIn } from '../../consultation/who-acts.ts'
import { plain } from '../../paper/paper-document.ts'
import { isGranted } from '../../smart/granted-scopes.ts'
import { type ConsultationHandler, fieldOf, pathOf, sendPage } from '../frame/gate.ts'
import { ONLINE_VIEW, onlineViewIn } from '../frame/online-view.tsx'
import { printIn, sendPdf } from '../frame/send-pdf.ts'
import type { MadeReferralDeps } from '../page-deps.ts'
import { type Closing, closingPaper, isPhoneFirst } from './lines.ts'
import { ClosingLetterPage, type Filing } from './page.tsx'

/**
 * GET `/r/{handle}/closing-letter/{referralId}`: what came of a referral, on one page (hazard H16). POST files it in the record, where the EHR
 * lets us: once, however often it is pressed. GET `/r/{handle}/closing-letter/{referralId}/pdf`: the same as a file.
 */
export function createClosingLetterHandlers(
  deps: MadeReferralDeps & RecordDeps,
): Record<'get' | 'post' | 'pdf', ConsultationHandler> {
  /** A letter of what is not known to have ended would be filed as if it had: then there is none. */
  async function closingOf(consultation: Consultation, referralId: string): Promise<Closing | undefined> {
    const referred = await referredAs(consultation, referralId, deps)
    const hub = referred && deps.hubFor(referred.service.id)
    if (!referred?.receipt) return undefined
    const arrived = { referralId, receipt: referred.receipt }
    const task = await hub?.looksUp?.readTask(arrived)
    if (!task?.ok || !task.value) return undefined
    const status = readStatus(task.value)
    if (!isEnded(status.stage)) return undefined
    const before = await hub?.looksUp?.workStatusAtReferral(arrived)
    return {
      consultation,
      service: referred.service,
      referralId,
      status,
      sentOn: task.value.authoredOn,
      workStatusBefore: before?.ok ? before.value : undefined,
    }
  }

  const letterOf = (closing: Closing) =>
    writeClosingLetter({
      referralId: closing.referralId,
      patientId: closing.consultation.context.patient.id,
      service: closing.service.name,
      filedBy: filingIn(closing.consultation),
      title: `${closing.service.name}: how the referral ended`,
      paragraphs: blocksOf(closing).flatMap(each => (each.kind === 'paragraph' ? [plain(each.words)] : [])),
      lines: blocksOf(closing).flatMap(each =>
        each.kind === 'rows' ? each.rows.map(({ label, said }) => [label, said] as const) : [],
      ),
      at: deps.now().toISOString(),
    })
  const blocksOf = (closing: Closing) => closingPaper(closing).blocks
  const mayFile = ({ session }: Consultation): boolean => isGranted(session.grantedScopes, 'DocumentReference', 'c')

  /** Whether the record has it: the record itself says so. */
  async function filingOf({ session }: Consultation, referralId: string): Promise<Filing> {
    if (!isGranted(session.grantedScopes, 'DocumentReference', 's')) return 'not-known'
    const identifier = `${ID.closingLetter}|${referralId}`
    const found = await deps.ehrFor(session).search('DocumentReference', {
      patient: session.patientId,
      identifier,
    })
    const isThere = (each: FhirResource): boolean =>
      each.resourceType === 'DocumentReference' &&
      identifierIn(each.identifier, ID.closingLetter)?.value === referralId &&
      localReference(each.subject?.reference, session.issuer.replace(/\/+$/, '')) === `Patient/${session.patientId}`
    const filed = found.ok ? found.value.filter(isThere) : []
    if (filed.length === 0) return 'not-known'
    return filed.every(isToBeHidden) ? 'filed-to-hide' : 'filed'
  }

  const show = (res: Response, closing: Closing, filing: Filing, status = 200, hides = false): void => {
    const page = { ...closing, mayFile: mayFile(closing.consultation), filing, hides, synthetic: deps.synthetic }
    sendPage(res, createElement(ClosingLetterPage, page), status)
  }
  const placeOf = (consultation: Consultation, page: 'status' | 'closing-letter', referralId: string): string =>
    `${pathOf(consultation, page)}/${encodeURIComponent(referralId)}`

  return {
    async get(consultation, req, res) {
      const referralId = String(req.params.referralId)
      const closing = await closingOf(consultation, referralId)
      if (!closing) return res.redirect(303, placeOf(consultation, 'status', referralId))
      await noteAct(consultation, { action: 'status-read', referralId, detail: 'closing-letter' }, deps)
      if (req.query.as === 'fhir')
        return void res.type('application/fhir+json').json(withOnlineView(letterOf(closing), onlineViewIn(req)))
      show(res, closing, await filingOf(consultation, referralId))
    },

    async pdf(consultation, req, res) {
      const referralId = String(req.params.referralId)
      const closing = await closingOf(consultation, referralId)
      if (!closing) return res.redirect(303, placeOf(consultation, 'status', referralId))
      await noteAct(consultation, { action: 'status-read', referralId, detail: 'closing-letter-pdf' }, deps)
      await sendPdf(res, closingPaper(closing), printIn(req), deps.synthetic)
    },

    async post(consultation, req, res) {
      const referralId = String(req.params.referralId)
      const closing = await closingOf(consultation, referralId)
      if (!closing) return res.redirect(303, placeOf(consultation, 'status', referralId))
      const here = placeOf(consultation, 'closing-letter', referralId)
      if (!mayFile(consultation)) return res.redirect(303, here)
      const said = fieldOf(req, ONLINE_VIEW)
      // Where the patient's phone may be in other hands, nothing is filed on a silence (hazard H24).
      if (isPhoneFirst(closing) && !isOnlineView(said)) return show(res, closing, 'unanswered', 400)
      const view: OnlineView = said === 'hide' ? 'hide' : 'show'
      const { session } = consultation
      const ifNoneExist = `identifier=${encodeURIComponent(`${ID.closingLetter}|${referralId}`)}`
      const filed = await deps.ehrFor(session).create(withOnlineView(letterOf(closing), view), { ifNoneExist })
      const filing = filed.ok ? 'filed' : 'failed'
      const detail = `closing-letter-${filing}${view === 'hide' ? '-to-hide' : ''}`
      await noteAct(consultation, { action: 'copied-to-record', referralId, detail }, deps)
      if (!filed.ok) return show(res, closing, 'failed', 424, view === 'hide')
      res.redirect(303, here)
    },
  }
}
