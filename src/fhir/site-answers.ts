import type { QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import type { Referral } from '../domain/referral.ts'
import { mayLeave } from './answer-leaves.ts'
import { type SiteLeaves, siteAnswerLeaves } from './site-leaves.ts'
import { CS } from './systems.ts'

type Answer = NonNullable<QuestionnaireResponseItem['answer']>[number]

/** Answers to a service's own questions, and from which level on each leaves. */
export interface SiteAnswers {
  readonly response: QuestionnaireResponse
  readonly leaves: SiteLeaves
}

/**
 * The answers to the service's own questions that may leave at the agreed level, and none of a service that asks nothing of its own
 * (hazard H09). Built anew from what an answer is, so that nothing of the record comes along with it: no id, no
 * extension, no link to a place at `issuer`.
 */
export function sharedSiteAnswers(
  site: SiteAnswers | undefined,
  { service, sharing }: Referral,
  issuer: string,
): QuestionnaireResponseItem[] | undefined {
  const leavesFrom = service.extraQuestions?.leavesFrom
  if (!site || !leavesFrom || !mayLeave(leavesFrom, sharing)) return undefined
  const record = new URL(issuer).origin
  const items = itemsThatLeave(site.response.item ?? [], record, linkId =>
    siteAnswerLeaves(site.leaves, linkId, sharing),
  )
  return items.length > 0 ? items : undefined
}

function itemsThatLeave(
  items: readonly QuestionnaireResponseItem[],
  record: string,
  leaves: (linkId: string) => boolean,
): QuestionnaireResponseItem[] {
  return items.flatMap(({ linkId, text, answer = [], item = [] }) => {
    if (!leaves(linkId)) return []
    const answers = answer.flatMap(each => {
      const value = valueThatLeaves(each, record)
      const below = itemsThatLeave(each.item ?? [], record, leaves)
      if (Object.keys(value).length === 0 && below.length === 0) return []
      return [{ ...value, ...(below.length > 0 ? { item: below } : {}) }]
    })
    const below = itemsThatLeave(item, record, leaves)
    if (item.length > 0 && answers.length + below.length === 0) return []
    return [
      {
        linkId,
        ...(text === undefined ? {} : { text }),
        ...(answers.length > 0 ? { answer: answers } : {}),
        ...(below.length > 0 ? { item: below } : {}),
      },
    ]
  })
}

/** A link into the record leads nowhere at the hub, which would refuse the whole referral for it: only its words leave. */
function valueThatLeaves(answer: Answer, record: string): Answer {
  const { valueCoding, valueReference, valueAttachment, valueUri } = answer
  if (valueCoding) {
    const { system, code, display } = valueCoding
    const isRecords = system === CS.recordCondition || system?.startsWith(record) === true
    const words = display === undefined ? {} : { display }
    return { valueCoding: isRecords ? words : { ...(system && { system }), ...(code && { code }), ...words } }
  }
  if (valueReference) return { valueReference: { display: valueReference.display ?? 'In the record' } }
  if (valueAttachment) return { valueAttachment: { title: valueAttachment.title ?? 'A file in the record' } }
  if (valueUri !== undefined) return valueUri.startsWith(record) ? {} : { valueUri }
  const values = Object.entries(answer).filter(([name]) => name.startsWith('value'))
  return Object.fromEntries(values)
}
