import type { CodeableConcept, Coding, Condition, Observation, QuestionnaireResponse } from 'fhir/r4.js'
import type { LocalDate } from '../domain/local-date.ts'
import type { Referral } from '../domain/referral.ts'
import { conditionGroupCoding, ISSUED_ADVICE, own, RECOMMENDED, SNOMED } from './codes.ts'
import { allAnswers } from './read-answers.ts'
import { answerLeaves, exactAnswerLeaves, sharedAnswers } from './sharing.ts'
import { type SiteAnswers, sharedSiteAnswers } from './site-answers.ts'
import { ANSWERS_QUESTIONNAIRE, CS, ID, keeps } from './systems.ts'

/** References inside the transaction that the findings need. */
export interface FindingReferences {
  readonly patient: string
  readonly requester: string
  readonly response: string
}

const extractId = (referral: Referral, part: string) => [{ system: ID.extract, value: `${referral.id}.${part}` }]
const SOCIAL_HISTORY = [{ coding: [own(CS.observationCategory, 'social-history', 'Social History')] }]

/** That there is a health condition (always), its group (standard), its term (full). Hazard H09. */
export function writeCondition(referral: Referral, at: FindingReferences): Condition {
  return {
    resourceType: 'Condition',
    meta: keeps('Condition'),
    identifier: extractId(referral, 'main-condition'),
    clinicalStatus: { coding: [own(CS.conditionClinical, 'active', 'Active')] },
    category: [{ coding: [own(CS.conditionCategory, 'encounter-diagnosis', 'Encounter Diagnosis')] }],
    code: conditionCode(referral),
    subject: { reference: at.patient },
  }
}

function conditionCode(referral: Referral): CodeableConcept {
  const { group, recorded } = referral.mainCondition
  if (!answerLeaves('main-condition', referral.sharing))
    return { text: 'A health condition (the patient shares no more)' }
  const coding = conditionGroupCoding(group)
  if (!exactAnswerLeaves('main-condition', referral.sharing) || !recorded)
    return { coding: [coding], text: coding.display ?? group }
  const codings = recorded.coding === 'uncoded' ? [coding] : [recorded.coding, coding]
  return { coding: codings, text: recorded.term }
}

/** The answers that the patient agreed to share: a copy, cut to the level. */
export function writeQuestionnaireResponse(
  referral: Referral,
  response: QuestionnaireResponse,
  at: Omit<FindingReferences, 'response'>,
): QuestionnaireResponse {
  const item = sharedAnswers(response, referral)
  return {
    resourceType: 'QuestionnaireResponse',
    meta: keeps('ReferralForm', 'QuestionnaireResponse'),
    identifier: { system: ID.referralForm, value: referral.id },
    questionnaire: answersQuestionnaire(response),
    status: 'completed',
    subject: { reference: at.patient },
    authored: referral.authoredOn,
    author: { reference: at.requester },
    item,
  }
}

/** What the service itself asks, in its own form: each answer from the level on that its question or the pack names. */
export function writeSiteResponse(
  referral: Referral,
  site: SiteAnswers | undefined,
  at: Omit<FindingReferences, 'response'>,
  issuer: string,
): QuestionnaireResponse | undefined {
  const item = sharedSiteAnswers(site, referral, issuer)
  if (!site || !item) return undefined
  const { questionnaire } = site.response
  return {
    resourceType: 'QuestionnaireResponse',
    meta: keeps('SiteForm', 'QuestionnaireResponse'),
    identifier: { system: ID.referralForm, value: `${referral.id}.site` },
    ...(questionnaire ? { questionnaire } : {}),
    status: 'completed',
    subject: { reference: at.patient },
    authored: referral.authoredOn,
    author: { reference: at.requester },
    item,
  }
}

/** The Questionnaire of the answers, in the version of the form that was filled in. */
export function answersQuestionnaire({ questionnaire }: QuestionnaireResponse): string {
  const version = questionnaire?.split('|')[1]
  return version ? `${ANSWERS_QUESTIONNAIRE}|${version}` : ANSWERS_QUESTIONNAIRE
}

