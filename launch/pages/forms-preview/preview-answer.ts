import type { Questionnaire } from 'fhir/r4.js'
import { createElement } from 'react'
import type { FormAnswer, FormCall } from '../../../src/form-processes/form-call.ts'
import { withAnswerExpressions } from '../../../src/questionnaire/answer-expressions.ts'
import { callersBudget } from '../../../src/questionnaire/fhir-path.ts'
import { type FormAnswers, responseFromForm } from '../../../src/questionnaire/form-body.ts'
import { populate } from '../../../src/questionnaire/populate.ts'
import { questionnaireNotes } from '../../../src/questionnaire/questionnaire-notes.ts'
import { readQuestionnaire } from '../../../src/questionnaire/questionnaire-schema.ts'
import { stoppedForm } from '../../../src/questionnaire/stopped-form.ts'
import type { ValueSets } from '../../../src/questionnaire/value-sets.ts'
import { renderPage } from '../../web/render.ts'
import { type Preview, PreviewPage, type PreviewPageProps } from './page.tsx'
import { FIELD, parseJson, questionnaireText, readFields } from './read-upload.ts'

interface PreviewDeps {
  readonly valueSets: ValueSets
  readonly now: () => Date
  readonly synthetic: boolean
}

type PreviewCall = Extract<FormCall, { to: 'preview' }>

/** Characters. A page has the Questionnaire in it twice, and each quotation mark of it takes six. */
const LARGEST_PAGE = 12_000_000

/** The page for one form that was posted to `/forms/preview`, from the bytes that came to the bytes that go. Runs in a process of its own. */
export async function answerPreview(
  { body, contentType }: PreviewCall,
  { valueSets, now, synthetic }: PreviewDeps,
): Promise<FormAnswer> {
  const page = (status: number, props: Omit<PreviewPageProps, 'synthetic'>): FormAnswer => {
    const html = renderPage(createElement(PreviewPage, { synthetic, ...props }))
    return html.length <= LARGEST_PAGE
      ? { status, type: 'html', body: html }
      : page(422, { text: '', problems: [TOO_LARGE_TO_SHOW] })
  }
  const fields = await readFields(body, contentType).catch(() => ({}))
  const text = questionnaireText(fields)
  const json = parseJson(text)
  const read = json.ok ? readQuestionnaire(json.value, valueSets) : json
  if (!read.ok) return page(isTooMuch(read.failure) ? 422 : 400, { text, problems: read.failure.problems })
  const { questionnaire, problems } = read.value
  const { preview, stopped } = await previewOf(questionnaire, fields, now)
  if (stopped !== undefined) return page(422, { text, problems: [stopped, ...problems] })
  return page((preview.answers?.issues.length ?? 0) > 0 ? 400 : 200, { text, problems, preview })
}

const TOO_LARGE_TO_SHOW = 'The page for this form would be too large to show. Try a part of the form.'

const isTooMuch = (failure: { readonly isTooMuch?: boolean }): boolean => failure.isTooMuch === true

async function previewOf(
  written: Questionnaire,
  fields: Readonly<Record<string, string | string[]>>,
  now: () => Date,
): Promise<{ readonly preview: Preview; readonly stopped: string | undefined }> {
  const base = { subject: { display: 'Nobody: this is a preview' }, authored: now().toISOString() }
  const budget = callersBudget()
  const questionnaire = withAnswerExpressions(written, {}, base.authored, budget)
  const populated = await populate(questionnaire, { launch: {}, budget }, base)
  const answers: FormAnswers | undefined =
    fields[FIELD.step] === undefined
      ? undefined
      : responseFromForm(questionnaire, fields, { ...base, previous: populated.response, budget })
  const preview = {
    questionnaire,
    notes: questionnaireNotes(questionnaire),
    response: answers?.response ?? populated.response,
    prefillProblems: populated.problems,
    answers: answers?.goesOn === true ? { ...answers, issues: [] } : answers,
  }
  return { preview, stopped: stoppedForm(questionnaire, budget)?.text }
}
