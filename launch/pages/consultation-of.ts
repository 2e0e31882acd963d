import type { Questionnaire } from 'fhir/r4.js'
import type { ClinicalContext } from '../../src/domain/clinical-context.ts'
import { type LocalDate, londonDay } from '../../src/domain/local-date.ts'
import { patientIdentity } from '../../src/domain/patient-identity.ts'
import { type ReferralAnswers, type SendStop, sendStops } from '../../src/domain/referral.ts'
import { servicesFor, type WorkWellService } from '../../src/domain/site.ts'
import { prepareQuestionnaire } from '../../src/fhir/prepare-questionnaire.ts'
import { readAnswers } from '../../src/fhir/read-answers.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import type { Draft } from '../../src/store/drafts.ts'
import type { LaunchSession } from '../smart/launch-session.ts'
import type { PageDeps } from './page-deps.ts'

/** Everything that a page of one consultation works with: derived from session and draft, never stored twice. */
export interface Consultation {
  readonly session: LaunchSession
  readonly draft: Draft
  readonly context: ClinicalContext
  readonly questionnaire: Questionnaire
  readonly answers: ReferralAnswers
  readonly candidates: readonly WorkWellService[]
  readonly service: WorkWellService | undefined
  readonly stops: readonly SendStop[]
  readonly today: LocalDate
  /** A keyed hash for audit and for what is remembered of a patient; never the number itself. */
  readonly patientKey: string
}

export function consultationOf(session: LaunchSession, draft: Draft, deps: PageDeps): Consultation {
  const context = readContext(draft.record)
  const today = londonDay(deps.now())
  const questionnaire = prepareQuestionnaire(deps.questionnaire, context)
  const candidates = servicesFor(context.patient, deps.services)
  const service =
    candidates.length === 1 ? candidates[0] : candidates.find(candidate => candidate.id === draft.serviceId)
  const { nhsNumber, id } = context.patient
  return {
    session,
    draft,
    context,
    questionnaire,
    answers: readAnswers(withoutDisabled(questionnaire, draft.response), context.conditions),
    candidates,
    service,
    // Several services may cover the patient; which one is asked, and its own rules are judged once it is known.
    stops: sendStops(context.patient, service ?? candidates[0], today),
    today,
    patientKey: deps.patientKeyOf(patientIdentity({ nhsNumber, issuer: session.issuer, id })),
  }
}
