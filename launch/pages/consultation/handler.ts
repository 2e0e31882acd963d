import type { Response } from 'express'
import { createElement } from 'react'
import type { LocalDate } from '../../../src/domain/local-date.ts'
import { isReferring, type Missing } from '../../../src/domain/referral.ts'
import type { Fields } from '../../../src/questionnaire/changed-fields.ts'
import { GROUP_BUTTON } from '../../../src/questionnaire/field-names.ts'
import type { AnswerIssue } from '../../../src/questionnaire/validate-answers.ts'
import type {
  BasicDeps,
  FollowingDeps,
  MemoryDeps,
  OpeningDeps,
  SendingDeps,
} from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { rememberDeclined } from '../../consultation/declined.ts'
import { beginAnew, openConsultation } from '../../consultation/open-consultation.ts'
import { preparedReferral } from '../../consultation/prepared-referral.ts'
import { referralAtLaunch } from '../../consultation/referral-at-launch.ts'
import { formsOf, saveAnswers } from '../../consultation/save-answers.ts'
import { withSeenNow } from '../../consultation/seen-now.ts'
import { keepTyped, typedInto } from '../../consultation/typed.ts'
import { bodyOf, type ConsultationHandler, fieldOf, pathOf, sendPage } from '../frame/gate.ts'
import { MISSING_WORDS } from '../frame/words.ts'
import type { ShowingDeps } from '../page-deps.ts'
import { ConsultationFormPage } from './page.tsx'

