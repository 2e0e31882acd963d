import { createElement } from 'react'
import type { PageDeps } from '../../consultation/page-deps.ts'
import { type ConsultationHandler, sendPage } from '../frame/gate.ts'
import { HandoutPage } from './page.tsx'

/** GET `/r/{handle}/handout`. */
export function createHandoutHandlers({ synthetic }: PageDeps): Record<'get', ConsultationHandler> {
  return {
    get(consultation, _req, res) {
      sendPage(res, createElement(HandoutPage, { consultation, synthetic }))
    },
  }
}
