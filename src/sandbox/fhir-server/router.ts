import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express'
import { answerRequest } from './dispatch.ts'
import { fhirRequestOf } from './http-request.ts'
import { sendAnswer, sendProblem } from './http-response.ts'
import { problem } from './outcome.ts'
import { isObject } from './resource.ts'
import type { ServerContext } from './server-context.ts'

export interface RouterOptions {
  readonly baseUrl: string | undefined
  readonly bodyLimit: string
  readonly onError: (error: unknown) => void
}

export const createRouter = (context: ServerContext, { baseUrl, bodyLimit, onError }: RouterOptions) => {
  const baseOf = (request: Request): string =>
    (baseUrl ?? `${request.protocol}://${request.get('host')}${request.baseUrl}`).replace(/\/+$/, '')

  const answer: RequestHandler = (request, response) => {
    const fhirRequest = fhirRequestOf(request, baseOf(request))
    if (!fhirRequest.ok) return sendProblem(response, fhirRequest.failure)
    sendAnswer(response, fhirRequest.value, answerRequest(context, fhirRequest.value))
  }

  /** Also for what fails before FHIR is reached: too large, cut short, wrongly compressed. */
  const failed: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error)
    const status = isObject(error) && typeof error.status === 'number' && error.status < 500 ? error.status : 500
    if (status === 500) onError(error)
    const code = status === 413 ? 'too-long' : status === 500 ? 'exception' : 'structure'
    const diagnostics = status === 413 ? 'The body is too large' : 'HAPI-0389: The request could not be processed'
    sendProblem(response, problem(status, [{ code, diagnostics }]))
  }

  const router = express.Router()
  router.use(express.raw({ type: () => true, limit: bodyLimit }))
  router.use(answer)
  router.use(failed)
  return router
}
