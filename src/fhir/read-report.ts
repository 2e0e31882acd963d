import type { QuestionnaireResponse } from 'fhir/r4.js'
import type { FitNoteAdvice } from '../domain/fit-note.ts'
import type { LocalDate } from '../domain/local-date.ts'
import { answersTo } from './answers-to.ts'
import { allAnswers } from './read-answers.ts'

/** An AHP Health and Work Report as far as it is written, in the words of its sections. */
export interface HealthAndWorkReport {
  readonly assessedOn?: LocalDate
  readonly advice?: FitNoteAdvice
  readonly from?: LocalDate
  readonly to?: LocalDate
  readonly review?: string
  readonly reviewOn?: LocalDate
  readonly options: readonly string[]
  /** The table of the report: a difficulty that the patient reports, and what is recommended. */
  readonly rows: readonly { readonly difficulty: string; readonly goal: string; readonly by?: LocalDate }[]
}

/** The one mapper from the linkIds of `Questionnaire/health-and-work-report`: what the employer reads, and nothing else of the answers. */
export function readReport(response: QuestionnaireResponse): HealthAndWorkReport {
  const { item = [] } = answersTo('employer', 'health-and-work-report', response)
  const answers = allAnswers(item)
  const day = (linkId: string) => answers.get(linkId)?.[0]?.valueDate
  const words = (linkId: string) => (answers.get(linkId) ?? []).flatMap(each => each.valueCoding?.display ?? [])
  const [assessedOn, from, to, reviewOn] = ['assessed-on', 'from', 'to', 'review-on'].map(day)
  const advice = answers.get('advice')?.[0]?.valueCoding?.code
  const [review] = words('review')
  return {
    ...(assessedOn ? { assessedOn } : {}),
    ...(advice === 'not-fit' || advice === 'may-be-fit' ? { advice } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(review ? { review } : {}),
    ...(reviewOn ? { reviewOn } : {}),
    options: words('options'),
    rows: item
      .filter(each => each.linkId === 'row')
      .map(row => {
        const cells = allAnswers(row.item ?? [])
        const by = cells.get('goal-by')?.[0]?.valueDate
        return {
          difficulty: cells.get('difficulty')?.[0]?.valueString?.trim() ?? '',
          goal: cells.get('goal')?.[0]?.valueString?.trim() ?? '',
          ...(by ? { by } : {}),
        }
      }),
  }
}

/** With whom the patient agrees that it is shared, in words. */
export const reportRecipients = (response: QuestionnaireResponse): string[] =>
  (allAnswers(response.item ?? []).get('share') ?? []).flatMap(each => each.valueCoding?.display ?? [])
