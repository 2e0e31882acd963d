import type { Bundle, FhirResource, QuestionnaireResponse } from 'fhir/r4.js'
import { completeReferral, isReferring, type Missing, type Referral } from '../../src/domain/referral.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { askFirstText, withAskFirst } from '../../src/fhir/ask-first.ts'
import { referralTransaction } from '../../src/fhir/write-referral.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import type { BasicDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import { siteAnswersThatLeave } from './site-questions.ts'

export interface PreparedReferral {
  readonly referral: Referral
  readonly response: QuestionnaireResponse
  readonly bundle: Bundle<FhirResource>
}

/** Why there is nothing to send yet: answers to mend, a pause, a stop, or something missing of the context. */
export type NotPrepared = Missing | 'SERVICE' | 'ANSWERS' | 'STOPPED'

/**
 * The referral exactly as it would leave now. The check page shows it and "Send referral" sends it: one function, so
 * that the two cannot differ. An urgent concern that is not managed yet stops it (hazard H04).
 */
export function preparedReferral(
  consultation: Consultation,
  deps: Pick<BasicDeps, 'now' | 'newId'>,
): Result<PreparedReferral, NotPrepared[]> {
  const { draft, published, questionnaire, context, answers, service, siteQuestions, stops, issuedToday } = consultation
  const answered = withoutDisabled(questionnaire, draft.response)
  if (stops.length > 0) return fail(['STOPPED'])
  if (validateAnswers(questionnaire, answered).length > 0 || !isReferring(answers.pathway)) return fail(['ANSWERS'])
  if (answers.sharing === 'none') return fail(['AGREEMENT'])
  if (answers.concern === 'urgent' && !answers.concernManaged) return fail(['STOPPED'])
  if (!service) return fail(['SERVICE'])
  const response = withAskFirst(answered, askFirstText(published))
  const site = siteQuestions && siteAnswersThatLeave(siteQuestions, service, answers.sharing)
  if (site?.problems) return fail(['ANSWERS'])
  const referral = completeReferral(draft.referralId, context, answers, service, deps.now().toISOString(), issuedToday)
  if (!referral.ok) return referral
  return ok({
    referral: referral.value,
    response,
    bundle: referralTransaction(referral.value, draft.record, response, deps.newId, site?.answers),
  })
}
