import { noteAct } from '../../consultation/note-act.ts'
import { referredAs } from '../../consultation/referred.ts'
import { actingIn } from '../../consultation/who-acts.ts'
import { type ConsultationHandler, pathOf } from '../frame/gate.ts'
import { notConfirmedFor } from '../frame/not-confirmed.ts'
import type { MadeReferralDeps } from '../page-deps.ts'

/**
 * POST `/r/{handle}/release/{referralId}`: "We have spoken". The contact details that were held back follow to the service, with the name of
 * whoever is signed in (hazard H10).
 */
export function createReleaseHandler(deps: MadeReferralDeps): ConsultationHandler {
  return async (consultation, req, res) => {
    const referralId = String(req.params.referralId)
    const status = `${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}`
    const referred = await referredAs(consultation, referralId, deps)
    if (!referred?.receipt) return res.redirect(303, status)
    const { service } = referred
    const done = await deps.releaseContact(
      { referralId, serviceId: service.id },
      {
        release: { how: 'talk', with: service.name, at: deps.now().toISOString() },
        by: actingIn(consultation),
      },
    )
    if (!done.ok) return res.redirect(303, `${status}?talk=${notConfirmedFor(done.failure)}`)
    if (done.value !== 'over')
      await noteAct(consultation, { action: 'contact-released', referralId, detail: 'referrer' }, deps)
    res.redirect(303, status)
  }
}
