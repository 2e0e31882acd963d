import type { ReactElement } from 'react'
import type { SharingLevel } from '../../../src/domain/referral.ts'
import { walkItems } from '../../../src/questionnaire/items.ts'
import { SITE_PREFIX } from '../../../src/questionnaire/renamed-items.ts'
import type { AnswerIssue } from '../../../src/questionnaire/validate-answers.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import type { SiteQuestions } from '../../consultation/site-questions.ts'
import { QuestionnaireForm } from '../../form/questionnaire-form.tsx'

/** What the service itself asks, after ours. */
export function SiteQuestionsForm(props: {
  consultation: Consultation
  issues: readonly AnswerIssue[]
  typed: Record<string, string | string[]>
}): ReactElement | null {
  const { consultation, issues, typed } = props
  const { service, siteQuestions } = consultation
  if (!service?.extraQuestions || !siteQuestions) return null
  return (
    <div className="ww-site-questions">
      <h2 className="nhsuk-heading-m">More questions from {service.name}</h2>
      <p>{LEAVE_WORDS[service.extraQuestions.leavesFrom]}</p>
      <QuestionnaireForm
        questionnaire={siteQuestions.questionnaire}
        response={siteQuestions.response}
        typed={typed}
        issues={issues.filter(issue => issue.linkId.startsWith(SITE_PREFIX))}
        prefilled={new Set(siteQuestions.prefilled)}
        problems={siteQuestions.problems}
        known={siteQuestions.known}
        notes={notesOf(siteQuestions, service.extraQuestions.leavesFrom)}
      />
    </div>
  )
}

/** From which level on the answers to a service's own questions leave (hazard H09). */
const LEAVE_WORDS = {
  basic: 'These answers are sent whatever the patient agrees to share.',
  standard: 'These answers are sent only if the patient agrees to share Standard or Full.',
  full: 'These answers are sent only if the patient agrees to share Full.',
} as const

/** On each question whose answer is sent from a higher level than the others, or never. */
const notesOf = ({ questionnaire, leaves }: SiteQuestions, pack: SharingLevel): Record<string, ReactElement> =>
  Object.fromEntries(
    [...walkItems(questionnaire.item)].flatMap(({ item: { linkId, type } }) => {
      const level = leaves.get(linkId)
      if (type === 'group' || type === 'display' || level === undefined || level === pack) return []
      return [[linkId, <p key={linkId}>{LEAVES_WORDS[level]}</p>]]
    }),
  )

const LEAVES_WORDS = {
  basic: 'This answer is sent whatever the patient agrees to share.',
  standard: 'This answer is sent only if the patient agrees to share Standard or Full.',
  full: 'This answer is sent only if the patient agrees to share Full.',
  never: 'This answer is not sent.',
} as const
