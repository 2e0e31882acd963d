import type { Coding, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import type { HealthCondition } from '../domain/clinical-context.ts'
import { PROFESSIONS } from '../domain/clinician.ts'
import { PATHWAYS, WORK_STATUSES } from '../domain/consultation-words.ts'
import { ADJUSTMENTS } from '../domain/fit-note.ts'
import { isLocalDate } from '../domain/local-date.ts'
import {
  CONCERNS,
  CONDITION_GROUPS,
  type ConditionGroup,
  type ReferralAnswers,
  SHARING_LEVELS,
} from '../domain/referral.ts'
import type { StatedReferrer } from '../domain/stated-referrer.ts'
import { TOLD_BY } from '../domain/told-by.ts'
import { conditionGroup } from './condition-group.ts'
import { CS } from './systems.ts'

/** The question whether a message may be left: one word of how to reach the patient that is no text. */
export const CONTACT_MESSAGE = 'contact-message'

/** The one mapper from linkIds to the words of the rules. The response has been validated against its Questionnaire. */
export function readAnswers(response: QuestionnaireResponse, conditions: readonly HealthCondition[]): ReferralAnswers {
  const answers = allAnswers(response.item ?? [])
  const code = (linkId: string) => answers.get(linkId)?.[0]?.valueCoding?.code
  const text = (linkId: string) => answers.get(linkId)?.[0]?.valueString?.trim()
  const note = oneOf(['not-fit', 'may-be-fit'] as const, code('note-advice'))
  const from = answers.get('note-from')?.[0]?.valueDate
  const to = answers.get('note-to')?.[0]?.valueDate
  const mainCondition = readMainCondition(
    answers.get('main-condition')?.[0]?.valueCoding,
    conditions,
    oneOf(CONDITION_GROUPS, code('condition-group')),
  )
  const profession = oneOf(PROFESSIONS, code('profession'))
  const workStatus = oneOf(WORK_STATUSES, code('work-status'))
  const offWorkSince = answers.get('off-work-since')?.[0]?.valueDate
  const evidence = oneOf(
    ['at-work', 'current-note', 'service-may-certify', 'patient-understands'] as const,
    code('evidence'),
  )
  const againstRules = text('against-rules')
  const stated = readStated(text)
  const messages = answers.get(CONTACT_MESSAGE)?.[0]?.valueBoolean
  const toldBy = oneOf(TOLD_BY, code('told-by'))
  return {
    pathway: oneOf(PATHWAYS, code('pathway')) ?? 'neither',
    sharing: oneOf([...SHARING_LEVELS, 'none'] as const, code('sharing')) ?? 'unanswered',
    concern: oneOf(CONCERNS, code('concern')) ?? 'unanswered',
    concernManaged: answers.get('concern-managed')?.[0]?.valueBoolean === true,
    ring: given({ phone: text('ring-phone'), when: text('ring-when'), second: text('ring-second') }),
    reachable: ['contact-phone', 'contact-email', 'contact-address'].some(linkId => text(linkId)),
    ...(messages === undefined ? {} : { messages }),
    ...(toldBy ? { toldBy } : {}),
    ...(profession ? { profession } : {}),
    ...(stated ? { stated } : {}),
    ...(workStatus ? { workStatus } : {}),
    ...(offWorkSince && isLocalDate(offWorkSince) ? { offWorkSince } : {}),
    ...(evidence ? { evidence } : {}),
    ...(againstRules ? { againstRules } : {}),
    ...(mainCondition ? { mainCondition } : {}),
    ...(note
      ? {
          note: {
            advice: note,
            ...(from ? { from } : {}),
            ...(to ? { to } : {}),
            adjustments: (answers.get('note-adjustments') ?? []).flatMap(
              answer => oneOf(ADJUSTMENTS, answer.valueCoding?.code) ?? [],
            ),
          },
        }
      : {}),
  }
}

const given = <T extends Record<string, string | undefined>>(said: T): { [K in keyof T]?: string } =>
  Object.fromEntries(Object.entries(said).filter(([, text]) => text)) as { [K in keyof T]?: string }

/** A practice is stated whole or not at all. */
function readStated(text: (linkId: string) => string | undefined): StatedReferrer | undefined {
  const name = text('referrer-name')
  const practiceName = text('practice-name')
  const odsCode = text('practice-ods-code')?.toUpperCase()
  const phone = text('practice-phone')
  const practice = practiceName && odsCode && phone ? { name: practiceName, odsCode, phone } : undefined
  return name || practice ? { ...(name ? { name } : {}), ...(practice ? { practice } : {}) } : undefined
}

type Answers = NonNullable<QuestionnaireResponseItem['answer']>

/** Every answer by its linkId, from whatever depth. */
export function allAnswers(items: readonly QuestionnaireResponseItem[]): Map<string, Answers> {
  const found = new Map<string, Answers>()
  const visit = (item: QuestionnaireResponseItem): void => {
    if (item.answer?.length) found.set(item.linkId, item.answer)
    item.item?.forEach(visit)
    for (const answer of item.answer ?? []) answer.item?.forEach(visit)
  }
  items.forEach(visit)
  return found
}

/** The coding under which a problem of the record is offered as an answer: its own code, else its place in the record. */
export function codingOf(condition: HealthCondition): Coding {
  return condition.coding === 'uncoded'
    ? { system: CS.recordCondition, code: condition.source, display: condition.term }
    : { system: condition.coding.system, code: condition.coding.code, display: condition.term }
}

function readMainCondition(
  answer: Coding | undefined,
  conditions: readonly HealthCondition[],
  saidGroup: ConditionGroup | undefined,
): ReferralAnswers['mainCondition'] {
  if (!answer) return undefined
  if (answer.system === CS.conditionGroup) {
    const group = oneOf(CONDITION_GROUPS, answer.code)
    return group && { group }
  }
  const condition = conditions.find(each => {
    const coding = codingOf(each)
    return coding.system === answer.system && coding.code === answer.code
  })
  if (!condition) return undefined
  const group = conditionGroup(condition)
  return {
    // What the code says holds; the clinician's word fills the gap.
    group: group === 'not-categorised' ? (saidGroup ?? group) : group,
    recorded: { source: condition.source, term: condition.term, coding: condition.coding },
  }
}

const oneOf = <const T extends string>(allowed: readonly T[], text: string | undefined): T | undefined =>
  allowed.find(each => each === text)
