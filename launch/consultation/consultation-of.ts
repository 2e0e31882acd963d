import type { Questionnaire } from 'fhir/r4.js'
import type { ClinicalContext } from '../../src/domain/clinical-context.ts'
import type { Eligibility } from '../../src/domain/eligibility.ts'
import { evidenceEndsFrom } from '../../src/domain/evidence-gap.ts'
import type { FitNote } from '../../src/domain/fit-note.ts'
import { likelyFirst } from '../../src/domain/likely-problems.ts'
import { type LocalDate, londonDay } from '../../src/domain/local-date.ts'
import { patientIdentity } from '../../src/domain/patient-identity.ts'
import type { ReferralAnswers, SendStop } from '../../src/domain/referral.ts'
import { withSeen } from '../../src/domain/seen-referrals.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import { withStated } from '../../src/domain/stated-referrer.ts'
import { issuedOn } from '../../src/domain/todays-note.ts'
import { type PossibleService, whereToRefer } from '../../src/domain/where-to-refer.ts'
import { localQuestionnaire } from '../../src/fhir/local-questionnaire.ts'
import { prepareQuestionnaire } from '../../src/fhir/prepare-questionnaire.ts'
import { readAnswers } from '../../src/fhir/read-answers.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import type { Draft } from '../../src/store/drafts.ts'
import type { LaunchSession } from '../smart/launch-session.ts'
import type { BasicDeps, QuestionDeps } from './consultation-deps.ts'
import { type SiteQuestions, siteQuestionsOf } from './site-questions.ts'

/** Everything that a page of one consultation works with: derived from session and draft, never stored twice. */
export interface Consultation {
  readonly session: LaunchSession
  readonly draft: Draft
  readonly context: ClinicalContext
  /** The questions as they are for everybody, and as this patient's clinician meets them. */
  readonly published: Questionnaire
  readonly questionnaire: Questionnaire
  readonly answers: ReferralAnswers
  readonly siteQuestions: SiteQuestions | undefined
  /** From this day on nothing shows that the patient is ill, if no fit note is written today (hazard H05). */
  readonly evidenceEnds: LocalDate | undefined
  /** A fit note that the record shows to have been issued today, whichever way this consultation goes. */
  readonly issuedToday: FitNote | undefined
  readonly candidates: readonly PossibleService[]
  readonly service: WorkWellService | undefined
  /** Undefined until it is known which service. */
  readonly chosen: PossibleService | undefined
  readonly eligibility: Eligibility | undefined
  readonly stops: readonly SendStop[]
  readonly today: LocalDate
  /** A keyed hash for audit and for what is remembered of a patient; never the number itself. */
  readonly patientKey: string
}

export function consultationOf(session: LaunchSession, draft: Draft, deps: BasicDeps & QuestionDeps): Consultation {
  const read = readContext(draft.record)
  const today = londonDay(deps.now())
  const context = {
    ...read,
    conditions: likelyFirst(read.conditions, read.fitNotes, today),
    referrals: withSeen(read.referrals, draft.seen ?? {}),
  }
  const prepared = prepareQuestionnaire(deps.questionnaire, context)
  const answersTo = (questions: Questionnaire) =>
    readAnswers(withoutDisabled(questions, draft.response), context.conditions)
  const { workStatus = 'unknown', offWorkSince } = answersTo(prepared)
  const { possible, chosen, stops } = whereToRefer({ context, today, workStatus }, deps.services, draft.serviceId)
  const service = chosen?.service
  const eligibility = chosen?.eligibility
  const issuedToday = issuedOn(context.fitNotes, today)
  const evidenceEnds = evidenceEndsFrom(context.fitNotes, offWorkSince, today)
  const questionnaire = localQuestionnaire(prepared, {
    service,
    againstRules: eligibility?.verdict === 'not-here',
    evidenceEnds,
    issuedToday: issuedToday !== undefined,
  })
  const answers = answersTo(questionnaire)
  const { nhsNumber, id } = context.patient
  return {
    session,
    draft,
    context: withStated(context, answers.stated),
    published: deps.questionnaire,
    questionnaire,
    answers,
    evidenceEnds,
    issuedToday,
    siteQuestions: siteQuestionsOf(service, draft, session, deps),
    candidates: possible,
    service,
    chosen,
    eligibility,
    stops,
    today,
    patientKey: deps.patientKeyOf(patientIdentity({ nhsNumber, issuer: session.issuer, id })),
  }
}
