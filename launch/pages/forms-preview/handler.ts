import { type ErrorRequestHandler, type RequestHandler, type Response, Router, raw } from 'express'
import { createElement } from 'react'
import type { AnswerForm } from '../../../src/form-processes/form-call.ts'
import { sendFormAnswer } from '../../../src/form-processes/send-form-answer.ts'
import { ErrorPage } from '../../web/error-page.tsx'
import { renderPage } from '../../web/render.ts'
import { PreviewPage } from './page.tsx'

const LARGEST_BODY = '8mb'

const WORDS = {
  stopped: 'Showing this form takes too much time or memory. Try a part of it to find out which.',
  busy: 'More forms are being looked at than can be at once. Try again in a few seconds.',
  broken: 'This form could not be shown: this is a fault in the app. Try a part of the form to find out which.',
} as const

/**
 * GET and POST `/forms/preview`: a Questionnaire as clinicians would see it, for those who write site forms. There is no patient,
 * the Questionnaire comes with each request, and nothing of it is kept. It is read and drawn in a process of its own (docs/adr/0018).
 */
export function createPreviewPages(
  answerForm: AnswerForm | undefined,
  { synthetic }: { readonly synthetic: boolean },
): Router {
  const router = Router()
  if (answerForm === undefined) {
    return router.all('/forms/preview', (_req, res) => {
      const page = createElement(ErrorPage, { ...SWITCHED_OFF, synthetic })
      res.status(404).type('html').send(renderPage(page))
    })
  }
  const sendPage = (res: Response, problems: readonly string[]): void =>
    void res.type('html').send(renderPage(createElement(PreviewPage, { synthetic, text: '', problems })))

  const post: RequestHandler = async (req, res) => {
    const body = Buffer.isBuffer(req.body) ? req.body : undefined
    const answered = await answerForm({ to: 'preview', contentType: req.get('content-type'), body })
    sendFormAnswer(res, answered, why => sendPage(res, [WORDS[why]]))
  }

  const unreadable: ErrorRequestHandler = (_error, _req, res, _next) => {
    sendPage(res.status(400), [
      'What was sent is too large, or damaged. A Questionnaire may have 2,000,000 characters.',
    ])
  }

  const body = raw({ type: ['multipart/form-data', 'application/x-www-form-urlencoded'], limit: LARGEST_BODY })
  router.get('/forms/preview', (_req, res) => sendPage(res, []))
  router.post('/forms/preview', body, unreadable, post)
  return router
}

const SWITCHED_OFF = {
  title: 'The form preview is switched off',
  what: 'This server does not show forms to those who write them.',
  next: 'Use one that runs for trying things out, or run the app on your own machine.',
}
