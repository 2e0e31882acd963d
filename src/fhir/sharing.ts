import type { QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { holdsContactBack, type Referral, type SharingLevel } from '../domain/referral.ts'
import { type AnswerLeaves, mayLeave, type Recipient } from './answer-leaves.ts'
import { conditionGroupCoding } from './codes.ts'
import { asksForContact } from './contact-questions.ts'
import { FORM_LEAVES } from './form-leaves.ts'
import { CS } from './systems.ts'

type Answer = NonNullable<QuestionnaireResponseItem['answer']>[number]

/** What each level means, as the clinician reads it beside the choice. */
export const SHARING_MEANS: Record<SharingLevel | 'none', string> = {
  basic: 'Name, contact details, work status, and that there is a health condition. Nothing about which one.',
  standard: 'Basic, and the kind of condition, off work since when, the fit note’s advice and dates, and the job.',
  full: 'Standard, and the name of the condition, its effects, adjustments and comments.',
  none: 'Nothing is sent. It is remembered, so that nobody asks again in this sickness spell.',
}

/**
 * From which level on the answer to a question leaves, and to whom, in whichever resource it stands (hazard H09): as each question of our form
 * says of itself. Every element that leaves, by level: docs/what-leaves.md.
 */
const says = (linkId: string, to: Recipient): AnswerLeaves | undefined =>
  FORM_LEAVES.referral.get(linkId)?.find(each => each.to === to)

/**
 * Whether the answer to a question may leave to a recipient at the level that the patient agreed to. Of a question that the form does not
 * ask, never.
 */
export function answerLeaves(linkId: string, agreed: SharingLevel, to: Recipient = 'service'): boolean {
  const leaving = says(linkId, to)
  return leaving !== undefined && (leaving.from === undefined || mayLeave(leaving.from, agreed))
}

/** Whether it may leave as it was given. Below that level only a broader answer does: the group of a condition, not its name. */
export function exactAnswerLeaves(linkId: string, agreed: SharingLevel, to: Recipient = 'service'): boolean {
  const exactFrom = says(linkId, to)?.exactFrom
  return answerLeaves(linkId, agreed, to) && (exactFrom === undefined || mayLeave(exactFrom, agreed))
}

/** The answers that the patient agreed to share, and nothing else of the form: no id, no extension; groups that end up empty are left out. */
export function sharedAnswers(response: QuestionnaireResponse, referral: Referral): QuestionnaireResponseItem[] {
  return sharedItems(response.item ?? [], referral)
}

function sharedItems(items: readonly QuestionnaireResponseItem[], referral: Referral): QuestionnaireResponseItem[] {
  return items.flatMap(item => {
    if (!answerLeaves(item.linkId, referral.sharing) || isHeldBack(item.linkId, referral)) return []
    const { linkId, text, answer, item: children } = item
    const answers = sharedAnswersTo(linkId, answer ?? [], referral)
    const kept = sharedItems(children ?? [], referral)
    if (!answers.length && !kept.length) return []
    const asked = { linkId, ...(text === undefined ? {} : { text }) }
    return [{ ...asked, ...(answers.length ? { answer: answers } : {}), ...(kept.length ? { item: kept } : {}) }]
  })
}

/** A way to reach the patient leaves after the talk, not with the referral (hazard H10). */
const isHeldBack = (linkId: string, { concern }: Referral): boolean =>
  holdsContactBack(concern) && asksForContact(linkId)

/** Below the level of the exact answer the broad group of the condition leaves, also where the record's own problem was picked. */
function sharedAnswersTo(linkId: string, answers: readonly Answer[], referral: Referral): Answer[] {
  if (!exactAnswerLeaves(linkId, referral.sharing)) {
    const isCondition = linkId === 'main-condition' && answers.length > 0
    return isCondition ? [{ valueCoding: conditionGroupCoding(referral.mainCondition.group) }] : []
  }
  return answers.flatMap(({ item, ...given }) => {
    const value: Answer = Object.fromEntries(Object.entries(given).filter(([name]) => name.startsWith('value')))
    // Questions below a question stand in its answer, and each has a level of its own.
    const below = sharedItems(item ?? [], referral)
    if (Object.keys(value).length === 0 && below.length === 0) return []
    return [{ ...withoutRecordId(value), ...(below.length ? { item: below } : {}) }]
  })
}

/** A problem without a code is offered under its id in the record: the id is the record's, only its words leave. */
const withoutRecordId = (answer: Answer): Answer =>
  answer.valueCoding?.system === CS.recordCondition
    ? { valueCoding: answer.valueCoding.display ? { display: answer.valueCoding.display } : {} }
    : answer
