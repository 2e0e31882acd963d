import type { Response } from 'express'
import { createElement } from 'react'
import { isWithdrawal, type Withdrawal } from '../../../src/domain/withdrawal.ts'
import type { MemoryDeps } from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { rememberDeclined } from '../../consultation/declined.ts'
import { noteAct } from '../../consultation/note-act.ts'
import { type Referred, referredAs } from '../../consultation/referred.ts'
import { actingIn, actorOf } from '../../consultation/who-acts.ts'
import { type ConsultationHandler, fieldOf, pathOf, sendPage } from '../frame/gate.ts'
import { notConfirmedFor } from '../frame/not-confirmed.ts'
import type { MadeReferralDeps } from '../page-deps.ts'
import { type Trouble, WithdrawPage } from './page.tsx'

/** GET and POST `/r/{handle}/withdraw/{referralId}`: the clinician takes a referral back, before or after the service has it. */
export function createWithdrawHandlers(
  deps: MadeReferralDeps & MemoryDeps,
): Record<'get' | 'post', ConsultationHandler> {
  const show = (consultation: Consultation, res: Response, referred: Referred, trouble?: Trouble): void => {
    const props = { consultation, ...referred, trouble, synthetic: deps.synthetic }
    sendPage(res, createElement(WithdrawPage, props), trouble === undefined ? 200 : (STATUSES[trouble] ?? HUB_FAILED))
  }

  /** What did not work, or undefined once it is withdrawn. */
  async function withdraw(
    consultation: Consultation,
    referred: Referred,
    why: Withdrawal,
  ): Promise<Trouble | undefined> {
    const { referralId, service } = referred
    let { receipt } = referred
    if (referred.delivery !== 'not-ours' && referred.delivery.state !== 'delivered') {
      const now = await deps.delivery.cancel(referralId, actorOf(consultation.session))
      if (now.state === 'cancelled') {
        await deps.held.forget(referralId)
        return undefined
      }
      if (now.state !== 'delivered') return 'NOT_CERTAIN'
      receipt = now.receipt
    }
    if (!receipt) return 'NOT_READ'
    const clinician = actingIn(consultation)
    const hub = deps.hubFor(service.id)
    const done = await hub?.withdraw({ referralId, receipt }, { why, clinician })
    if (!done?.ok) return notConfirmedFor(done?.failure)
    if (done.value === 'over') return 'OVER'
    if (done.value === 'not-there') return 'NOT_THERE'
    await noteAct(consultation, { action: 'withdrew', referralId, detail: why }, deps)
    await deps.held.forget(referralId)
    // The next launch must not call it open.
    if (hub?.looksUp) await deps.lookSoon(service.id, receipt.task.replace(/^Task\//, ''))
    else await deps.keepWithdrawn(referralId)
    return undefined
  }

  return {
    async get(consultation, req, res) {
      const referred = await referredAs(consultation, String(req.params.referralId), deps)
      if (!referred) return res.redirect(303, pathOf(consultation, ''))
      show(consultation, res, referred)
    },

    async post(consultation, req, res) {
      const referred = await referredAs(consultation, String(req.params.referralId), deps)
      if (!referred) return res.redirect(303, pathOf(consultation, ''))
      const why = fieldOf(req, 'why')
      if (!isWithdrawal(why)) return show(consultation, res, referred, 'NO_REASON')
      const trouble = await withdraw(consultation, referred, why)
      if (trouble !== undefined) return show(consultation, res, referred, trouble)
      // Who has just said no is not asked again in this spell (hazard H11).
      if (why === 'patient-withdrew') await rememberDeclined(consultation, deps)
      res.redirect(303, `${pathOf(consultation, 'status')}/${encodeURIComponent(referred.referralId)}`)
    },
  }
}

const STATUSES: Partial<Readonly<Record<Trouble, number>>> = { NO_REASON: 400, OVER: 409, NOT_THERE: 409 }

/** Whatever else stands in the way, it is the hub that did not answer as it should. */
const HUB_FAILED = 424
