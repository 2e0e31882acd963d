import { type ErrorRequestHandler, type RequestHandler, Router, raw } from 'express'
import type { AnswerForm, NoAnswer } from '../form-processes/form-call.ts'
import { sendFormAnswer } from '../form-processes/send-form-answer.ts'
import { issueOf, operationOutcome } from './operation-outcome.ts'

const LARGEST_BODY = { bytes: 4 * 1024 * 1024, inWords: '4 MB' }
const FHIR_JSON = 'application/fhir+json'

const NO_ANSWER = {
  stopped: issueOf('error', 'too-costly', 'Filling in this form takes too much time or memory.', 'Questionnaire'),
  busy: issueOf(
    'error',
    'throttled',
    'More forms are being filled in than can be at once. Try again in a few seconds.',
  ),
  broken: issueOf('error', 'exception', 'The form could not be filled in. This is a fault in the app.'),
} satisfies Record<NoAnswer, unknown>

/**
 * SDC `Questionnaire/$populate` (SDC 3 and 4). It fills in from what the caller sends and from nothing else, so there is no patient's
 * data here to be had, and no other server is asked (ADR 0008). It is read, evaluated and written in a process of its own (ADR 0018).
 */
export function createPopulateOperation(answerForm: AnswerForm | undefined): Router {
  const router = Router()
  if (answerForm === undefined) return router.all(PATHS, switchedOff)
  const answer =
    (sentOf: (req: Parameters<RequestHandler>[0]) => { body: Uint8Array | undefined } | { query: typeof req.query }) =>
    async (...[req, res]: Parameters<RequestHandler>): Promise<void> => {
      const id = typeof req.params.id === 'string' ? req.params.id : undefined
      const answered = await answerForm({ to: 'populate', id, sent: sentOf(req) })
      sendFormAnswer(res, answered, why => res.type(FHIR_JSON).send(JSON.stringify(operationOutcome(NO_ANSWER[why]))))
    }
  const body = raw({ type: [FHIR_JSON, 'application/json', 'text/json'], limit: LARGEST_BODY.bytes })
  const post = answer(req => ({ body: Buffer.isBuffer(req.body) ? req.body : undefined }))
  const get = answer(req => ({ query: req.query }))

  router.post('/fhir/Questionnaire/\\$populate', body, tooLarge, post)
  router.post('/fhir/Questionnaire/:id/\\$populate', body, tooLarge, post)
  router.get('/fhir/Questionnaire/\\$populate', get)
  router.get('/fhir/Questionnaire/:id/\\$populate', get)
  return router
}

const PATHS = ['/fhir/Questionnaire/\\$populate', '/fhir/Questionnaire/:id/\\$populate']

const switchedOff: RequestHandler = (_req, res) => {
  const issue = issueOf(
    'error',
    'not-supported',
    'This server does not fill in forms of callers: $populate is switched off.',
  )
  res
    .status(404)
    .type(FHIR_JSON)
    .send(JSON.stringify(operationOutcome(issue)))
}

const tooLarge: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  if (status !== 413) return next(error)
  const issue = issueOf('error', 'too-long', `The body has more than ${LARGEST_BODY.inWords}.`, 'Parameters')
  res
    .status(413)
    .type(FHIR_JSON)
    .send(JSON.stringify(operationOutcome(issue)))
}
