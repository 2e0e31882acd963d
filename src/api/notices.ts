import { json, type Request, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import type { Notices } from '../delivery/notices.ts'
import { isSameSecret } from '../http/is-same-secret.ts'
import { issueOf, operationOutcome } from './operation-outcome.ts'

const taskId = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/)
const body = z.looseObject({ resourceType: z.literal('Task'), id: taskId })

/** Whether a hub shows the secret that it was given. */
export function isFromHub(req: Request, secret: string | undefined): boolean {
  const [, given] = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '') ?? []
  return secret !== undefined && given !== undefined && isSameSecret(given, secret)
}

/** Where hubs tell that a Task changed: `POST /notices/{service}` with it as the body, or as HAPI does it `PUT .../Task/{id}`. */
export function createNoticeRoutes(notices: Pick<Notices, 'secretOf' | 'hint'>): Router {
  const router = Router()

  const authorized: RequestHandler = (req, res, next) => {
    if (isFromHub(req, notices.secretOf(String(req.params.service)))) return next()
    res.status(401).set('WWW-Authenticate', 'Bearer realm="notices"').type('application/fhir+json')
    const why = 'This is for the hub that was asked to tell, with the header that it was given.'
    res.send(JSON.stringify(operationOutcome(issueOf('error', 'login', why))))
  }

  const take: RequestHandler = async (req, res) => {
    const id = idIn(req)
    // A notice that names nothing is no error of the hub's: what changed is found at the next look.
    if (id !== undefined) await notices.hint(String(req.params.service), id)
    res.status(202).end()
  }

  const whole = json({ type: () => true, limit: '1mb', strict: false })
  const tolerant: RequestHandler = (req, res, next) => whole(req, res, () => next())
  router.post('/notices/:service', authorized, tolerant, take)
  router.put('/notices/:service/Task/:taskId', authorized, take)
  return router
}

/** Nothing else of a notice is read: it may be old, doubled, or not from the hub at all. */
function idIn(req: Request): string | undefined {
  const named = taskId.safeParse(req.params.taskId)
  return named.success ? named.data : body.safeParse(req.body).data?.id
}
