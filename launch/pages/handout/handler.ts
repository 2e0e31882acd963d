import { createElement } from 'react'
import { mayPointTo } from '../../consultation/pointed-to.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../frame/gate.ts'
import { printIn, sendPdf } from '../frame/send-pdf.ts'
import type { ShowingDeps } from '../page-deps.ts'
import { type HandoutDeps, handoutOf } from './handout-of.ts'
import { HandoutPage } from './page.tsx'

/**
 * GET `/r/{handle}/handout`, and the same as PDF at `/r/{handle}/handout/pdf`, with `?print=large` in large print. Nobody takes home where
 * to turn to, whom the service's rules refuse.
 */
export function createHandoutHandlers(deps: HandoutDeps & ShowingDeps): Record<'get' | 'pdf', ConsultationHandler> {
  const { synthetic } = deps
  return {
    async get(consultation, _req, res) {
      if (!mayPointTo(consultation)) return res.redirect(303, pathOf(consultation, ''))
      const document = await handoutOf(consultation, deps)
      sendPage(res, createElement(HandoutPage, { consultation, document, synthetic }))
    },

    async pdf(consultation, req, res) {
      if (!mayPointTo(consultation)) return res.redirect(303, pathOf(consultation, ''))
      await sendPdf(res, await handoutOf(consultation, deps), printIn(req), synthetic)
    },
  }
}
