import { createElement } from 'react'
import { withConcernManaged } from '../../../src/fhir/concern-managed.ts'
import type { KeepingDeps, QuestionDeps } from '../../consultation/consultation-deps.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../frame/gate.ts'
import type { ShowingDeps } from '../page-deps.ts'
import { PausePage } from './page.tsx'

/** GET `/r/{handle}/pause`, and POST to it: the clinician says that the concern is managed. */
export function createPauseHandlers(
  deps: KeepingDeps & QuestionDeps & ShowingDeps,
): Record<'get' | 'post', ConsultationHandler> {
  return {
    get(consultation, _req, res) {
      if (consultation.answers.concern !== 'urgent') return res.redirect(303, pathOf(consultation, ''))
      sendPage(res, createElement(PausePage, { consultation, synthetic: deps.synthetic }))
    },

    async post(consultation, _req, res) {
      const { draft } = consultation
      const response = withConcernManaged(draft.response, deps.questionnaire)
      await deps.drafts.save({ ...draft, response, revision: draft.revision + 1 })
      res.redirect(303, pathOf(consultation, 'check'))
    },
  }
}
