import { Router, urlencoded } from 'express'
import { createActionHandlers } from './action/handler.ts'
import { createCountsHandlers } from './counts/handler.ts'
import { createDeskGate, sendWords } from './gate.ts'
import type { HubPageDeps } from './hub-page-deps.ts'
import { createReferralHandler } from './referral/handler.ts'
import { createSignInHandlers } from './sign-in-pages.ts'
import { createTalkHandlers } from './talk/handler.ts'
import { TALK_KINDS } from './talk/talk-words.ts'
import { createFindHandler } from './worklist/find-handler.ts'
import { createWorklistHandler } from './worklist/handler.ts'

/** The coach's pages, under `/hub/{service}/`; where no site pack has a worklist, there is nothing here. */
export function createHubPages(deps: HubPageDeps): Router {
  const router = Router()
  if (deps.desks.size === 0) return router
  const gate = createDeskGate(deps)
  const signIn = createSignInHandlers(deps)
  const action = createActionHandlers(deps)
  const counts = createCountsHandlers(deps)
  router.use('/hub', urlencoded({ extended: false, limit: '20kb', parameterLimit: 50 }))

  router.get('/hub/', (_req, res) => {
    const [only, ...others] = [...deps.desks.keys()]
    if (only !== undefined && others.length === 0) return res.redirect(303, `/hub/${only}/`)
    sendWords(
      res,
      404,
      {
        title: 'Which service?',
        what: 'Several WorkWell services have their worklist here.',
        next: 'Open the address that your service gave you: it ends in the name of your service.',
      },
      deps.synthetic,
    )
  })
  router.get('/hub/callback', signIn.complete)
  router.get('/hub/:service/sign-in', signIn.begin)
  router.post('/hub/:service/sign-out', signIn.end)
  router.get('/hub/:service/', gate(['coach'], createWorklistHandler(deps)))
  router.post('/hub/:service/find', gate(['coach'], createFindHandler(deps)))
  router.get('/hub/:service/counts', gate(['coach', 'lead'], counts.page))
  router.get('/hub/:service/counts.csv', gate(['coach', 'lead'], counts.csv))
  router.get('/hub/:service/referrals/:taskId', gate(['coach'], createReferralHandler(deps)))
  for (const kind of TALK_KINDS) {
    const talk = createTalkHandlers(deps, kind)
    router.get(`/hub/:service/referrals/:taskId/${kind}`, gate(['coach'], talk.get))
    router.post(`/hub/:service/referrals/:taskId/${kind}`, gate(['coach'], talk.post))
  }
  router.get('/hub/:service/referrals/:taskId/:kind', gate(['coach'], action.get))
  router.post('/hub/:service/referrals/:taskId/:kind', gate(['coach'], action.post))
  return router
}
