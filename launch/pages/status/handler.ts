import type { Request, Response } from 'express'
import { createElement } from 'react'
import { isEnded } from '../../../src/domain/referral-course.ts'
import { newest } from '../../../src/domain/referral-to-show.ts'
import type { Hub } from '../../../src/gateways/hub.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { earlierReferrals } from '../../consultation/earlier-referrals.ts'
import { noteAct } from '../../consultation/note-act.ts'
import { otherOpenReferrals } from '../../consultation/other-open.ts'
import { referralAtLaunch, standingReferrals } from '../../consultation/referral-at-launch.ts'
import { within } from '../../consultation/within.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../frame/gate.ts'
import { NOT_CONFIRMED } from '../frame/not-confirmed.ts'
import { knownNoteOf } from '../later-note/handler.ts'
import { NOTE_TROUBLES } from '../later-note/later-note.tsx'
import type { MadeReferralDeps } from '../page-deps.ts'
import { type KnownReferralStatus, knownStatusOf } from './known-status.ts'
import { NoReferralPage } from './no-referral.tsx'
import { StatusPage } from './page.tsx'
import { TROUBLES } from './questions.tsx'

/**
 * GET `/r/{handle}/status` for the referral of this consultation, else for the patient's that is asked after, and `/r/{handle}/status/{referralId}`
 * for an earlier one.
 */
export function createStatusHandlers(deps: MadeReferralDeps): Record<'get', ConsultationHandler> {
  return {
    async get(consultation, req, res) {
      const { draft } = consultation
      const asked = req.params.referralId === undefined ? draft.referralId : String(req.params.referralId)
      const found = await knownStatusOf(consultation, asked, deps)
      if (found) return show(consultation, found, req, res)
      if (req.params.referralId !== undefined) return res.redirect(303, pathOf(consultation, ''))
      const earlier = await anyReferral(consultation)
      if (earlier) return res.redirect(303, `${pathOf(consultation, 'status')}/${encodeURIComponent(earlier)}`)
      const known = await earlierReferrals(consultation, deps)
      sendPage(res, createElement(NoReferralPage, { consultation, known, synthetic: deps.synthetic }))
    },
  }

  /** Whoever asks for it sees one that ended long ago, too. */
  async function anyReferral(consultation: Consultation): Promise<string | undefined> {
    const atLaunch = await referralAtLaunch(consultation, deps)
    return atLaunch ?? newest(await standingReferrals(consultation, deps))[0]?.referralId
  }

  async function show(
    consultation: Consultation,
    { service, known }: KnownReferralStatus,
    req: Request,
    res: Response,
  ): Promise<void> {
    const hub = deps.hubFor(service.id)
    const { referralId, receipt } = known
    const detail = typeof known.hub === 'object' ? known.hub.stage : known.hub
    await noteAct(consultation, { action: 'status-read', referralId, detail }, deps)
    const isRunning = typeof known.hub === 'object' && !isEnded(known.hub.stage)
    const arrived = receipt && { referralId, receipt }
    // Beside how it stands, each of these may be missing: a hub that is slow now holds up nobody.
    const [questions, note, passedOn] = await Promise.all([
      within(deps.hubWaitMs, questionsOf(hub, known)),
      isRunning && arrived ? within(deps.hubWaitMs, knownNoteOf(consultation, arrived, hub)) : undefined,
      isRunning && arrived && hub?.asks ? within(deps.hubWaitMs, hub.asks.passedOnTo(arrived)) : undefined,
    ])
    sendPage(
      res,
      createElement(StatusPage, {
        consultation,
        service,
        hub,
        known,
        questions: questions ?? [],
        trouble: TROUBLES.find(each => each === req.query.answer),
        note,
        passedOnTo: passedOn?.ok ? passedOn.value : undefined,
        held: await deps.held.read(referralId),
        talkTrouble: NOT_CONFIRMED.find(each => each === req.query.talk),
        noteTrouble: NOTE_TROUBLES.find(each => each === req.query.note),
        others: await otherOpenReferrals(consultation, referralId, deps),
        isBegun: await deps.drafts.isBegun(consultation.draft),
        lookedUpAt: deps.now().toISOString(),
        synthetic: deps.synthetic,
      }),
    )
  }
}

/** Asked only where the hub was just read: what cannot be read now is said above, and nothing is answered blindly. */
async function questionsOf(hub: Hub | undefined, { referralId, hub: status, receipt }: KnownReferralStatus['known']) {
  if (typeof status !== 'object' || !receipt) return []
  const found = await hub?.asks?.questions({ referralId, receipt })
  const questions = found?.ok ? found.value : []
  // Nobody waits for an answer to what has ended; what was answered stays to be read (hazard H16).
  return isEnded(status.stage) ? questions.filter(each => each.answer !== undefined) : questions
}
