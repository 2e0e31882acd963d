import { type Request, Router } from 'express'
import { createCheckLaunches } from '../launch/ehr-check/check-launches.ts'
import type { HubPageDeps } from '../launch/hub/hub-page-deps.ts'
import { createKnownCoach } from '../launch/hub/known-coach.ts'
import { createKnownLetter } from '../launch/reply/known-letter.ts'
import type { ReplyDeps } from '../launch/reply/reply-deps.ts'
import { createKnownBrowser } from '../launch/smart/known-browser.ts'
import type { Vault } from '../launch/smart/launch-store.ts'
import type { LaunchRouterDeps } from '../launch/smart/router.ts'
import { pathOf } from '../launch/web/audience.ts'
import type { createRateLimits } from '../launch/web/rate-limits.ts'
import { isFromHub } from './api/notices.ts'
import type { Notices } from './delivery/notices.ts'

interface DoorDeps {
  readonly launch: Pick<LaunchRouterDeps, 'registry' | 'store'>
  readonly vault: Vault
  readonly hub: Pick<HubPageDeps, 'desks' | 'sessions'>
  readonly reply: Pick<ReplyDeps, 'links' | 'sessions'>
  readonly notices: Pick<Notices, 'secretOf'>
}

/**
 * The limits on the way in, door by door (docs/adr/0007): what fails at one door shuts no other; a session that its cookie proves
 * is never refused for what others did, and has a pace of its own.
 */
export function limitsAtDoors(deps: DoorDeps, limit: ReturnType<typeof createRateLimits>): Router {
  const pending = [deps.launch.store, createCheckLaunches(deps.vault).pending]
  const browser = createKnownBrowser({ ...deps.launch, pending })
  const coach = createKnownCoach(deps.hub)
  const letter = createKnownLetter(deps.reply)
  const doors = Router()

  doors.use('/launch', limit.starts(browser.isInUse, browser.issuerOf), limit.failures(browser.isLaunch))
  doors.use('/launch', limit.guesses(browser.issOf, browser.isLaunch))
  doors.use('/callback', limit.failures(browser.isLaunch), limit.guesses(browser.stateOf, browser.isLaunch))
  doors.use(['/launch', '/callback'], limit.pace(browser.browserOf))

  doors.use('/r', limit.failures(browser.isOwnSession), limit.guesses(browser.handleOf, browser.isOwnSession))
  doors.use('/r', limit.pace(browser.sessionOf))

  doors.use('/reply', limit.failures(letter.isNoGuess), limit.guesses(letter.letterOf, letter.isOpened))
  doors.use('/reply', limit.pace(letter.sessionOf))

  doors.use('/hub', limit.failures(coach.isKnown), limit.guesses(coach.stateOf, coach.isKnown))
  doors.use('/hub/:service/sign-in', limit.starts(coach.isSignedIn))
  doors.use('/hub', limit.pace(coach.coachOf))

  const forms = ['/forms', '/fhir/Questionnaire', '/ehr-check']
  doors.use(forms, limit.starts(browser.isInUse), limit.failures(browser.isInUse), limit.pace(browser.browserOf))

  const serviceOf = (req: Request): string | undefined => pathOf(req).split('/')[2]
  const isHub = (req: Request): boolean => isFromHub(req, deps.notices.secretOf(serviceOf(req) ?? ''))
  doors.use('/notices', limit.failures(isHub), limit.guesses(serviceOf, isHub))
  return doors
}
