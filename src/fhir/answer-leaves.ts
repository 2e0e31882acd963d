import type { Extension } from 'fhir/r4.js'
import { SHARING_LEVELS, type SharingLevel } from '../domain/referral.ts'
import { EXT } from './systems.ts'

/**
 * To whom an answer can leave: the WorkWell service, a local service that it refers on to, the employer, the practice's own record, the
 * patient's papers.
 */
export const RECIPIENTS = ['service', 'provider', 'employer', 'practice', 'patient'] as const
export type Recipient = (typeof RECIPIENTS)[number]

/** What a question says of its answer for one recipient (design decision 15). */
export interface AnswerLeaves {
  readonly to: Recipient
  /** The level that the patient has to agree to; absent for a recipient that the agreement to a referral is not about. */
  readonly from?: SharingLevel
  /** Below this level only a broader answer leaves, at or above it the answer as it was given. */
  readonly exactFrom?: SharingLevel
}

/** A part of a Questionnaire's item, as far as this is about: also of one that was not parsed. */
export interface AskedItem {
  readonly linkId: string
  readonly extension?: readonly Extension[]
  readonly item?: readonly AskedItem[]
}

/** By linkId. A question that is not in it leaves to nobody. */
export type LeavesTable = ReadonlyMap<string, readonly AnswerLeaves[]>

/** Whether an answer that leaves from one level on may leave at another. */
export const mayLeave = (from: SharingLevel, agreed: SharingLevel): boolean =>
  SHARING_LEVELS.indexOf(agreed) >= SHARING_LEVELS.indexOf(from)

/**
 * What a question says of its answer, by the extension `WorkWell-AnswerLeaves`; empty where it says nothing.
 *
 * @throws Error naming the question when what it says is not understood: nothing may leave by a guess (hazard H09)
 */
export function answerLeavesOf({ linkId, extension = [] }: AskedItem): AnswerLeaves[] {
  return extension
    .filter(each => each.url === EXT.answerLeaves)
    .map(({ extension: parts = [] }) => {
      const part = <const T extends string>(url: string, allowed: readonly T[]): T | undefined => {
        const given = parts.filter(each => each.url === url)
        const code = allowed.find(each => each === given[0]?.valueCode)
        if (given.length > 1 || (given.length === 1 && code === undefined))
          throw new Error(`${linkId}: its "${url}" is none of ${allowed.join(', ')}`)
        return code
      }
      const to = part('to', RECIPIENTS)
      const from = part('from', SHARING_LEVELS)
      const exactFrom = part('exactFrom', SHARING_LEVELS)
      if (to === undefined) throw new Error(`${linkId}: it says that its answer leaves, and not to whom`)
      return { to, ...(from && { from }), ...(exactFrom && { exactFrom }) }
    })
}

/** Every question of a form with what it says. A group leaves to whomever one of its questions leaves, from the same level on. */
export function leavesTable(items: readonly AskedItem[]): LeavesTable {
  const table = new Map<string, readonly AnswerLeaves[]>()
  const read = (item: AskedItem): readonly AnswerLeaves[] => {
    const below = (item.item ?? []).flatMap(read)
    const own = answerLeavesOf(item)
    const says = own.length > 0 ? own : RECIPIENTS.flatMap(to => lowest(below.filter(each => each.to === to)))
    if (says.length > 0) table.set(item.linkId, says)
    return [...own, ...below]
  }
  for (const item of items) read(item)
  return table
}

/** The level at which the first of several answers leaves to one recipient. */
function lowest(all: readonly AnswerLeaves[]): AnswerLeaves[] {
  const [first] = all
  if (!first) return []
  const from = SHARING_LEVELS.find(level => all.some(each => each.from === level))
  return [{ to: first.to, ...(from && all.every(each => each.from) ? { from } : {}) }]
}
