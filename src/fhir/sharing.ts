import type { QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { holdsContactBack, type Referral, SHARING_LEVELS, type SharingLevel } from '../domain/referral.ts'
import { conditionGroupCoding } from './codes.ts'
import { contactFieldOf } from './contact-questions.ts'
import { inTable } from './elements.ts'
import { CS } from './systems.ts'

type Answer = NonNullable<QuestionnaireResponseItem['answer']>[number]

/**
 * The sharing table: from which level on the answer to a question may leave, in whichever resource it stands (hazard H09).
 * What is not listed never leaves. Every element that leaves, by level: docs/what-leaves.md. `pathway` tells whether a note was planned, so it leaves from standard on.
 */
const LEAVES_FROM = {
  'work-status': 'basic',
  concern: 'basic',
  'concern-managed': 'basic',
  'ring-first': 'basic',
  'ring-phone': 'basic',
  'ring-when': 'basic',
  'ring-second': 'basic',
  sharing: 'basic',
  profession: 'basic',
  contact: 'basic',
  'contact-phone': 'basic',
  'contact-email': 'basic',
  'contact-address': 'basic',
  'contact-best-way': 'basic',
  'contact-safety': 'basic',
  access: 'basic',
  language: 'basic',
  interpreter: 'basic',
  'access-needs': 'basic',
  more: 'basic',
  pathway: 'standard',
  'main-condition': 'standard',
  // Its broad group leaves before its name.
  'main-condition-name': 'full',
  'off-work-since': 'standard',
  note: 'standard',
  'note-advice': 'standard',
  'note-from': 'standard',
  'note-to': 'standard',
  evidence: 'standard',
  occupation: 'standard',
  'job-at-risk': 'standard',
  'note-adjustments': 'full',
  'functional-effects': 'full',
  'functional-comments': 'full',
  'other-conditions': 'full',
  'treatment-awaited': 'full',
  'against-rules': 'full',
} as const satisfies Record<string, SharingLevel>

/** What each level means, as the clinician reads it beside the choice. */
export const SHARING_MEANS: Record<SharingLevel | 'none', string> = {
  basic: 'Name, contact details, work status, and that there is a health condition. Nothing about which one.',
  standard: 'Basic, and the kind of condition, off work since when, the fit note’s advice and dates, and the job.',
  full: 'Standard, and the name of the condition, its effects, adjustments and comments.',
  none: 'Nothing is sent. It is remembered, so that nobody asks again in this sickness spell.',
}

export const mayLeave = (from: SharingLevel, agreed: SharingLevel): boolean =>
  SHARING_LEVELS.indexOf(agreed) >= SHARING_LEVELS.indexOf(from)

/** Whether what the table names may leave at the level that the patient agreed to. */
export const leaves = (what: keyof typeof LEAVES_FROM, agreed: SharingLevel): boolean =>
  mayLeave(LEAVES_FROM[what], agreed)

/** Whether the answer to a question may leave at the level that the patient agreed to. Of what is not in the table, never. */
export function answerLeaves(linkId: string, agreed: SharingLevel): boolean {
  const from = inTable<SharingLevel>(LEAVES_FROM, linkId)
  return from !== undefined && mayLeave(from, agreed)
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
  holdsContactBack(concern) && contactFieldOf(linkId) !== undefined

/** Below the full level only the broad group of the condition leaves, also where the record's own problem was picked. */
function sharedAnswersTo(linkId: string, answers: readonly Answer[], referral: Referral): Answer[] {
  if (linkId === 'main-condition' && answers.length > 0 && !leaves('main-condition-name', referral.sharing))
    return [{ valueCoding: conditionGroupCoding(referral.mainCondition.group) }]
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
