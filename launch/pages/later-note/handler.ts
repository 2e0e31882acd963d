import { laterNote } from '../../../src/domain/later-note.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import { readStatus } from '../../../src/fhir/read-status.ts'
import type { ArrivedReferral, Hub } from '../../../src/gateways/hub.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { noteAct } from '../../consultation/note-act.ts'
import { referredAs } from '../../consultation/referred.ts'
import { actingIn } from '../../consultation/who-acts.ts'
import { type ConsultationHandler, fieldOf, pathOf } from '../frame/gate.ts'
import { notConfirmedFor } from '../frame/not-confirmed.ts'
import type { MadeReferralDeps } from '../page-deps.ts'
import type { KnownNote, NoteTrouble } from './later-note.tsx'

/** What the service knows of the fit note; undefined where it was told of none, or does not say. */
export async function knownNoteOf(
  { context, today }: Consultation,
  arrived: ArrivedReferral,
  hub: Hub | undefined,
): Promise<KnownNote | undefined> {
  const told = await hub?.amends?.toldNote(arrived)
  if (!told?.ok || !told.value) return undefined
  return { told: told.value, later: laterNote(told.value, context.fitNotes, today) }
}

/** POST `/r/{handle}/later-note/{referralId}`: the service learns of a later fit note (hazard H20), and the status page shows it. */
export function createLaterNoteHandler(deps: MadeReferralDeps): ConsultationHandler {
  return async (consultation, req, res) => {
    const referralId = String(req.params.referralId)
    const referred = await referredAs(consultation, referralId, deps)
    if (!referred) return res.redirect(303, pathOf(consultation, ''))
    const back = (trouble?: NoteTrouble): void => {
      const query = trouble ? `?note=${trouble}` : ''
      res.redirect(303, `${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}${query}`)
    }
    if (!referred.receipt) return back('not-confirmed')
    const hub = deps.hubFor(referred.service.id)
    const arrived = { referralId, receipt: referred.receipt }
    const task = await hub?.looksUp?.readTask(arrived)
    if (!task?.ok) return back(notConfirmedFor(task?.failure))
    if (!task.value) return back('not-confirmed')
    // Whoever has ended the referral needs to know no more of the patient; the status page says that it is over.
    if (isEnded(readStatus(task.value).stage)) return back()
    const known = await knownNoteOf(consultation, arrived, hub)
    if (!known) return back('not-confirmed')
    // Pressed twice: it knows.
    if (!known.later) return back()
    // What the clinician saw is what is sent: not a note that came into the record since.
    if (known.later.source !== fieldOf(req, 'note')) return back('changed')
    const done = await hub?.amends?.updateNote(arrived, { note: known.later, clinician: actingIn(consultation) })
    if (!done?.ok) return back(notConfirmedFor(done?.failure))
    await noteAct(consultation, { action: 'amended', referralId, detail: 'later-fit-note' }, deps)
    back()
  }
}
