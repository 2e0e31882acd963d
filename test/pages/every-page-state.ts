import type { RunningApp } from '../support/running-app.ts'
import { coachStates } from './coach-states.ts'
import { consultationStates } from './consultation-states.ts'
import { letterStates } from './letter-states.ts'
import { otherStates } from './other-states.ts'
import type { States } from './page-state.ts'
import { paperStates } from './paper-states.ts'
import { referralStates } from './referral-states.ts'

/**
 * Every page of the app in every state that somebody may meet, played one after the other. The one list of pages: the contact sheet
 * shows it, the browser tests judge it, and a test holds it against the routers.
 */
export async function* everyPageState(app: RunningApp): States {
  // First, while no service has anything.
  yield* coachStates(app)
  yield* consultationStates(app)
  yield* referralStates(app)
  yield* paperStates(app)
  yield* letterStates(app)
  yield* otherStates(app)
}
