import { createElement } from 'react'
import { kindOfAnswer } from '../../../src/domain/failure-kind.ts'
import type { GatewayFailure } from '../../../src/domain/gateway-failure.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import type { Result } from '../../../src/domain/result.ts'
import { readStatus } from '../../../src/fhir/read-status.ts'
import type { ArrivedReferral, Hub } from '../../../src/gateways/hub.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { noteAct } from '../../consultation/note-act.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../frame/gate.ts'
import { NOT_CONFIRMED } from '../frame/not-confirmed.ts'
import { knownNoteOf } from '../later-note/handler.ts'
import { NOTE_TROUBLES } from '../later-note/later-note.tsx'
import type { MadeReferralDeps } from '../page-deps.ts'
import { type KnownStatus, StatusPage } from './page.tsx'
import { TROUBLES } from './questions.tsx'

/** GET `/r/{handle}/status` for the referral of this consultation, and `/r/{handle}/status/{referralId}` for an earlier one. */
export function createStatusHandlers(deps: MadeReferralDeps): Record<'get', ConsultationHandler> {
  return {
    async get(consultation, req, res) {
      const referralId = String(req.params.referralId ?? consultation.draft.referralId)
      const service = consultation.service ?? consultation.candidates[0]?.service
      const hub = service && deps.hubFor(service.id)
      const known = service && (await statusOf(consultation, referralId, hub))
      if (!service || !known) return res.redirect(303, pathOf(consultation, ''))
      await noteAct(
        consultation,
        { action: 'status-read', referralId, detail: typeof known.hub === 'object' ? known.hub.stage : known.hub },
        deps,
      )
      const questions = await questionsOf(hub, known)
      const isRunning = typeof known.hub === 'object' && !isEnded(known.hub.stage)
      const arrived = known.receipt && { referralId, receipt: known.receipt }
      const note = isRunning && arrived ? await knownNoteOf(consultation, arrived, hub) : undefined
      const passedOn = isRunning && arrived ? await hub?.asks?.passedOnTo(arrived) : undefined
      sendPage(
        res,
        createElement(StatusPage, {
          consultation,
          service,
          hub,
          known,
          questions,
          trouble: TROUBLES.find(each => each === req.query.answer),
          note,
          passedOnTo: passedOn?.ok ? passedOn.value : undefined,
          held: await deps.held.read(referralId),
          talkTrouble: NOT_CONFIRMED.find(each => each === req.query.talk),
          noteTrouble: NOTE_TROUBLES.find(each => each === req.query.note),
          lookedUpAt: deps.now().toISOString(),
          synthetic: deps.synthetic,
        }),
      )
    },
  }

  /** Asked only where the hub was just read: what cannot be read now is said above, and nothing is answered blindly. */
  async function questionsOf(hub: Hub | undefined, { referralId, hub: status, receipt }: KnownStatus) {
    if (typeof status !== 'object' || !receipt) return []
    const found = await hub?.asks?.questions({ referralId, receipt })
    const questions = found?.ok ? found.value : []
    // Nobody waits for an answer to what has ended; what was answered stays to be read (hazard H16).
    return isEnded(status.stage) ? questions.filter(each => each.answer !== undefined) : questions
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
      const { receipt } = delivery
      const found = await askHub(hub, { referralId, receipt })
      const lastSeen = typeof found === 'object' ? undefined : await deps.lastSeen(referralId)
      return { referralId, delivery, receipt, hub: found, lastSeen }
    }
    // Only referrals that this patient's own record names: no other patient's can be asked for by guessing.
    if (!consultation.context.referrals.some(each => each.referralId === referralId)) return undefined
    const found = await hub?.find(referralId)
    const receipt = found?.ok ? found.value : undefined
    const said = receipt ? await askHub(hub, { referralId, receipt }) : notHad(found)
    const lastSeen = typeof said === 'object' ? undefined : await deps.lastSeen(referralId)
    return { referralId, delivery: 'not-ours', receipt, hub: said, lastSeen }
  }
}

/** What stands in the referral's place and is not the referral is not there (hazard H01). */
async function askHub(hub: Hub | undefined, arrived: ArrivedReferral): Promise<KnownStatus['hub']> {
  if (hub && !hub.looksUp) return 'not-told'
  const task = await hub?.looksUp?.readTask(arrived)
  return task?.ok && task.value ? readStatus(task.value) : notHad(task)
}

/** A hub that answered, and has not got it; or why it could not be asked. */
function notHad(answer: Result<unknown, GatewayFailure> | undefined): 'not-found' | 'not-read' | 'not-let-in' {
  if (answer?.ok) return 'not-found'
  return answer ? unread(answer.failure) : 'not-read'
}

/** A 404 here speaks of this one Task; whatever else has to be mended keeps us from all of them. */
const unread = (failure: GatewayFailure): 'not-read' | 'not-let-in' =>
  failure.code !== 'NOT_FOUND' && kindOfAnswer(failure) === 'to-mend' ? 'not-let-in' : 'not-read'
