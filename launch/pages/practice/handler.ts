import { createElement } from 'react'
import type { BasicDeps, FollowingDeps, KeepingDeps, QuestionDeps } from '../../consultation/consultation-deps.ts'
import { practiceKeyOf } from '../../consultation/practice-key.ts'
import { actorOf } from '../../consultation/who-acts.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../frame/gate.ts'
import type { PracticeDeps, ShowingDeps } from '../page-deps.ts'
import { PracticePage } from './page.tsx'
import { practiceReferrals } from './practice-referrals.ts'

/** GET `/r/{handle}/practice`: referrals of the clinician's own practice that somebody should look at (hazard H03). */
export function createPracticeHandler(
  deps: BasicDeps & QuestionDeps & KeepingDeps & FollowingDeps & PracticeDeps & ShowingDeps,
): ConsultationHandler {
  return async (consultation, _req, res) => {
    const { session, draft } = consultation
    const practiceKey = practiceKeyOf(draft.record, deps)
    const list = practiceKey === undefined ? undefined : await practiceReferrals(practiceKey, deps)
    await deps.audit.record({
      action: 'practice-list-viewed',
      actor: actorOf(session),
      detail: list ? `listed-${list.referrals.length}` : 'no-practice',
    })
    const practice = draft.record.organization?.name ?? 'Your practice'
    const back = pathOf(consultation, '')
    sendPage(res, createElement(PracticePage, { list, practice, back, synthetic: deps.synthetic }))
  }
}
