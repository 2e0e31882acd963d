import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import type { ReferralAnswers } from '../../src/domain/referral.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import { mayLeave } from '../../src/fhir/answer-leaves.ts'
import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import type { SiteAnswers } from '../../src/fhir/site-answers.ts'
import { type SiteLeaves, siteAnswerLeaves, siteLeaves } from '../../src/fhir/site-leaves.ts'
import { createEhrQuery } from '../../src/gateways/ehr-query.ts'
import { withAnswerExpressions } from '../../src/questionnaire/answer-expressions.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import type { Environment } from '../../src/questionnaire/fhir-path.ts'
import type { Problem } from '../../src/questionnaire/items.ts'
import { newResponse, type ResponseBase } from '../../src/questionnaire/new-response.ts'
import { type Populated, populate } from '../../src/questionnaire/populate.ts'
import { SITE_PREFIX, withoutPrefix } from '../../src/questionnaire/renamed-items.ts'
import { NOT_FILLED_IN } from '../../src/questionnaire/unfilled-form.ts'
import { type AnswerIssue, validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { queryNames } from '../../src/questionnaire/variables.ts'
import type { Draft } from '../../src/store/drafts.ts'
import { isGranted } from '../smart/granted-scopes.ts'
import type { LaunchSession } from '../smart/launch-session.ts'
import type { BasicDeps, QuestionDeps, RecordDeps } from './consultation-deps.ts'
import { launchResources } from './launch-resources.ts'
import { responseBase } from './response-base.ts'

/** A service's own questions, from the file that its pack names, with the answers so far (decision 3). */
export interface SiteQuestions {
  readonly questionnaire: Questionnaire
  readonly response: QuestionnaireResponse
  readonly prefilled: readonly string[]
  /** Prefill that failed, each on its item. */
  readonly problems: readonly Problem[]
  /** What the form's expressions can speak of at every step: the launch, and what its queries found when it was begun. */
  readonly known: Environment
  /** From which sharing level on each answer is sent. */
  readonly leaves: SiteLeaves
}

export function siteQuestionsOf(
  service: WorkWellService | undefined,
  draft: Pick<Draft, 'siteAnswers' | 'startedAt' | 'record'>,
  session: LaunchSession,
  deps: BasicDeps & QuestionDeps,
): SiteQuestions | undefined {
  const questionnaire = service?.extraQuestions && deps.siteQuestionnaire(service.id)
  if (!service?.extraQuestions || !questionnaire) return undefined
  const kept = draft.siteAnswers?.serviceId === service.id ? draft.siteAnswers : undefined
  const known = { ...launchResources(draft.record, deps.now()), ...kept?.queried }
  return {
    questionnaire: withAnswerExpressions(questionnaire, known, deps.now().toISOString()),
    known,
    leaves: siteLeaves(questionnaire.item ?? [], service.extraQuestions.leavesFrom).leaves,
    problems: kept?.problems ?? [],
    response: kept?.response ?? newResponse(questionnaire, responseBase(session, draft.startedAt)),
    prefilled: kept?.prefilled ?? [],
  }
}

/** Their answers out of the record, where the Questionnaire says how; what fails is told on its item and never blocks. */
export async function beginSiteAnswers(
  service: WorkWellService | undefined,
  record: EhrRecord,
  session: LaunchSession,
  deps: BasicDeps & QuestionDeps & RecordDeps,
): Promise<Draft['siteAnswers']> {
  const questionnaire = service?.extraQuestions && deps.siteQuestionnaire(service.id)
  if (!service || !questionnaire) return undefined
  const now = deps.now()
  const launch = launchResources(record, now)
  const query = createEhrQuery(deps.ehrFor(session), {
    patientId: session.patientId,
    mayDo: (type, interaction) => isGranted(session.grantedScopes, type, interaction),
  })
  const base = responseBase(session, now.toISOString())
  // Whatever it is that goes wrong in a service's form: it must not keep a patient from being referred.
  const filled = await filledIn(questionnaire, { launch, query }, base).catch(() => unfilled(questionnaire, base))
  const queried = Object.entries(filled.known).filter(([name]) => queryNames(questionnaire).has(name))
  return {
    serviceId: service.id,
    response: filled.response,
    prefilled: [...filled.prefilled],
    problems: filled.problems,
    queried: Object.fromEntries(queried),
  }
}

const filledIn = async (...[questionnaire, context, base]: Parameters<typeof populate>): Promise<Populated> =>
  populate(withAnswerExpressions(questionnaire, context.launch, base.authored), context, base)

const unfilled = (questionnaire: Questionnaire, base: ResponseBase): Populated => ({
  response: newResponse(questionnaire, base),
  problems: (questionnaire.item ?? []).slice(0, 1).map(({ linkId }) => ({ linkId, text: NOT_FILLED_IN })),
  prefilled: new Set(),
  known: {},
})

/** Whether the patient agreed to a level at which the service's own questions leave. */
export const siteAnswersMayLeave = (
  { extraQuestions }: WorkWellService,
  sharing: ReferralAnswers['sharing'],
): boolean =>
  extraQuestions !== undefined &&
  sharing !== 'none' &&
  sharing !== 'unanswered' &&
  mayLeave(extraQuestions.leavesFrom, sharing)

/**
 * Whether something is wrong with an answer that is sent, and so has to be put right. What is not about one question (a rule of the whole
 * form) has to be as soon as any answer is sent.
 */
export function mattersAt(sharing: ReferralAnswers['sharing'], { leaves }: SiteQuestions, issue: AnswerIssue): boolean {
  const [linkId = ''] = issue.linkId.split('~')
  if (sharing === 'none' || sharing === 'unanswered') return false
  return !leaves.has(linkId) || siteAnswerLeaves(leaves, linkId, sharing)
}

/** Below the level that the pack or its question names an answer does not leave, and need not be given (hazard H09). */
export function siteAnswersThatLeave(
  site: SiteQuestions,
  service: WorkWellService,
  sharing: ReferralAnswers['sharing'],
): { problems: boolean; answers?: SiteAnswers } {
  if (!siteAnswersMayLeave(service, sharing)) return { problems: false }
  const { questionnaire, response, known } = site
  const asked = withoutDisabled(questionnaire, response, known)
  const issues = validateAnswers(questionnaire, asked, known)
  if (issues.some(issue => mattersAt(sharing, site, issue))) return { problems: true }
  if (!asked.item) return { problems: false }
  const leaves = new Map([...site.leaves].map(([linkId, level]) => [linkId.slice(SITE_PREFIX.length), level]))
  return { problems: false, answers: { response: withoutPrefix(asked, SITE_PREFIX), leaves } }
}
