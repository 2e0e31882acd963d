import { isEnded } from '../../../src/domain/referral-course.ts'
import { readStatus } from '../../../src/fhir/read-status.ts'
import { LONGEST_ANSWER } from '../../../src/fhir/write-answer.ts'
import { noteAct } from '../../consultation/note-act.ts'
import { referredAs } from '../../consultation/referred.ts'
import { actingIn } from '../../consultation/who-acts.ts'
import { type ConsultationHandler, fieldOf, pathOf } from '../frame/gate.ts'
import { notConfirmedFor } from '../frame/not-confirmed.ts'
import type { MadeReferralDeps } from '../page-deps.ts'
import type { AnswerTrouble } from '../status/questions.tsx'
import { tapAnswers } from './tap-answers.ts'

/** POST `/r/{handle}/answer/{referralId}`: the clinician answers what the service asked, and sees the status page again. */
export function createAnswerHandler(deps: MadeReferralDeps): ConsultationHandler {
  return async (consultation, req, res) => {
    const { draft } = consultation
    const referralId = String(req.params.referralId)
    const referred = await referredAs(consultation, referralId, deps)
    if (!referred) return res.redirect(303, pathOf(consultation, ''))
    const back = (trouble?: AnswerTrouble): void =>
      res.redirect(
        303,
        `${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}${trouble ? `?answer=${trouble}` : ''}`,
      )
    const tapped = tapAnswers(consultation).find(each => each.key === fieldOf(req, 'tap'))
    const text = tapped?.words ?? fieldOf(req, 'answer')?.trim() ?? ''
    if (text === '') return back('empty')
    // What was typed is kept until the service has it (hazard H15).
    await deps.drafts.save({ ...draft, unsentAnswer: text })
    if (text.length > LONGEST_ANSWER) return back('too-long')
    const answer = { questionId: fieldOf(req, 'question') ?? '', text, clinician: actingIn(consultation) }
    const hub = deps.hubFor(referred.service.id)
    const { receipt } = referred
    const task = receipt && (await hub?.looksUp?.readTask({ referralId, receipt }))
    if (task?.ok && task.value && isEnded(readStatus(task.value).stage)) return back('ended')
    const done = receipt && (await hub?.asks?.answer({ referralId, receipt }, answer))
    if (!done?.ok) return back(notConfirmedFor(done?.failure))
    const { unsentAnswer: _sent, ...rest } = draft
    await deps.drafts.save(rest)
    if (done.value === 'answered-before') return back('answered-before')
    await noteAct(consultation, { action: 'amended', referralId, detail: 'question-answered' }, deps)
    back()
  }
}
