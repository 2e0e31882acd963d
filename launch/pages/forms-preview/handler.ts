import { type ErrorRequestHandler, type RequestHandler, raw } from 'express'
import type { Questionnaire } from 'fhir/r4.js'
import { createElement } from 'react'
import { withAnswerExpressions } from '../../../src/questionnaire/answer-expressions.ts'
import { type FormAnswers, responseFromForm } from '../../../src/questionnaire/form-body.ts'
import { populate } from '../../../src/questionnaire/populate.ts'
import { questionnaireNotes } from '../../../src/questionnaire/questionnaire-notes.ts'
import { readQuestionnaire } from '../../../src/questionnaire/questionnaire-schema.ts'
import type { ValueSets } from '../../../src/questionnaire/value-sets.ts'
import { renderPage } from '../../web/render.ts'
import { type Preview, PreviewPage, type PreviewPageProps } from './page.tsx'
import { FIELD, parseJson, questionnaireText, readFields } from './read-upload.ts'

const LARGEST_BODY = '8mb'

interface PreviewDeps {
  readonly valueSets: ValueSets
  readonly now: () => Date
  readonly synthetic: boolean
}

/** Milliseconds for all expressions together: anybody may send any form here, and nobody should wait longer for a page. */
const previewBudget = () => ({ each: 300, left: 600 })

/**
 * GET and POST `/forms/preview`: a Questionnaire as clinicians would see it, for those who write site forms. Open to
 * everybody: there is no patient, the Questionnaire comes with each request, and nothing of it is kept.
 */
export function createPreviewHandlers({ valueSets, now, synthetic }: PreviewDeps): {
  readonly get: RequestHandler
  readonly post: readonly (RequestHandler | ErrorRequestHandler)[]
} {
  const page = (props: Omit<PreviewPageProps, 'synthetic'>): string =>
    renderPage(createElement(PreviewPage, { synthetic, ...props }))

  const post: RequestHandler = async (req, res) => {
    const fields = await readFields(req.body, req.get('content-type')).catch(() => ({}))
    const text = questionnaireText(fields)
    const json = parseJson(text)
    const read = json.ok ? readQuestionnaire(json.value, valueSets) : json
    if (!read.ok)
      return void res
        .status(400)
        .type('html')
        .send(page({ text, problems: read.failure.problems }))
    const { questionnaire, problems } = read.value
    const preview = await previewOf(questionnaire, fields, now)
    res.status((preview.answers?.issues.length ?? 0) > 0 ? 400 : 200)
    res.type('html').send(page({ text, problems, preview }))
  }

  const unreadable: ErrorRequestHandler = (_error, _req, res, _next) => {
    const problems = ['What was sent is too large, or damaged. A Questionnaire may have 2,000,000 characters.']
    res
      .status(400)
      .type('html')
      .send(page({ text: '', problems }))
  }

  return {
    get: (_req, res) => void res.type('html').send(page({ text: '', problems: [] })),
    post: [
      raw({ type: ['multipart/form-data', 'application/x-www-form-urlencoded'], limit: LARGEST_BODY }),
      unreadable,
      post,
    ],
  }
}

async function previewOf(
  written: Questionnaire,
  fields: Readonly<Record<string, string | string[]>>,
  now: () => Date,
): Promise<Preview> {
  const base = { subject: { display: 'Nobody: this is a preview' }, authored: now().toISOString() }
  const budget = previewBudget()
  const questionnaire = withAnswerExpressions(written, {}, budget)
  const populated = await populate(questionnaire, { launch: {}, budget }, base)
  const answers: FormAnswers | undefined =
    fields[FIELD.step] === undefined
      ? undefined
      : responseFromForm(questionnaire, fields, { ...base, previous: populated.response, budget })
  return {
    questionnaire,
    notes: questionnaireNotes(questionnaire),
    response: answers?.response ?? populated.response,
    prefillProblems: populated.problems,
    answers: answers?.goesOn === true ? { ...answers, issues: [] } : answers,
  }
}
