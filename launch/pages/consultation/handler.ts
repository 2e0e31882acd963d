import type { Request, Response } from 'express'
import type { Questionnaire } from 'fhir/r4.js'
import { createElement } from 'react'
import type { LocalDate } from '../../../src/domain/local-date.ts'
import { isReferring, type Missing } from '../../../src/domain/referral.ts'
import { concernIsUrgent, withoutConcernManaged } from '../../../src/fhir/concern-managed.ts'
import { withoutDisabled } from '../../../src/questionnaire/drop-disabled.ts'
import { responseFromForm } from '../../../src/questionnaire/form-body.ts'
import { walkItems } from '../../../src/questionnaire/items.ts'
import { newlyAsked } from '../../../src/questionnaire/newly-asked.ts'
import { type AnswerIssue, validateAnswers } from '../../../src/questionnaire/validate-answers.ts'
import type { Draft } from '../../../src/store/drafts.ts'
import { type Consultation, consultationOf } from '../consultation-of.ts'
import { type ConsultationHandler, fieldOf, pathOf, sendPage } from '../gate.ts'
import { openConsultation, withSiteAnswers } from '../open-consultation.ts'
import type { PageDeps } from '../page-deps.ts'
import { preparedReferral } from '../prepared-referral.ts'
import { baseOf, siteAnswersMayLeave } from '../site-questions.ts'
import { MISSING_WORDS } from '../words.ts'
import { rememberDeclined } from './declined.ts'
import { ConsultationFormPage } from './page.tsx'

/** GET `/r/{handle}/`, POST to it, and POST `/r/{handle}/reread`. */
export function createConsultationHandlers(deps: PageDeps): Record<'get' | 'post' | 'reread', ConsultationHandler> {
  async function show(
    consultation: Consultation,
    res: Response,
    found: { issues: AnswerIssue[]; lacks: string[]; typed: Record<string, string | string[]> },
  ): Promise<void> {
    const declined = await deps.declined.read(consultation.patientKey, consultation.today)
    const declinedOn: LocalDate | undefined = declined?.on
    const props = { consultation, synthetic: deps.synthetic, declinedOn, ...found }
    const isWrong = found.issues.length > 0 || found.lacks.length > 0
    sendPage(res, createElement(ConsultationFormPage, props), isWrong ? 400 : 200)
  }

  /** A referral that was accepted is frozen: from then on every way leads to what became of it. */
  const isAccepted = async ({ draft }: Consultation): Promise<boolean> =>
    (await deps.delivery.read(draft.referralId)) !== undefined

  return {
    async get(consultation, _req, res) {
      if (await isAccepted(consultation)) return res.redirect(303, pathOf(consultation, 'sent'))
      await show(consultation, res, { issues: [], lacks: [], typed: {} })
    },

    async post(before, req, res) {
      if (await isAccepted(before)) return res.redirect(303, pathOf(before, 'sent'))
      if (before.stops.length > 0) return res.redirect(303, pathOf(before, ''))
      const { consultation, issues, typed, goesOn, asksMore } = await saveAnswers(before, req, deps)
      if (goesOn) return show(consultation, res, { issues: [], lacks: [], typed })
      const { answers } = consultation
      const pathwayIsKnown = !issues.some(issue => issue.linkId === 'pathway')
      if (pathwayIsKnown && !isReferring(answers.pathway))
        return res.redirect(303, pathOf(consultation, 'nothing-sent'))
      if (answers.sharing === 'none') {
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

    async reread(consultation, _req, res) {
      const opened = await openConsultation(consultation.session, deps, consultation.draft)
      if (opened.ok) return res.redirect(303, pathOf(consultation, ''))
      await show(consultation, res, {
        issues: [],
        lacks: ['The record could not be read again. Wait a minute, then try once more.'],
        typed: {},
      })
    },
  }
}

async function saveAnswers(
  before: Consultation,
  req: Request,
  deps: PageDeps,
): Promise<{
  consultation: Consultation
  issues: AnswerIssue[]
  typed: Record<string, string | string[]>
  goesOn: boolean
  /** Questions that the answers have just switched on, and that the page could not show before. */
  asksMore: readonly string[]
}> {
  const { session, draft, questionnaire } = before
  const body: unknown = req.body
  const form = typeof body === 'object' && body !== null ? { ...body } : {}
  const { response, issues, typed, goesOn } = responseFromForm(questionnaire, form, {
    subject: { reference: `Patient/${session.patientId}` },
    authored: deps.now().toISOString(),
    author: { reference: session.fhirUser },
    previous: draft.response,
  })
  const site = siteAnswersFrom(before, form, deps)
  const picked =
    before.candidates.find(each => each.service.id === fieldOf(req, 'service'))?.service.id ?? draft.serviceId
  const saved: Draft = {
    ...draft,
    response: concernIsUrgent(response) ? response : withoutConcernManaged(response),
    revision: draft.revision + 1,
    ...(picked ? { serviceId: picked } : {}),
    ...(site && draft.siteAnswers && draft.siteAnswers.serviceId === before.service?.id
      ? { siteAnswers: { ...draft.siteAnswers, response: site.found.response } }
      : {}),
  }
  const complete = await withSiteAnswers(session, saved, deps)
  await deps.drafts.save(complete)
  const consultation = consultationOf(session, complete, deps)
  await deps.audit.record({
    action: 'changed',
    actor: { fhirUser: session.fhirUser, issuer: session.issuer },
    patientKey: consultation.patientKey,
    referralId: complete.referralId,
    detail: `revision-${complete.revision}`,
  })
  return {
    consultation,
    issues: [
      ...issuesOf(consultation, questionnaire, issues),
      ...(site && isAsked(consultation) ? site.found.issues : []),
    ],
    typed: { ...typed, ...site?.found.typed },
    goesOn: goesOn || site?.found.goesOn === true,
    asksMore: site && isAsked(consultation) ? site.newlyAsked : [],
  }
}

/** The service's own questions, where the form showed them. */
function siteAnswersFrom(
  { session, service, siteQuestions }: Consultation,
  form: Record<string, unknown>,
  deps: PageDeps,
) {
  if (!service || !siteQuestions) return undefined
  const { questionnaire, response, known } = siteQuestions
  const found = responseFromForm(questionnaire, form, {
    ...baseOf(session, deps.now().toISOString()),
    previous: response,
    known,
  })
  return { found, newlyAsked: newlyAsked(questionnaire, response, found.response, known) }
}

/** They have to be answered only where their answers may leave. */
const isAsked = ({ service, answers }: Consultation): boolean =>
  service !== undefined && siteAnswersMayLeave(service, answers.sharing)

/** The answers may have changed which questions there are: whoever is asked one more hears of it now, once the rest is right. */
function issuesOf(
  { questionnaire, draft }: Consultation,
  shown: Questionnaire,
  issues: readonly AnswerIssue[],
): AnswerIssue[] {
  const asked = linkIdsOf(questionnaire)
  const before = linkIdsOf(shown)
  const added = validateAnswers(questionnaire, withoutDisabled(questionnaire, draft.response)).filter(
    issue => !before.has(issue.linkId),
  )
  // An item of a repeating group has a key of its own.
  return [...issues.filter(({ linkId }) => asked.has(linkId) || !before.has(linkId)), ...added]
}

const linkIdsOf = (questionnaire: Questionnaire): ReadonlySet<string> =>
  new Set([...walkItems(questionnaire.item)].map(({ item }) => item.linkId))

function missingOf(consultation: Consultation, deps: PageDeps): (Missing | 'SERVICE')[] {
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
