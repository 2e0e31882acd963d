import type { Response } from 'express'
import { createElement } from 'react'
import { fitNoteDocument } from '../../../src/fhir/fit-note-document.ts'
import { bundleWithOnlineView } from '../../../src/fhir/online-view.ts'
import { readFitNoteDraft } from '../../../src/fhir/read-fit-note-draft.ts'
import { writeFitNote } from '../../../src/fhir/write-fit-note.ts'
import { withoutDisabled } from '../../../src/questionnaire/drop-disabled.ts'
import { responseFromForm } from '../../../src/questionnaire/form-body.ts'
import type { AnswerIssue } from '../../../src/questionnaire/validate-answers.ts'
import type { BasicDeps, KeepingDeps, SendingDeps } from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { responseBase } from '../../consultation/response-base.ts'
import { keepTyped, typedInto } from '../../consultation/typed.ts'
import { fitNoteDraft } from '../../paper/fit-note-draft.ts'
import { bodyOf, type ConsultationHandler, fieldOf, pathOf, sendPage } from '../frame/gate.ts'
import { onlineViewIn } from '../frame/online-view.tsx'
import { printIn, sendPdf } from '../frame/send-pdf.ts'
import type { DocumentDeps, ShowingDeps } from '../page-deps.ts'
import { addPrompts } from './add-prompts.ts'
import { FitNoteCopyPage } from './copy-page.tsx'
import { fitNoteOf } from './fit-note-of.ts'
import { noteInReferral } from './note-in-referral.ts'
import { FitNotePage } from './page.tsx'
import { understandPeriod } from './understand-period.ts'

/** `/r/{handle}/fit-note` and below: a draft only. The note itself is issued in the certified record system (hazard H06). */
export function createFitNoteHandlers(
  deps: BasicDeps & DocumentDeps & KeepingDeps & SendingDeps & ShowingDeps,
): Record<'get' | 'post' | 'typed' | 'copy' | 'pdf' | 'issued' | 'fhir', ConsultationHandler> {
  async function show(
    consultation: Consultation,
    res: Response,
    issues: readonly AnswerIssue[] = [],
    typed: Record<string, string | string[]> = {},
  ): Promise<void> {
    const fitNote = await fitNoteOf(consultation, deps)
    const props = { consultation, fitNote, issues, typed, synthetic: deps.synthetic }
    sendPage(res, createElement(FitNotePage, props), issues.length > 0 ? 400 : 200)
  }

  return {
    get: async (consultation, _req, res) =>
      show(consultation, res, [], await typedInto('fit-note', consultation.draft, deps)),

    async typed(consultation, req, res) {
      const { form, response } = await fitNoteOf(consultation, deps)
      await keepTyped('fit-note', consultation.draft, bodyOf(req), [{ questionnaire: form, response }], deps)
      res.status(204).end()
    },

    async post(consultation, req, res) {
      const { draft, today, questionnaire } = consultation
      const before = await fitNoteOf(consultation, deps)
      const read = responseFromForm(before.form, bodyOf(req), {
        ...responseBase(consultation.session, deps.now().toISOString()),
        previous: before.response,
      })
      const period = understandPeriod(before.form, read.response, today)
      const dated = period.ok ? period.value.response : read.response
      const prompted =
        fieldOf(req, 'do') === 'add-prompts' ? addPrompts(before.form, dated) : { ok: true as const, value: dated }
      const response = prompted.ok ? prompted.value : dated
      const issues = [...read.issues, ...(period.ok ? [] : [period.failure]), ...(prompted.ok ? [] : prompted.failure)]
      const note = readFitNoteDraft(withoutDisabled(before.form, response))
      const isAccepted = (await deps.delivery.read(draft.referralId)) !== undefined
      const saved = {
        ...draft,
        revision: draft.revision + 1,
        // A referral that was accepted is frozen, and stays as it was sent.
        response: isAccepted ? draft.response : noteInReferral(questionnaire, draft.response, note),
        fitNote: {
          response,
          // Changed after it was said to be issued, it is a draft again: what was issued is in the record system.
          state: 'draft' as const,
          ...(period.ok && period.value.understood ? { understood: period.value.understood } : {}),
        },
      }
      await deps.drafts.save(saved)
      if (issues.length > 0) return show({ ...consultation, draft: saved }, res, issues, read.typed)
      res.redirect(303, `${pathOf(consultation, 'fit-note')}#warnings`)
    },

    async copy(consultation, _req, res) {
      const fitNote = await fitNoteOf(consultation, deps)
      if (!fitNote.isBegun) return res.redirect(303, pathOf(consultation, 'fit-note'))
      sendPage(res, createElement(FitNoteCopyPage, { consultation, fitNote, synthetic: deps.synthetic }))
    },

    async pdf(consultation, req, res) {
      const fitNote = await fitNoteOf(consultation, deps)
      if (!fitNote.isBegun) return res.redirect(303, pathOf(consultation, 'fit-note'))
      await sendPdf(res, fitNoteDraft(consultation, fitNote), printIn(req), deps.synthetic)
    },

    async issued(consultation, _req, res) {
      const { draft } = consultation
      const { fitNote } = draft
      if (fitNote) {
        const revision = draft.revision + 1
        await deps.drafts.save({ ...draft, revision, fitNote: { ...fitNote, state: 'issued' } })
      }
      res.redirect(303, pathOf(consultation, 'fit-note/copy'))
    },

    async fhir(consultation, req, res) {
      const { form, note, response, state } = await fitNoteOf(consultation, deps)
      const copy = {
        id: consultation.draft.referralId,
        draft: note,
        response: withoutDisabled(form, response),
        state,
        at: deps.now().toISOString(),
        newId: deps.newId,
      }
      const { record } = consultation.draft
      const { clinician } = consultation.context
      const isDocument = req.query.as === 'document'
      const bundle = isDocument ? fitNoteDocument({ ...copy, record, clinician }) : writeFitNote(copy)
      res.type('application/fhir+json').json(bundleWithOnlineView(bundle, onlineViewIn(req)))
    },
  }
}
