import { createElement } from 'react'
import { type ConsultationHandler, sendPage } from '../gate.ts'
import type { PageDeps } from '../page-deps.ts'
import { HandoutPage } from './page.tsx'

/** GET `/r/{handle}/handout`. */
export function createHandoutHandlers({ synthetic }: PageDeps): Record<'get', ConsultationHandler> {
  return {
    get(consultation, _req, res) {
      sendPage(res, createElement(HandoutPage, { consultation, synthetic }))
    },
  }
}
