import { createElement } from 'react'
import { type ConsultationHandler, sendPage } from '../frame/gate.ts'
import { printIn, sendPdf } from '../frame/send-pdf.ts'
import type { ShowingDeps } from '../page-deps.ts'
import { type HandoutDeps, handoutOf } from './handout-of.ts'
import { HandoutPage } from './page.tsx'

/** GET `/r/{handle}/handout`, and the same as PDF at `/r/{handle}/handout/pdf`, with `?print=large` in large print. */
export function createHandoutHandlers(deps: HandoutDeps & ShowingDeps): Record<'get' | 'pdf', ConsultationHandler> {
  const { synthetic } = deps
  return {
    async get(consultation, _req, res) {
      const document = await handoutOf(consultation, deps)
      sendPage(res, createElement(HandoutPage, { consultation, document, synthetic }))
    },

    async pdf(consultation, req, res) {
      await sendPdf(res, await handoutOf(consultation, deps), printIn(req), synthetic)
    },
  }
}
