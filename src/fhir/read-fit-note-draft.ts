import type { QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { ADJUSTMENTS } from '../domain/fit-note.ts'
import { ASSESSMENTS, type FitNoteDraft, PURPOSES, SAFETY_CRITICAL, SETTINGS } from '../domain/fit-note-draft.ts'
import { type FunctionPrompt, WORK_FUNCTIONS } from '../domain/fit-note-prompts.ts'
import { allAnswers } from './read-answers.ts'

/** The one mapper from the linkIds of `Questionnaire/fit-note` to the words of the rules. */
export function readFitNoteDraft(response: QuestionnaireResponse): FitNoteDraft {
  const answers = allAnswers(response.item ?? [])
  const code = (linkId: string) => answers.get(linkId)?.[0]?.valueCoding?.code
  const codes = <const T extends string>(linkId: string, allowed: readonly T[]): T[] =>
    (answers.get(linkId) ?? []).flatMap(answer => oneOf(allowed, answer.valueCoding?.code) ?? [])
  const text = (linkId: string) => answers.get(linkId)?.[0]?.valueString?.trim() || undefined
  const day = (linkId: string) => answers.get(linkId)?.[0]?.valueDate
  const isTicked = (linkId: string) => answers.get(linkId)?.[0]?.valueBoolean === true
  return {
    ...known('assessedOn', day('assessed-on')),
    ...known('assessment', oneOf(ASSESSMENTS, code('assessment'))),
    ...known('reportBy', text('report-by')),
    ...known('condition', answers.get('condition')?.[0]?.valueCoding?.display ?? text('condition')),
    ...known('lessPrecise', isTicked('less-precise') ? text('less-precise-term') : undefined),
    wantsLessPrecise: isTicked('less-precise'),
    ...known('advice', oneOf(['not-fit', 'may-be-fit'] as const, code('advice'))),
    adjustments: codes('adjustments', ADJUSTMENTS),
    ...known('comments', text('comments')),
    ...known('from', day('from')),
    ...known('to', day('to')),
    indefinite: isTicked('indefinite'),
    ...known('reassess', oneOf(['will', 'will-not'] as const, code('reassess'))),
    safetyCritical: codes('safety-critical', SAFETY_CRITICAL),
    ...known('setting', oneOf(SETTINGS, code('setting'))),
    purposes: codes('purposes', PURPOSES),
    ...known('offSince', day('off-since')),
    ...known('reason', text('reason')),
  }
}

/** The rows of "What the patient can do, and its limits", as far as they are filled in. */
export function readFunctionPrompts(response: QuestionnaireResponse): Partial<FunctionPrompt>[] {
  return (response.item ?? [])
    .filter(item => item.linkId === 'prompt')
    .map((row: QuestionnaireResponseItem) => {
      const answers = allAnswers(row.item ?? [])
      const text = (linkId: string) => answers.get(linkId)?.[0]?.valueString?.trim() || undefined
      return {
        ...known('limited', oneOf(WORK_FUNCTIONS, answers.get('prompt-function')?.[0]?.valueCoding?.code)),
        ...known('limit', text('prompt-limit')),
        ...known('until', text('prompt-until')),
        helps: (answers.get('prompt-helps') ?? []).flatMap(each => oneOf(ADJUSTMENTS, each.valueCoding?.code) ?? []),
      }
    })
}

/** The clinician's own tick that the patient wants the employer to read of WorkWell; nothing else stands for it. */
export const namesWorkWell = (response: QuestionnaireResponse): boolean =>
  allAnswers(response.item ?? []).get('employer-may-read')?.[0]?.valueBoolean === true

const known = <const K extends string, T>(name: K, value: T | undefined): { [P in K]?: T } =>
  value === undefined ? {} : ({ [name]: value } as { [P in K]?: T })

const oneOf = <const T extends string>(allowed: readonly T[], text: string | undefined): T | undefined =>
  allowed.find(each => each === text)