/** GET `/r/{handle}/`, POST to it, and POST `/r/{handle}/typed` and `/r/{handle}/reread`. */
export function createConsultationHandlers(
  deps: OpeningDeps & MemoryDeps & SendingDeps & FollowingDeps & ShowingDeps,
): Record<'get' | 'post' | 'typed' | 'reread', ConsultationHandler> {
  async function show(
    consultation: Consultation,
    res: Response,
    found: {
      issues: AnswerIssue[]
      lacks: string[]
      typed: Record<string, string | string[]>
      opened?: string | undefined
    },
  ): Promise<void> {
    const declined = await deps.declined.read(consultation.patientKey, consultation.today)
    const declinedOn: LocalDate | undefined = declined?.on
    const hub = consultation.service && deps.hubFor(consultation.service.id)
    const props = { consultation, hub, synthetic: deps.synthetic, declinedOn, ...found }
    const isWrong = found.issues.length > 0 || found.lacks.length > 0
    sendPage(res, createElement(ConsultationFormPage, props), isWrong ? 400 : 200)
  }

  /** A referral that was accepted is frozen: from then on every way leads to what became of it. */
  const isAccepted = async ({ draft }: Consultation): Promise<boolean> =>
    (await deps.delivery.read(draft.referralId)) !== undefined

  /** Whoever launches to hear what became of a referral meets that, and not the form (ADR 0031); whoever is at work in the form stays there. */
  const openStatusOf = async (consultation: Consultation): Promise<string | undefined> =>
    (await deps.drafts.isBegun(consultation.draft)) ? undefined : referralAtLaunch(consultation, deps)

  /** Remembered, so that no reload and no way back leads to the status again; it sends nothing (hazard H13). */
  async function referAgain(consultation: Consultation, res: Response): Promise<void> {
    const delivery = await deps.delivery.read(consultation.draft.referralId)
    if (delivery && delivery.state !== 'delivered') return res.redirect(303, pathOf(consultation, 'sent'))
    const begun = delivery ? await beginAnew(consultation, deps) : undefined
    // Without the record there is no new form: how the first one stands is still true.
    if (begun && !begun.ok) return res.redirect(303, pathOf(consultation, 'status'))
    await deps.drafts.choosesForm(begun?.value.draft ?? consultation.draft)
    res.redirect(303, pathOf(consultation, ''))
  }

  return {
    async get(consultation, req, res) {
      if (req.query.refer === 'again') return referAgain(consultation, res)
      if (await isAccepted(consultation)) return res.redirect(303, pathOf(consultation, 'sent'))
      const stands = await openStatusOf(consultation)
      if (stands) return res.redirect(303, `${pathOf(consultation, 'status')}/${encodeURIComponent(stands)}`)
      const typed = await typedInto('consultation', consultation.draft, deps)
      await show(await withSeenNow(consultation, deps), res, { issues: [], lacks: [], typed })
    },

    async post(before, req, res) {
      if (await isAccepted(before)) return res.redirect(303, pathOf(before, 'sent'))
      if (before.stops.length > 0) return res.redirect(303, pathOf(before, ''))
      const { consultation, issues, typed, goesOn, asksMore } = await saveAnswers(before, bodyOf(req), deps)
      if (goesOn)
        return show(consultation, res, { issues: [], lacks: [], typed, opened: fieldOf(req, GROUP_BUTTON.open) })
      const { answers } = consultation
      const pathwayIsKnown = !issues.some(issue => issue.linkId === 'pathway')
      if (pathwayIsKnown && !isReferring(answers.pathway))
        return res.redirect(303, pathOf(consultation, 'nothing-sent'))
      // A pathway that was chosen and refused is put right first, also by whoever sends nothing.
      const isRefused = !pathwayIsKnown && fieldOf(req, 'pathway') !== undefined
      if (answers.sharing === 'none' && !isRefused) {
        await rememberDeclined(consultation, deps)
        return res.redirect(303, pathOf(consultation, 'nothing-sent'))
      }
      // Safety first: an urgent concern pauses at once, whatever else is still unanswered (hazard H04).
      if (answers.concern === 'urgent' && !answers.concernManaged)
        return res.redirect(303, pathOf(consultation, 'pause'))
      const lacks = issues.length > 0 ? [] : missingOf(consultation, deps)
      // Whoever has just picked a service has not seen what it asks for itself.
      const isNew = consultation.siteQuestions !== undefined && consultation.service?.id !== before.service?.id
      if (issues.length === 0 && lacks.length === 0 && !isNew && asksMore.length === 0)
        return res.redirect(303, pathOf(consultation, 'check'))
      await show(consultation, res, {
        issues: [...issues, ...lacks.flatMap(asIssue)],
        lacks: [
          ...lacks.flatMap(asSentence),
          ...(isNew ? [`${consultation.service?.name} has questions of its own: see “More questions” below`] : []),
          ...asksMore.map(question => `${consultation.service?.name} also asks now: ${question}`),
        ],
        typed,
      })
    },

    async typed(consultation, req, res) {
      const body = bodyOf(req)
      const picked = fieldOf(req, 'service')
      const service: Fields = picked && picked !== consultation.service?.id ? { service: [picked] } : {}
      await keepTyped('consultation', consultation.draft, body, formsOf(consultation), deps, service)
      res.status(204).end()
    },

    async reread(consultation, _req, res) {
      const opened = await openConsultation(consultation.session, deps, consultation.draft)
      if (opened.ok) return res.redirect(303, pathOf(consultation, ''))
      await show(consultation, res, {
        issues: [],
        lacks: ['The record could not be read again. Wait a minute, then try once more.'],
        typed: await typedInto('consultation', consultation.draft, deps),
      })
    },
  }
}

function missingOf(consultation: Consultation, deps: BasicDeps): (Missing | 'SERVICE')[] {
  const prepared = preparedReferral(consultation, deps)
  if (prepared.ok) return []
  return prepared.failure.filter(each => each !== 'ANSWERS' && each !== 'STOPPED')
}

const asIssue = (missing: Missing | 'SERVICE'): AnswerIssue[] => {
  const words = missing === 'SERVICE' ? undefined : MISSING_WORDS[missing]
  return words?.linkId ? [{ linkId: words.linkId, text: words.text }] : []
}

const asSentence = (missing: Missing | 'SERVICE'): string[] => {
  if (missing === 'SERVICE') return ['Select which WorkWell service the referral goes to']
  const words = MISSING_WORDS[missing]
  return words.linkId ? [] : [words.text]
}
