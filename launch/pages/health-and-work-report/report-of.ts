import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import type { Clinician } from '../../../src/domain/clinician.ts'
import { type HealthAndWorkReport, readReport, reportRecipients } from '../../../src/fhir/read-report.ts'
import { withoutDisabled } from '../../../src/questionnaire/drop-disabled.ts'
import { professionIn } from '../../consultation/clinician-profession.ts'
import type { BasicDeps } from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { startForm } from '../../consultation/start-form.ts'
import type { DocumentDeps } from '../page-deps.ts'

export interface ReportOfConsultation {
  readonly form: Questionnaire
  readonly response: QuestionnaireResponse
  readonly report: HealthAndWorkReport
  /** With whom the patient agrees that it is shared, in words. */
  readonly shareWith: readonly string[]
  readonly clinician: Clinician
  readonly isBegun: boolean
}

/** The report of this consultation, from its answers; a profession that is known already is not asked. */
export async function reportOf(
  consultation: Consultation,
  deps: BasicDeps & DocumentDeps,
): Promise<ReportOfConsultation> {
  const { context, draft } = consultation
  const asks = professionIn(consultation, draft.fitNote?.response) === 'unknown'
  const item = (deps.reportForm.item ?? []).filter(each => asks || each.linkId !== 'profession')
  const form = { ...deps.reportForm, item }
  const response = draft.report?.response ?? (await startForm(form, consultation, deps.now()))
  const answered = withoutDisabled(form, response)
  return {
    form,
    response,
    report: readReport(answered),
    shareWith: reportRecipients(answered),
    clinician: { ...context.clinician, profession: professionIn(consultation, response, draft.fitNote?.response) },
    isBegun: draft.report !== undefined,
  }
}
