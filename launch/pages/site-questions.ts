import type { FhirResource, Questionnaire, QuestionnaireResponse } from 'fhir/r4.js'
import type { ReferralAnswers } from '../../src/domain/referral.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import { mayLeave } from '../../src/fhir/sharing.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import { newResponse } from '../../src/questionnaire/new-response.ts'
import { populate } from '../../src/questionnaire/populate.ts'
import { SITE_PREFIX, withoutPrefix } from '../../src/questionnaire/renamed-items.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import type { Draft } from '../../src/store/drafts.ts'
import type { LaunchSession } from '../smart/launch-session.ts'
import type { PageDeps } from './page-deps.ts'

/** A service's own questions, from the file that its pack names, with the answers so far (decision 3). */
export interface SiteQuestions {
  readonly questionnaire: Questionnaire
  readonly response: QuestionnaireResponse
  readonly prefilled: readonly string[]
}

export function siteQuestionsOf(
  service: WorkWellService | undefined,
  draft: Pick<Draft, 'siteAnswers' | 'startedAt'>,
  session: LaunchSession,
  deps: Pick<PageDeps, 'siteQuestionnaire'>,
): SiteQuestions | undefined {
  const questionnaire = service?.extraQuestions && deps.siteQuestionnaire(service.id)
  if (!questionnaire) return undefined
  const kept = draft.siteAnswers?.serviceId === service?.id ? draft.siteAnswers : undefined
  return {
    questionnaire,
    response: kept?.response ?? newResponse(questionnaire, baseOf(session, draft.startedAt)),
    prefilled: kept?.prefilled ?? [],
  }
}

/** Their answers out of the record, where the Questionnaire says how; what fails is told on its item and never blocks. */
export async function beginSiteAnswers(
  service: WorkWellService | undefined,
  launch: Readonly<Record<string, FhirResource | undefined>>,
  session: LaunchSession,
  deps: Pick<PageDeps, 'siteQuestionnaire' | 'now'>,
): Promise<Draft['siteAnswers']> {
  const questionnaire = service?.extraQuestions && deps.siteQuestionnaire(service.id)
  if (!service || !questionnaire) return undefined
  const { response, prefilled } = await populate(questionnaire, { launch }, baseOf(session, deps.now().toISOString()))
  return { serviceId: service.id, response, prefilled: [...prefilled] }
}

/** Whether the patient agreed to a level at which the service's own questions leave. */
export const siteAnswersMayLeave = (
  { extraQuestions }: WorkWellService,
  sharing: ReferralAnswers['sharing'],
): boolean =>
  extraQuestions !== undefined &&
  sharing !== 'none' &&
  sharing !== 'unanswered' &&
  mayLeave(extraQuestions.leavesFrom, sharing)

/** Below the level that the pack names nothing of them leaves, and nothing in them has to be answered (hazard H09). */
export function siteAnswersThatLeave(
  { questionnaire, response }: SiteQuestions,
  service: WorkWellService,
  sharing: ReferralAnswers['sharing'],
): { problems: boolean; response?: QuestionnaireResponse } {
  if (!siteAnswersMayLeave(service, sharing)) return { problems: false }
  const asked = withoutDisabled(questionnaire, response)
  if (validateAnswers(questionnaire, asked).length > 0) return { problems: true }
  return asked.item ? { problems: false, response: withoutPrefix(asked, SITE_PREFIX) } : { problems: false }
}

export const baseOf = (session: LaunchSession, authored: string) => ({
  subject: { reference: `Patient/${session.patientId}` },
  authored,
  author: { reference: session.fhirUser },
})
