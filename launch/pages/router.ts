import { Router, urlencoded } from 'express'
import { createAmendHandlers } from './amend/handler.ts'
import { createAnswerHandler } from './answer/handler.ts'
import { createCheckHandlers } from './check/handler.ts'
import { createCloseHandler } from './close/handler.ts'
import { createClosingLetterHandlers } from './closing-letter/handler.ts'
import { createConsultationHandlers } from './consultation/handler.ts'
import { createFitNoteHandlers } from './fit-note/handler.ts'
import { type ConsultationHandler, createGate, createSessionGate } from './frame/gate.ts'
import { whileThere } from './frame/while-there.ts'
import { createHandoutHandlers } from './handout/handler.ts'
import { createReportHandlers } from './health-and-work-report/handler.ts'
import { createLaterNoteHandler } from './later-note/handler.ts'
import { createLetterHandlers } from './letter/handler.ts'
import { createNothingSentHandlers } from './nothing-sent/handler.ts'
import type { PageDeps } from './page-deps.ts'
import { createPauseHandlers } from './pause/handler.ts'
import { createPracticeHandler } from './practice/handler.ts'
import { createReleaseHandler } from './release/handler.ts'
import { createFileCopyHandler } from './sent/file-copy.ts'
import { createSentHandlers } from './sent/handler.ts'
import { createStatusHandlers } from './status/handler.ts'
import { createWithdrawHandlers } from './withdraw/handler.ts'

/** The pages of a consultation, under `/r/{handle}/`. */
export function createPages(deps: PageDeps): Router {
  const gate = createGate(deps)
  const there = (handler: ConsultationHandler) => gate(whileThere(handler))
  const consultation = createConsultationHandlers(deps)
  const pause = createPauseHandlers(deps)
  const check = createCheckHandlers(deps)
  const sent = createSentHandlers(deps)
  const status = createStatusHandlers(deps)
  const withdraw = createWithdrawHandlers(deps)
  const handout = createHandoutHandlers(deps)
  const letter = createLetterHandlers(deps)
  const fitNote = createFitNoteHandlers(deps)
  const report = createReportHandlers(deps)
  const nothingSent = createNothingSentHandlers(deps)
  const amend = createAmendHandlers(deps)
  const closingLetter = createClosingLetterHandlers(deps)

  const router = Router()
  router.use(urlencoded({ extended: false, limit: '100kb', parameterLimit: 500 }))
  router.get('/r/:handle/', gate(consultation.get))
  router.post('/r/:handle/', gate(consultation.post))
  router.post('/r/:handle/typed', gate(consultation.typed))
  router.post('/r/:handle/reread', gate(consultation.reread))
  router.get('/r/:handle/pause', gate(pause.get))
  router.post('/r/:handle/pause', gate(pause.post))
  router.get('/r/:handle/check', gate(check.get))
  router.post('/r/:handle/check', gate(check.post))
  router.get('/r/:handle/sent', gate(sent.get))
  router.post('/r/:handle/sent', gate(sent.post))
  router.post('/r/:handle/sent/copy', gate(createFileCopyHandler(deps)))
  router.get('/r/:handle/status', gate(status.get))
  router.get('/r/:handle/status/:referralId', gate(status.get))
  router.get('/r/:handle/withdraw/:referralId', gate(withdraw.get))
  router.post('/r/:handle/withdraw/:referralId', gate(withdraw.post))
  router.get('/r/:handle/amend/:referralId', there(amend.get))
  router.post('/r/:handle/amend/:referralId', there(amend.post))
  router.post('/r/:handle/release/:referralId', there(createReleaseHandler(deps)))
  router.post('/r/:handle/answer/:referralId', gate(createAnswerHandler(deps)))
  router.get('/r/:handle/closing-letter/:referralId', gate(closingLetter.get))
  router.post('/r/:handle/closing-letter/:referralId', gate(closingLetter.post))
  router.get('/r/:handle/closing-letter/:referralId/pdf', gate(closingLetter.pdf))
  router.post('/r/:handle/later-note/:referralId', there(createLaterNoteHandler(deps)))
  router.get('/r/:handle/practice', gate(createPracticeHandler(deps)))
  router.post('/r/:handle/close', createSessionGate(deps)(createCloseHandler(deps)))
  router.get('/r/:handle/handout', there(handout.get))
  router.get('/r/:handle/handout/pdf', there(handout.pdf))
  router.get('/r/:handle/letter', there(letter.get))
  router.post('/r/:handle/letter', there(letter.post))
  router.get('/r/:handle/letter/pdf', there(letter.pdf))
  router.get('/r/:handle/fit-note', there(fitNote.get))
  router.post('/r/:handle/fit-note', there(fitNote.post))
  router.post('/r/:handle/fit-note/typed', there(fitNote.typed))
  router.get('/r/:handle/fit-note/copy', there(fitNote.copy))
  router.get('/r/:handle/fit-note/pdf', there(fitNote.pdf))
  router.post('/r/:handle/fit-note/issued', there(fitNote.issued))
  router.get('/r/:handle/fit-note/fhir', there(fitNote.fhir))
  router.get('/r/:handle/health-and-work-report', there(report.get))
  router.post('/r/:handle/health-and-work-report', there(report.post))
  router.post('/r/:handle/health-and-work-report/typed', there(report.typed))
  router.get('/r/:handle/health-and-work-report/copy', there(report.copy))
  router.get('/r/:handle/health-and-work-report/pdf', there(report.pdf))
  router.get('/r/:handle/health-and-work-report/fhir', there(report.fhir))
  router.get('/r/:handle/nothing-sent', gate(nothingSent.get))
  return router
}
