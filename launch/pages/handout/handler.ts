import { createElement } from 'react'
import { type ConsultationHandler, sendPage } from '../frame/gate.ts'
import type { ShowingDeps } from '../page-deps.ts'
import { HandoutPage } from './page.tsx'

/** GET `/r/{handle}/handout`. */
export function createHandoutHandlers({ synthetic }: ShowingDeps): Record<'get', ConsultationHandler> {
  return {
    get(consultation, _req, res) {
      sendPage(res, createElement(HandoutPage, { consultation, synthetic }))
    },
  }
}
