import { isReferring } from '../../../src/domain/referral.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { contactLine } from '../../consultation/contact-line.ts'
import type { FoldedQuestion, Folding } from '../../form/folding.ts'

const inTurn = (linkId: string, name: string): FoldedQuestion => ({ linkId, name, hasTurn: true, staysOpen: false })
const toSee = (linkId: string, name: string): FoldedQuestion => ({ linkId, name, hasTurn: true, staysOpen: true })
const onDemand = (linkId: string, name: string): FoldedQuestion => ({ linkId, name, hasTurn: false, staysOpen: false })

/** The few questions of every consultation in their order, and those that can stay unanswered. */
const QUESTIONS: readonly FoldedQuestion[] = [
  inTurn('pathway', 'Consultation'),
  inTurn('profession', 'Your profession'),
  inTurn('main-condition', 'Main condition'),
  onDemand('condition-group', 'Kind of condition'),
  inTurn('work-status', 'Work status'),
  onDemand('evidence', 'Evidence of the absence'),
  // What is said here is to be seen until the answers are checked.
  toSee('concern', 'Safety'),
  toSee('sharing', 'Agreement'),
]

/** How the first page stands folded: only the first question that is not answered is open. */
export function foldingOf(
  { draft, today }: Consultation,
  typed: Record<string, string | string[]>,
  opened: string | undefined,
): Folding {
  return { questions: QUESTIONS, groups: { contact: contactLine(draft, typed, today) }, opened }
}

/** The names of the questions that wait for an answer, until the script of the page keeps count. */
export function stillToAnswer(
  { draft, questionnaire, answers }: Consultation,
  typed: Record<string, string | string[]>,
): string[] {
  const asked = new Set(questionnaire.item?.map(each => each.linkId))
  const answered = new Set([...(draft.response.item ?? []).map(each => each.linkId), ...Object.keys(typed)])
  const leadsNowhere = answered.has('pathway') && !isReferring(answers.pathway) && typed.pathway === undefined
  if (leadsNowhere || answers.sharing === 'none') return []
  return QUESTIONS.filter(({ linkId, hasTurn }) => hasTurn && asked.has(linkId) && !answered.has(linkId)).map(
    each => each.name,
  )
}
