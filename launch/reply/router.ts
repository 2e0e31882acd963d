import { Router } from 'express'
import { createReplyHandlers } from './handlers.ts'
import { replyBody } from './known-letter.ts'
import type { ReplyDeps } from './reply-deps.ts'

/** Where a service without any system answers a letter, by the link on it: `/reply/{code}/`. */
export function createReplyPages(deps: ReplyDeps): Router {
  const reply = createReplyHandlers(deps)
  const router = Router({ strict: false })
  router.use('/reply', replyBody)
  router.get('/reply/', reply.codePage)
  router.post('/reply/', reply.typedCode)
  router.get('/reply/:code', reply.show)
  router.post('/reply/:code', reply.factor)
  router.get('/reply/:code/spoken', reply.askTalk)
  router.post('/reply/:code/spoken', reply.sayTalk)
  router.get('/reply/:code/:kind', reply.askAction)
  router.post('/reply/:code/:kind', reply.doAction)
  return router
}
