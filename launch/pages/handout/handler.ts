import { createElement } from 'react'
import { mayPointTo } from '../../consultation/pointed-to.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../frame/gate.ts'
import type { ShowingDeps } from '../page-deps.ts'
import { HandoutPage } from './page.tsx'

/** GET `/r/{handle}/handout`. */
export function createHandoutHandlers({ synthetic }: ShowingDeps): Record<'get', ConsultationHandler> {
  return {
    get(consultation, _req, res) {
      // Nobody takes home where to turn to, whom the service's rules refuse.
      if (!mayPointTo(consultation)) return res.redirect(303, pathOf(consultation, ''))
      sendPage(res, createElement(HandoutPage, { consultation, synthetic }))
    },
  }
}
