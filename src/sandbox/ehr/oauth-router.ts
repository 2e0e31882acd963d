import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import { renderPage } from '../../../launch/web/render.ts'
import { type AuthorizeDeps, authorize } from './authorize.ts'
import { MessagePage } from './message-page.tsx'
import { exchangeCode, type TokenDeps } from './token.ts'

const noStore: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
  next()
}

const form = express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 50 })

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

export function createOAuthRouter(deps: AuthorizeDeps & TokenDeps): Router {
  const router = Router()
  router.get('/jwks', (_request, response) => {
    response.set('Cache-Control', 'max-age=300').json(deps.key.jwks)
  })

  const answer = (parameters: Record<string, unknown>, request: Request, response: Response): void => {
    const result = authorize(deps, parameters)
    // 303 makes a GET of a POST; a 302 is what clients of the GET expect.
    const status = request.method === 'POST' ? 303 : 302
    if (result.ok) response.redirect(status, result.value)
    else if (result.failure.kind === 'REDIRECT') response.redirect(status, result.failure.to)
    else {
      const page = MessagePage({
        title: 'This app cannot be opened',
        what: result.failure.what,
        next: 'Go back to the record and launch the app again. If it happens again, check how the app is registered.',
      })
      response.status(400).send(renderPage(page))
    }
  }
  router.use(noStore)
  // A repeated parameter becomes an array here, which no check takes for a string.
  router.get('/authorize', (request, response) => answer(asRecord(request.query), request, response))
  router.post('/authorize', form, (request, response) => answer(asRecord(request.body), request, response))

  router.post('/token', form, (request, response) => {
    const result = exchangeCode(deps, asRecord(request.body), request.headers.authorization)
    if (result.ok) response.json(result.value)
    else {
      const { status, ...error } = result.failure
      response.status(status).json(error)
    }
  })
  return router
}
