import type { Request, Response } from 'express'
import { createElement } from 'react'
import {
  type CONTACT_FIELDS,
  type ContactDetails,
  contactProblems,
  isAmendment,
  isSameContact,
  NO_CONTACT,
} from '../../../src/domain/contact-details.ts'
import { isEnded } from '../../../src/domain/referral-course.ts'
import { contactLimitsOf, contactQuestionsOf } from '../../../src/fhir/contact-questions.ts'
import { readStatus } from '../../../src/fhir/read-status.ts'
import type { Amends } from '../../../src/gateways/hub.ts'
import { HELD_DAYS } from '../../consultation/accept-referral.ts'
import type { QuestionDeps } from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { noteAct } from '../../consultation/note-act.ts'
import { type Referred, referredAs } from '../../consultation/referred.ts'
import { actingIn } from '../../consultation/who-acts.ts'
import { type ConsultationHandler, fieldOf, pathOf, sendPage } from '../frame/gate.ts'
import { notConfirmedFor } from '../frame/not-confirmed.ts'
import type { MadeReferralDeps } from '../page-deps.ts'
import { AmendPage, type AmendTrouble } from './page.tsx'

interface Told {
  readonly referred: Referred & { readonly receipt: NonNullable<Referred['receipt']> }
  readonly amends: Amends
  readonly contact: ContactDetails
  /** The service has none of it before coach and referrer have spoken: what is corrected is kept here until then (hazard H10). */
  readonly isHeld: boolean
  /** Whether anything is kept here to be corrected: after 28 days nothing is. */
  readonly isKept: boolean
}

/**
 * GET and POST `/r/{handle}/amend/{referralId}`: the clinician corrects how the service reaches the patient, with a reason, as long as the
 * referral goes on (hazard H02).
 */
export function createAmendHandlers(
  deps: MadeReferralDeps & QuestionDeps,
): Record<'get' | 'post', ConsultationHandler> {
  const statusOf = (consultation: Consultation, referralId: string): string =>
    `${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}`

  /** What the service was told; undefined where it does not have the referral, has ended it, or does not say. */
  async function told(consultation: Consultation, referralId: string): Promise<Told | undefined> {
    const referred = await referredAs(consultation, referralId, deps)
    const hub = referred && deps.hubFor(referred.service.id)
    if (!referred?.receipt || !hub?.looksUp || !hub.amends) return undefined
    const { looksUp, amends } = hub
    const { receipt } = referred
    const arrived = { referralId, receipt }
    const [task, contact] = await Promise.all([looksUp.readTask(arrived), amends.toldContact(arrived)])
    const status = task.ok && task.value && readStatus(task.value)
    if (!status || isEnded(status.stage) || !contact.ok || !contact.value) return undefined
    const isHeld = status.talk === 'waiting' && isSameContact(contact.value, NO_CONTACT)
    const held = isHeld ? await deps.held.read(referralId) : undefined
    return {
      referred: { ...referred, receipt },
      amends,
      contact: held?.contact ?? contact.value,
      isHeld,
      isKept: held !== undefined,
    }
  }

  const questions = contactQuestionsOf(deps.questionnaire)

  const show = (
    consultation: Consultation,
    res: Response,
    { referred, isHeld }: Told,
    said: { typed: ContactDetails; why: string; troubles: readonly AmendTrouble[]; status: number },
  ): void => {
    const { status, ...rest } = said
    const { service, referralId } = referred
    const page = { consultation, service, questions, isHeld, back: statusOf(consultation, referralId), ...rest }
    sendPage(res, createElement(AmendPage, { ...page, synthetic: deps.synthetic }), status)
  }

  async function keepsCorrection({ isKept }: Told, referralId: string, typed: ContactDetails): Promise<boolean> {
    if (isKept) return deps.held.replace(referralId, typed)
    await deps.held.hold(referralId, typed, HELD_DAYS)
    return true
  }

  return {
    async get(consultation, req, res) {
      const referralId = String(req.params.referralId)
      const known = await told(consultation, referralId)
      if (!known) return res.redirect(303, statusOf(consultation, referralId))
      show(consultation, res, known, { typed: known.contact, why: '', troubles: [], status: 200 })
    },

    async post(consultation, req, res) {
      const referralId = String(req.params.referralId)
      const known = await told(consultation, referralId)
      if (!known) return res.redirect(303, statusOf(consultation, referralId))
      const typed = typedContact(req, known.contact)
      const why = fieldOf(req, 'why') ?? ''
      const problems = contactProblems(typed, contactLimitsOf(questions))
      if (!isAmendment(why))
        return show(consultation, res, known, { typed, why, troubles: [...problems, 'NO_REASON'], status: 400 })
      if (problems.length > 0) return show(consultation, res, known, { typed, why, troubles: problems, status: 400 })
      // Released meanwhile: the service has them, and is told of the correction below.
      if (known.isHeld && (await keepsCorrection(known, referralId, typed))) {
        await noteAct(consultation, { action: 'amended', referralId, detail: `held-contact-${why}` }, deps)
        return res.redirect(303, statusOf(consultation, referralId))
      }
      const { receipt } = known.referred
      const { questionnaire } = deps
      const amendment = { contact: typed, why, clinician: actingIn(consultation), questionnaire }
      const done = await known.amends.amendContact({ referralId, receipt }, amendment)
      if (!done.ok)
        return show(consultation, res, known, { typed, why, troubles: [notConfirmedFor(done.failure)], status: 424 })
      if (done.value === 'told')
        await noteAct(consultation, { action: 'amended', referralId, detail: `contact-${why}` }, deps)
      res.redirect(303, statusOf(consultation, referralId))
    },
  }
}

/** An address that stays as it was stays what it was; a page of the version before has no question about messages, and changes nothing of it. */
function typedContact(req: Request, before: ContactDetails): ContactDetails {
  const at = (field: (typeof CONTACT_FIELDS)[number]): string => fieldOf(req, field)?.trim() ?? ''
  const address = at('address')
  const said = fieldOf(req, 'messages')
  const messages = said === 'yes' ? true : said === 'no' ? false : before.messages
  return {
    phone: at('phone'),
    email: at('email'),
    address,
    safety: at('safety'),
    ...(messages === undefined ? {} : { messages }),
    ...(before.isTemporary && address === before.address ? { isTemporary: true } : {}),
  }
}