const WORK_STATUS_SNOMED: Record<string, Coding> = {
  'employed-at-work': SNOMED.employed,
  'employed-off-sick': SNOMED.employed,
  'self-employed-working': SNOMED.selfEmployed,
  'self-employed-off-sick': SNOMED.selfEmployed,
}

/** Employment status as the data set asks it, with the SNOMED CT code where one was seen. */
export function writeEmploymentStatus(
  referral: Referral,
  response: QuestionnaireResponse,
  at: FindingReferences,
): Observation {
  const answer = allAnswers(response.item ?? []).get('work-status')?.[0]?.valueCoding
  const code = answer?.code ?? ''
  const snomed = WORK_STATUS_SNOMED[code]
  return {
    ...observation('EmploymentStatus', referral, 'work-status', at),
    code: { coding: [own(CS.observation, 'employment-status', 'Employment status')], text: 'Employment status' },
    effectiveDateTime: referral.authoredOn,
    valueCodeableConcept: {
      coding: [own(CS.workStatus, code, answer?.display), ...(snomed ? [snomed] : [])],
      ...(answer?.display ? { text: answer.display } : {}),
    },
  }
}

/** The note's advice and dates (standard) and its adjustments (full); nothing at the basic level. */
export function writeNote(referral: Referral, at: FindingReferences): { key: string; observation: Observation }[] {
  const { note } = referral
  if (!note || !answerLeaves('note', referral.sharing)) return []
  const period = periodOf(note.from, note.to)
  const status = note.state === 'issued' ? 'final' : 'preliminary'
  const advice = own(
    CS.fitNoteAdvice,
    note.advice,
    note.advice === 'not-fit' ? 'Not fit for work' : 'May be fit for work',
  )
  const adjustments = answerLeaves('note-adjustments', referral.sharing) ? note.adjustments : []
  return [
    {
      key: 'note-advice',
      observation: {
        ...observation('FitnessAdvice', referral, 'note-advice', at),
        status,
        code: {
          coding: [own(CS.observation, 'fitness-for-work-advice', 'Fitness for work advice'), SNOMED.fitnessForWork],
          text: note.state === 'issued' ? 'Fitness for work advice' : 'Fitness for work advice, note planned',
        },
        ...period,
        // The eMED3 finding says that a statement was issued: only a note that the record holds may carry it.
        valueCodeableConcept: { coding: [...(note.state === 'issued' ? [ISSUED_ADVICE[note.advice]] : []), advice] },
      },
    },
    ...adjustments.map(adjustment => ({
      key: `adjustment-${adjustment}`,
      observation: {
        ...observation('Adjustment', referral, `adjustment-${adjustment}`, at),
        status,
        code: { coding: [own(CS.observation, 'recommended-adjustment', 'Recommended adjustment')] },
        ...period,
        valueCodeableConcept: {
          coding: [...(note.state === 'issued' ? [RECOMMENDED[adjustment]] : []), own(CS.adjustment, adjustment)],
        },
      } satisfies Observation,
    })),
  ]
}

/** A period is stated only where the note states it; an open end stays open. */
function periodOf(from: LocalDate | undefined, to: LocalDate | undefined): Pick<Observation, 'effectivePeriod'> {
  if (!from && !to) return {}
  return { effectivePeriod: { ...(from ? { start: from } : {}), ...(to ? { end: to } : {}) } }
}

const observation = (rules: string, referral: Referral, part: string, at: FindingReferences) =>
  ({
    resourceType: 'Observation',
    meta: keeps(rules, 'Observation'),
    identifier: extractId(referral, part),
    status: 'final',
    category: SOCIAL_HISTORY,
    subject: { reference: at.patient },
    performer: [{ reference: at.requester }],
    derivedFrom: [{ reference: at.response }],
  }) satisfies Omit<Observation, 'code'>
