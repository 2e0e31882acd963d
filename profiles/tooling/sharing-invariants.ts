import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AskedItem, leavesTable, mayLeave } from '../../src/fhir/answer-leaves.ts'

const PROFILES = join(import.meta.dirname, '..')
/** Where the invariants stand: made here, read by the compiler. */
export const SHARING_FSH = join(PROFILES, 'fsh', 'input', 'fsh', 'form-sharing.fsh')

const FORMS = ['workwell-referral', 'fit-note', 'health-and-work-report'] as const
type Asked = AskedItem & { readonly type: string; readonly item?: readonly Asked[] }

const itemsOf = (form: (typeof FORMS)[number]): readonly Asked[] =>
  JSON.parse(readFileSync(join(PROFILES, 'fhir', `Questionnaire-${form}.json`), 'utf8')).item

/**
 * The invariants that hold answers to the agreed sharing level, as FSH, from what each question of the referral form says of itself: a
 * question that is added stands in them without anybody's doing.
 *
 * @throws Error naming the question of one of our forms that does not say to whom its answer leaves
 */
export function sharingInvariants(): string {
  for (const form of FORMS) everyQuestionSays(form, itemsOf(form))
  const table = [...leavesTable(itemsOf('workwell-referral'))].map(([linkId, says]) => ({
    linkId,
    service: says.find(each => each.to === 'service'),
  }))
  const notAt = (level: 'basic' | 'standard' | 'full'): string =>
    listed(table.filter(({ service }) => !service?.from || !mayLeave(service.from, level)))
  const inexactAt = (level: 'basic' | 'standard'): string =>
    listed(table.filter(({ service }) => service?.exactFrom && !mayLeave(service.exactFrom, level)))
  return `// Written by \`npm run profiles\` from what each question of the referral form says of its answer. Change it there.
${invariant('ww-form-basic', 'At the basic level nothing leaves whose question says standard or full, or does not name the service.', `${AT('basic')} implies ${none(notAt('basic'))}`)}
${invariant('ww-form-standard', 'At the standard level nothing leaves whose question says full, or does not name the service.', `${AT('standard')} implies ${none(notAt('standard'))}`)}
${invariant('ww-form-full', 'At no level does anything leave whose question does not name the service.', none(notAt('full')))}
${invariant('ww-form-condition', 'Below the level of the exact answer the main condition leaves as its broad group only, never as the record’s own term.', `(${AT('basic')} or ${AT('standard')}) implies descendants().where(linkId in (${inexactAt('standard')})).answer.value.all(system = 'https://fhir.workwell-referral.example/CodeSystem/condition-group')`)}`
}

const AT = (level: string): string =>
  `repeat(item).where(linkId = 'sharing').answer.value.where(code = '${level}').exists()`
const none = (linkIds: string): string => `descendants().where(linkId in (${linkIds})).empty()`
const listed = (all: readonly { readonly linkId: string }[]): string =>
  all.map(({ linkId }) => `'${linkId}'`).join(' | ')

const invariant = (id: string, description: string, expression: string): string => `
Invariant: ${id}
Description: "${description}"
Severity: #error
Expression: "${expression}"`

function everyQuestionSays(form: string, items: readonly Asked[]): void {
  for (const item of items) {
    const isQuestion = item.type !== 'group' && item.type !== 'display'
    if (isQuestion && !leavesTable([{ ...item, item: [] }]).has(item.linkId))
      throw new Error(
        `Questionnaire-${form}: ${item.linkId} does not say to whom its answer leaves (WorkWell-AnswerLeaves)`,
      )
    everyQuestionSays(form, item.item ?? [])
  }
}
