import { createElement } from 'react'
import type { Receipt } from '../../../src/domain/receipt.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import { readStatus } from '../../../src/fhir/read-status.ts'
import type { Hub } from '../../../src/gateways/hub.ts'
import type { Consultation } from '../consultation-of.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../gate.ts'
import { knownNoteOf } from '../later-note/handler.ts'
import { NOTE_TROUBLES } from '../later-note/later-note.tsx'
import type { PageDeps } from '../page-deps.ts'
import { referredAs } from '../referred.ts'
import { actorOf } from '../who-acts.ts'
import { type KnownStatus, StatusPage } from './page.tsx'
import { TROUBLES } from './questions.tsx'

/** GET `/r/{handle}/status` for the referral of this consultation, and `/r/{handle}/status/{referralId}` for an earlier one. */
export function createStatusHandlers(deps: PageDeps): Record<'get', ConsultationHandler> {
  return {
    async get(consultation, req, res) {
      const referralId = String(req.params.referralId ?? consultation.draft.referralId)
      const service = consultation.service ?? consultation.candidates[0]?.service
      const known = service && (await statusOf(consultation, referralId, deps.hubFor(service.id)))
      if (!service || !known) return res.redirect(303, pathOf(consultation, ''))
      const { session, patientKey } = consultation
      await deps.audit.record({
        action: 'status-read',
        actor: actorOf({ session }),
        patientKey,
        referralId,
        detail: typeof known.hub === 'object' ? known.hub.stage : known.hub,
      })
      const questions = await questionsOf(consultation, referralId, known)
      const isRunning = typeof known.hub === 'object' && !isEnded(known.hub.stage)
      const note = isRunning ? await knownNoteOf(consultation, referralId, deps.hubFor(service.id)) : undefined
      sendPage(
        res,
        createElement(StatusPage, {
          consultation,
          service,
          known,
          questions,
          trouble: TROUBLES.find(each => each === req.query.answer),
          note,
          noteTrouble: NOTE_TROUBLES.find(each => each === req.query.note),
          lookedUpAt: deps.now().toISOString(),
          synthetic: deps.synthetic,
        }),
      )
    },
  }

  /** Asked only where the hub was just read: what cannot be read now is said above, and nothing is answered blindly. */
  async function questionsOf(consultation: Consultation, referralId: string, known: KnownStatus) {
    if (typeof known.hub !== 'object') return []
    const referred = await referredAs(consultation, referralId, deps)
    const found = referred?.receipt && (await deps.hubFor(referred.service.id)?.questions(referred.receipt))
    const questions = found?.ok ? found.value : []
    // Nobody waits for an answer to what has ended; what was answered stays to be read (hazard H16).
    return isEnded(known.hub.stage) ? questions.filter(each => each.answer !== undefined) : questions
  }

  async function statusOf(
    consultation: Consultation,
    referralId: string,
    hub: Hub | undefined,
  ): Promise<KnownStatus | undefined> {
    if (referralId === consultation.draft.referralId) {
      const delivery = await deps.delivery.read(referralId)
      if (!delivery) return undefined
      if (delivery.state !== 'delivered') return { referralId, delivery, hub: 'not-asked' }
      const found = await askHub(hub, delivery.receipt)
      const lastSeen = found === 'not-read' ? await deps.lastSeen(referralId) : undefined
      return { referralId, delivery, hub: found, lastSeen }
    }
    // Only referrals that this patient's own record names: no other patient's can be asked for by guessing.
    if (!consultation.context.referrals.some(each => each.referralId === referralId)) return undefined
    const found = await hub?.find(referralId)
    if (!found?.ok)
      return { referralId, delivery: 'not-ours', hub: 'not-read', lastSeen: await deps.lastSeen(referralId) }
    return { referralId, delivery: 'not-ours', hub: found.value ? await askHub(hub, found.value) : 'not-found' }
  }
}

async function askHub(hub: Hub | undefined, receipt: Receipt): Promise<KnownStatus['hub']> {
  const task = await hub?.readTask(receipt)
  return task?.ok ? readStatus(task.value) : 'not-read'
}
