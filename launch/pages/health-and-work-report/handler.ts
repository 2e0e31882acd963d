import { createElement } from 'react'
import { isReportFor } from '../../../src/domain/clinician.ts'
import { bundleWithOnlineView } from '../../../src/fhir/online-view.ts'
import { writeReport } from '../../../src/fhir/write-report.ts'
import { withoutDisabled } from '../../../src/questionnaire/drop-disabled.ts'
import { responseFromForm } from '../../../src/questionnaire/form-body.ts'
import type { BasicDeps, KeepingDeps } from '../../consultation/consultation-deps.ts'
import { responseBase } from '../../consultation/response-base.ts'
import { keepTyped, typedInto } from '../../consultation/typed.ts'
import { healthAndWorkReport } from '../../paper/health-and-work-report.ts'
import { bodyOf, type ConsultationHandler, pathOf, sendPage } from '../frame/gate.ts'
import { onlineViewIn } from '../frame/online-view.tsx'
import { printIn, sendPdf } from '../frame/send-pdf.ts'
import type { DocumentDeps, ShowingDeps } from '../page-deps.ts'
import { ReportCopyPage } from './copy-page.tsx'
import { NotYourReportPage } from './not-yours-page.tsx'
import { ReportPage } from './page.tsx'
import { type ReportOfConsultation, reportOf } from './report-of.ts'

/** One that was begun before goes on: nothing that was written is lost. */
const isForOthers = ({ clinician, isBegun }: ReportOfConsultation): boolean =>
  !isBegun && !isReportFor(clinician.profession)

/** `/r/{handle}/health-and-work-report` and below. */
export function createReportHandlers(
  deps: BasicDeps & DocumentDeps & KeepingDeps & ShowingDeps,
): Record<'get' | 'post' | 'typed' | 'copy' | 'pdf' | 'fhir', ConsultationHandler> {
  const { synthetic } = deps
  return {
    async get(consultation, _req, res) {
      const written = await reportOf(consultation, deps)
      if (isForOthers(written)) return sendPage(res, createElement(NotYourReportPage, { consultation, synthetic }))
      const typed = await typedInto('health-and-work-report', consultation.draft, deps)
      sendPage(res, createElement(ReportPage, { consultation, written, issues: [], typed, synthetic }))
    },

    async typed(consultation, req, res) {
      const { form, response } = await reportOf(consultation, deps)
      const shown = [{ questionnaire: form, response }]
      await keepTyped('health-and-work-report', consultation.draft, bodyOf(req), shown, deps)
      res.status(204).end()
    },

    async post(consultation, req, res) {
      const { draft } = consultation
      const before = await reportOf(consultation, deps)
      if (isForOthers(before)) return sendPage(res, createElement(NotYourReportPage, { consultation, synthetic }), 403)
      const base = { ...responseBase(consultation.session, deps.now().toISOString()), previous: before.response }
      const { response, issues, typed } = responseFromForm(before.form, bodyOf(req), base)
      const saved = { ...draft, revision: draft.revision + 1, report: { response } }
      await deps.drafts.save(saved)
      if (issues.length === 0) return res.redirect(303, pathOf(consultation, 'health-and-work-report/copy'))
      const shown = { ...consultation, draft: saved }
      const written = await reportOf(shown, deps)
      sendPage(res, createElement(ReportPage, { consultation: shown, written, issues, typed, synthetic }), 400)
    },

    async copy(consultation, _req, res) {
      const written = await reportOf(consultation, deps)
      if (!written.isBegun) return res.redirect(303, pathOf(consultation, 'health-and-work-report'))
      sendPage(res, createElement(ReportCopyPage, { consultation, written, synthetic }))
    },

    async pdf(consultation, req, res) {
      const written = await reportOf(consultation, deps)
      if (!written.isBegun) return res.redirect(303, pathOf(consultation, 'health-and-work-report'))
      await sendPdf(res, healthAndWorkReport(consultation.context, written), printIn(req), synthetic)
    },

    async fhir(consultation, req, res) {
      const { form, report, response, clinician } = await reportOf(consultation, deps)
      const document = writeReport({
        id: consultation.draft.referralId,
        report,
        response: withoutDisabled(form, response),
        record: consultation.draft.record,
        clinician,
        at: deps.now().toISOString(),
        newId: deps.newId,
      })
      res.type('application/fhir+json').json(bundleWithOnlineView(document, onlineViewIn(req)))
    },
  }
}
