import type { Questionnaire } from 'fhir/r4.js'
import { pathwayRefusal } from '../../src/domain/pathways.ts'
import { concernIsUrgent, withoutConcernManaged } from '../../src/fhir/concern-managed.ts'
import { contactQuestionsOf } from '../../src/fhir/contact-questions.ts'
import { withPickedAddress } from '../../src/fhir/temporary-address.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import { responseFromForm } from '../../src/questionnaire/form-body.ts'
import { walkItems } from '../../src/questionnaire/items.ts'
import { newlyAsked } from '../../src/questionnaire/newly-asked.ts'
import { type AnswerIssue, validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import type { Draft } from '../../src/store/drafts.ts'
import { professionIn } from './clinician-profession.ts'
import type { BasicDeps, KeepingDeps, QuestionDeps, RecordDeps } from './consultation-deps.ts'
import { type Consultation, consultationOf } from './consultation-of.ts'
import { fieldIn } from './field-in.ts'
import { noteAct } from './note-act.ts'
import { withSiteAnswers } from './open-consultation.ts'
import { responseBase } from './response-base.ts'
import { mattersAt, siteAnswersMayLeave } from './site-questions.ts'
import { keepTyped, type ShownForm } from './typed.ts'

/** The forms that stand on the page: ours, and the service's own. */
export const formsOf = ({ questionnaire, draft, siteQuestions }: Consultation): ShownForm[] => [
  { questionnaire, response: draft.response },
  ...(siteQuestions ? [siteQuestions] : []),
]

/** What was handed in, saved before anything is said of it; what could not be understood is kept as it was typed (hazard H15). */
export async function saveAnswers(
  before: Consultation,
  form: Record<string, unknown>,
  deps: BasicDeps & QuestionDeps & RecordDeps & KeepingDeps,
): Promise<{
  consultation: Consultation
  issues: AnswerIssue[]
  typed: Record<string, string | string[]>
  goesOn: boolean
  /** Questions that the answers have just switched on, and that the page could not show before. */
  asksMore: readonly string[]
}> {
  const { session, draft, questionnaire } = before
  const read = responseFromForm(questionnaire, form, {
    ...responseBase(session, deps.now().toISOString()),
    previous: draft.response,
  })
  const { issues, typed, goesOn } = read
  const response = withPickedAddress(read.response, {
    previous: draft.response,
    home: draft.recordSays?.['contact-address'],
    question: contactQuestionsOf(questionnaire).address,
  })
  const site = siteAnswersFrom(before, form, deps)
  const picked =
    before.candidates.find(each => each.service.id === fieldIn(form, 'service'))?.service.id ?? draft.serviceId
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
  const notUnderstood = { ...typed, ...site?.found.typed }
  if (Object.keys(notUnderstood).length > 0) {
    const shown =
      site && before.service === consultation.service ? formsOf(consultation) : formsOf(consultation).slice(0, 1)
    await keepTyped('consultation', complete, form, shown, deps)
  }
  await noteAct(
    consultation,
    { action: 'changed', referralId: complete.referralId, detail: `revision-${complete.revision}` },
    deps,
  )
  return {
    consultation,
    issues: [
      ...issuesOf(consultation, questionnaire, issues).map(issue => inPlainWords(issue, consultation, form)),
      ...(site?.found.issues ?? []).filter(issue => isToMend(consultation, issue)),
    ],
    typed: notUnderstood,
    goesOn: goesOn || site?.found.goesOn === true,
    asksMore: (site?.newlyAsked ?? []).filter(each => isToMend(consultation, each)).map(each => each.text),
  }
}

/** A pathway that the profession may not choose is refused for what it is (hazard H07). */
function inPlainWords(issue: AnswerIssue, consultation: Consultation, form: Record<string, unknown>): AnswerIssue {
  if (issue.linkId !== 'pathway') return issue
  const chosen = fieldIn(form, 'pathway')?.split('|').at(-1)
  const text = pathwayRefusal(chosen, professionIn(consultation, consultation.draft.response))
  return text === undefined ? issue : { ...issue, text }
}

/** The service's own questions, where the form showed them. */
function siteAnswersFrom(
  { session, service, siteQuestions }: Consultation,
  form: Record<string, unknown>,
  deps: BasicDeps,
) {
  if (!service || !siteQuestions) return undefined
  const { questionnaire, response, known } = siteQuestions
  const found = responseFromForm(questionnaire, form, {
    ...responseBase(session, deps.now().toISOString()),
    previous: response,
    known,
  })
  return { found, newlyAsked: newlyAsked(questionnaire, response, found.response, known) }
}

/** They have to be answered only where their answers may leave. */
const isToMend = ({ service, siteQuestions, answers: { sharing } }: Consultation, issue: AnswerIssue): boolean =>
  service !== undefined &&
  siteQuestions !== undefined &&
  siteAnswersMayLeave(service, sharing) &&
  mattersAt(sharing, siteQuestions, issue)

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
