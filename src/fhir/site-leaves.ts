import { SHARING_LEVELS, type SharingLevel } from '../domain/referral.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type AskedItem, answerLeavesOf, mayLeave } from './answer-leaves.ts'

/** From which level on an answer to a service's own question is sent to it. */
export type SiteLevel = SharingLevel | 'never'
export type SiteLeaves = ReadonlyMap<string, SiteLevel>

const ORDER: readonly SiteLevel[] = [...SHARING_LEVELS, 'never']

/**
 * The level of each of a service's own questions, by linkId: the pack's, and what stands below a question or group has at least its level. A
 * question may raise it, and never lower it: the pack is what was signed (design decision 15, hazard H09). What is wrong
 * comes with it, a line for each question, and the answer to such a question is never sent.
 */
export function siteLeaves(
  items: readonly AskedItem[],
  pack: SharingLevel,
): { readonly leaves: SiteLeaves; readonly problems: readonly string[] } {
  const levels = new Map<string, SiteLevel>()
  const problems: string[] = []
  const read = (item: AskedItem, above: SiteLevel): void => {
    const own = ownLevel(item, above)
    if (!own.ok) problems.push(own.failure)
    const level = own.ok ? own.value : 'never'
    levels.set(item.linkId, level)
    for (const each of item.item ?? []) read(each, level)
  }
  for (const item of items) read(item, pack)
  return { leaves: levels, problems }
}

/** Whether an answer may leave to the service at the level that was agreed. Of a question that the form does not ask, never. */
export function siteAnswerLeaves(levels: SiteLeaves, linkId: string, agreed: SharingLevel): boolean {
  const from = levels.get(linkId) ?? 'never'
  return from !== 'never' && mayLeave(from, agreed)
}

function ownLevel(item: AskedItem, above: SiteLevel): Result<SiteLevel, string> {
  try {
    const says = answerLeavesOf(item)
    if (says.length === 0) return ok(above)
    if (says.some(each => each.exactFrom))
      return fail(`${item.linkId}: "exactFrom" is for our own question about the condition alone`)
    const level = says.find(each => each.to === 'service')
    if (!level) return ok('never')
    const from = level.from ?? above
    return ORDER.indexOf(from) >= ORDER.indexOf(above)
      ? ok(from)
      : fail(`${item.linkId}: its answer would be sent from ${from} on; it stands at ${above}, which it may only raise`)
  } catch (error) {
    return fail(error instanceof Error ? error.message : `${item.linkId}: what it says of its answer is not understood`)
  }
}
