import express, { type RequestHandler, type Response, Router } from 'express'
import { renderPage } from '../../../launch/web/render.ts'
import { jsonAnswer, sendWire } from '../faults/wire-answer.ts'
import { type Allowed, type AuthorizeDeps, authorize } from './authorize.ts'
import { createChoosePatient } from './choose-patient.ts'
import { changed } from './faults/ehr-fault.ts'
import { MessagePage } from './message-page.tsx'
import { giveToken, type TokenDeps } from './token.ts'

const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' }
const noStore: RequestHandler = (_request, response, next) => {
  response.set(NO_STORE)
  next()
}

const form = express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 50 })

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

export function createOAuthRouter(deps: AuthorizeDeps & TokenDeps & { readonly fhirBaseUrl: string }): Router {
  const { faults, issuer, elsewhere, clients, grants, keys } = deps
  const world = (clientId: string) => ({ issuer, elsewhere, clientId })
  const router = Router()
  router.get('/jwks', (_request, response) => {
    // Not to be kept: whoever switches a fault on or rotates the keys wants to see it at once.
    const answer = jsonAnswer(keys.jwks(), 200, { 'cache-control': 'no-cache' })
    sendWire(response, changed(faults.actingUnbound(), 'jwks', answer, world(clients.public.clientId)))
  })

  /** 303 makes a GET of a POST; a 302 is what clients of the GET expect. */
  const send = (to: URL | string, response: Response): void =>
    response.redirect(response.req.method === 'POST' ? 303 : 302, String(to))
  const goBack = ({ client, launch }: Allowed, to: URL, response: Response): void => {
    const acting = faults.acting(launch?.faults)
    send(
      acting.reduce((url, fault) => fault.callback?.(url, world(client.clientId)) ?? url, to),
      response,
    )
  }
  const choosePatient = createChoosePatient({ fhirBaseUrl: deps.fhirBaseUrl, now: deps.now, goBack })

  const answer = async (parameters: Record<string, unknown>, response: Response): Promise<void> => {
    const result = authorize(deps, parameters)
    if (result.ok) {
      const { launch, granted } = result.value
      if (launch === undefined) await choosePatient.ask(result.value, response)
      else goBack(result.value, granted(launch), response)
    } else if (result.failure.kind === 'REDIRECT') send(result.failure.to, response)
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
  router.get('/authorize', (request, response) => answer(asRecord(request.query), response))
  router.post('/authorize', form, (request, response) => answer(asRecord(request.body), response))
  router.use(choosePatient.router)

  router.post('/token', form, async (request, response) => {
    const result = await giveToken(deps, asRecord(request.body), request.headers.authorization)
    if (result.ok) {
      const { signIn, kind, body } = result.value
      const acting = faults.acting(signIn.launch.faults)
      sendWire(response, changed(acting, kind, jsonAnswer(body, 200, NO_STORE), world(signIn.clientId)))
    } else {
      const { status, ...error } = result.failure
      // RFC 6749 section 5.2: who tried HTTP authentication is told which one is meant.
      if (status === 401 && request.headers.authorization !== undefined)
        response.set('WWW-Authenticate', 'Basic realm="make-believe EHR"')
      response.status(status).json(error)
    }
  })

  /** RFC 7009: always 200 for a client that is known, whatever the token was. */
  router.post('/revoke', form, async (request, response) => {
    const body = asRecord(request.body)
    const client = await deps.authenticate(body, request.headers.authorization)
    if (!client.ok) {
      const { status, ...error } = client.failure
      response.status(status).json(error)
    } else if (typeof body.token !== 'string' || body.token === '') {
      response.status(400).json({ error: 'invalid_request', error_description: 'token is missing or repeated' })
    } else {
      const { clientId } = client.value
      const acting = faults.acting(grants.signInOf(body.token, clientId)?.launch.faults)
      const taken = jsonAnswer(undefined, 200, NO_STORE)
      const said = changed(acting, 'revocation', taken, world(clientId))
      if (said.status === 200) grants.revoke(body.token, clientId)
      sendWire(response, said)
    }
  })
  return router
}
