import { createElement } from 'react'
import { kindOfAnswer } from '../../../src/domain/failure-kind.ts'
import type { GatewayFailure } from '../../../src/domain/gateway-failure.ts'
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
        actor: { fhirUser: session.fhirUser, issuer: session.issuer },
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
    return found?.ok ? found.value : []
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
      const lastSeen = found === 'not-read' || found === 'not-let-in' ? await deps.lastSeen(referralId) : undefined
      return { referralId, delivery, hub: found, lastSeen }
    }
    // Only referrals that this patient's own record names: no other patient's can be asked for by guessing.
    if (!consultation.context.referrals.some(each => each.referralId === referralId)) return undefined
    const found = await hub?.find(referralId)
    if (!found?.ok) {
      const lastSeen = await deps.lastSeen(referralId)
      return { referralId, delivery: 'not-ours', hub: found ? unread(found.failure) : 'not-read', lastSeen }
    }
    return { referralId, delivery: 'not-ours', hub: found.value ? await askHub(hub, found.value) : 'not-found' }
  }
}

async function askHub(hub: Hub | undefined, receipt: Receipt): Promise<KnownStatus['hub']> {
  const task = await hub?.readTask(receipt)
  if (!task) return 'not-read'
  return task.ok ? readStatus(task.value) : unread(task.failure)
}

/** A 404 here speaks of this one Task; whatever else has to be mended keeps us from all of them. */
const unread = (failure: GatewayFailure): 'not-read' | 'not-let-in' =>
  failure.code !== 'NOT_FOUND' && kindOfAnswer(failure) === 'to-mend' ? 'not-let-in' : 'not-read'
