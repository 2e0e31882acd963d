import { isGone } from '../../../src/domain/points-to.ts'
import { type ConsultationHandler, pathOf } from './gate.ts'

/**
 * Nothing is written, handed out or sent on for somebody who may have died, or whose record may be another's by now: every way leads back to
 * the page that says why (hazards H01, H14). What was sent before can still be looked at, closed and withdrawn.
 */
export const whileThere =
  (handler: ConsultationHandler): ConsultationHandler =>
  (consultation, req, res) =>
    isGone(consultation.context.patient) ? res.redirect(303, pathOf(consultation, '')) : handler(consultation, req, res)
