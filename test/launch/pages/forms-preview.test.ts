import express from 'express'
import type { Questionnaire } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { createPreviewPages } from '../../../launch/pages/forms-preview/handler.ts'
import { fail } from '../../../src/domain/result.ts'
import { EXT } from '../../../src/fhir/systems.ts'
import { everyItemType, questionnaireOf } from '../../questionnaire/every-item-type.ts'
import { doubled, fhirPath } from '../../questionnaire/expressions.ts'
import { answerFormHere } from '../../support/answer-form-here.ts'
import { serveApp } from '../../support/serve-app.ts'

const answerForm = answerFormHere({
  questionnaires: [],
  valueSets: new Map(),
  now: () => new Date('2026-09-01T09:00:00Z'),
})
const app = express().use(createPreviewPages(answerForm, { synthetic: false }))

async function preview(fields: Record<string, string | Blob>): Promise<{ status: number; html: string }> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return serveApp(app, async base => {
    const response = await fetch(`${base}/forms/preview`, { method: 'POST', body })
    return { status: response.status, html: await response.text() }
  })
}
const pasted = (questionnaire: unknown, answers: Record<string, string> = {}) =>
  preview({ 'form:questionnaire': JSON.stringify(questionnaire), ...answers })

const question: Questionnaire = questionnaireOf({
  linkId: 'job',
  type: 'string',
  text: 'What is the job?',
  required: true,
})

describe('the form preview', () => {
  it('asks for a Questionnaire, pasted or as a file', async () => {
    const html = await serveApp(app, async base => (await fetch(`${base}/forms/preview`)).text())
    expect(html).toContain('Paste the Questionnaire (JSON)')
    expect(html).toContain('type="file"')
  })

  it('draws what was pasted', async () => {
    const { status, html } = await pasted(everyItemType)
    expect(status).toBe(200)
    expect(html).toContain('Which fruits?')
    expect(html).toContain('linkId &quot;file&quot;)</strong>: A file cannot be added here.')
  })

  it('draws what was uploaded, whatever was pasted', async () => {
    const { status, html } = await preview({
      'form:questionnaire': 'something else',
      'form:file': new Blob([`\uFEFF${JSON.stringify(question)}`]),
    })
    expect(status).toBe(200)
    expect(html).toContain('What is the job?')
  })

  it('takes a form that is sent without a file', async () => {
    const body = new URLSearchParams({ 'form:questionnaire': JSON.stringify(question) })
    const status = await serveApp(
      app,
      async base => (await fetch(`${base}/forms/preview`, { method: 'POST', body })).status,
    )
    expect(status).toBe(200)
  })

  it('checks answers as the consultation does, and shows what would leave', async () => {
    expect((await pasted(question, { 'form:step': 'check' })).html).toContain('Enter an answer for: What is the job?')
    const { status, html } = await pasted(question, { 'form:step': 'check', job: 'Welder' })
    expect(status).toBe(200)
    expect(html).toContain('&quot;valueString&quot;: &quot;Welder&quot;')
  })

  it('says what keeps a form from being used, and draws it all the same', async () => {
    const { status, html } = await pasted(
      questionnaireOf(...(question.item ?? []), { linkId: 'scan', type: 'attachment', required: true }),
    )
    expect(status).toBe(200)
    expect(html).toContain('This form cannot be used')
    expect(html).toContain('linkId &quot;scan&quot;) is required, but: A file cannot be added here.')
    expect(html).toContain('What is the job?')
  })

  it.each([
    ['', 'Paste a Questionnaire, or choose a file.'],
    ['{', 'This is not JSON'],
    ['<Questionnaire/>', 'This is XML.'],
    ['{"resourceType":"Bundle"}', 'This is a Bundle. Paste the Questionnaire itself.'],
    ['null', 'This form cannot be used'],
    [
      '{"resourceType":"Questionnaire","status":"active","item":[{"type":"string"}]}',
      'Question 1 has no linkId: give it one that no other question of the form has.',
    ],
  ])('answers %.40s with words', async (text, words) => {
    const { status, html } = await preview({ 'form:questionnaire': text })
    expect(status).toBe(400)
    expect(html).toContain(words)
  })

  it.each([
    [`"${'x'.repeat(2_000_001)}"`, 'more than 2,000,000 characters'],
    [
      JSON.stringify(questionnaireOf({ linkId: 'a', type: 'string', text: 'x'.repeat(100_001) })),
      'The form has a text of 100,001 characters; 100,000 can be shown.',
    ],
    [
      JSON.stringify(
        questionnaireOf({ linkId: 'a', type: 'string', extension: [fhirPath(EXT.initialExpression, doubled(27))] }),
      ),
      'Question 1 (linkId &quot;a&quot;): Its expression makes too many values, or too long a text.',
    ],
    [
      JSON.stringify({ ...question, description: '"'.repeat(900_000) }),
      'The page for this form would be too large to show.',
    ],
  ])('answers what is too much with what it is: %.40s', async (text, words) => {
    const { status, html } = await preview({ 'form:questionnaire': text })
    expect(status).toBe(422)
    expect(html).toContain('This form cannot be used')
    expect(html).toContain(words)
  })

  it.each([
    ['stopped', 422, 'Showing this form takes too much time or memory.'],
    ['busy', 429, 'More forms are being looked at than can be at once.'],
    ['broken', 500, 'this is a fault in the app'],
  ] as const)('says what a person can do when there is no answer: %s', async (why, status, words) => {
    const none = express().use(createPreviewPages(async () => fail(why), { synthetic: false }))
    const answered = await serveApp(none, base =>
      fetch(`${base}/forms/preview`, { method: 'POST', body: new FormData() }),
    )
    expect(answered.status).toBe(status)
    expect(answered.headers.get('retry-after')).toBe(why === 'busy' ? '5' : null)
    expect(await answered.text()).toContain(words)
  })

  it('is a page that says so where it is switched off', async () => {
    const off = express().use(createPreviewPages(undefined, { synthetic: false }))
    for (const method of ['GET', 'POST']) {
      const answered = await serveApp(off, base => fetch(`${base}/forms/preview`, { method }))
      expect(answered.status).toBe(404)
      expect(await answered.text()).toContain('The form preview is switched off')
    }
  })

  it('answers a body that is no form, or too large', async () => {
    await serveApp(app, async base => {
      for (const [body, type] of [
        ['x', 'multipart/form-data; boundary=y'],
        ['x', 'text/plain'],
        ['x'.repeat(9_000_000), 'application/x-www-form-urlencoded'],
      ] as const) {
        const response = await fetch(`${base}/forms/preview`, {
          method: 'POST',
          body,
          headers: { 'content-type': type },
        })
        expect(response.status).toBe(400)
        expect(await response.text()).toContain('This form cannot be used')
      }
    })
  })

  it('loads nothing and runs nothing that a Questionnaire brings', async () => {
    const evil = '<img src=x onerror=alert(1)><script>alert(1)</script>'
    const { html } = await pasted({
      ...questionnaireOf({
        linkId: 'a',
        type: 'choice',
        text: evil,
        answerOption: [{ valueCoding: { code: 'c', display: evil } }],
        extension: [
          {
            url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemMedia',
            valueAttachment: { url: 'https://elsewhere.example/picture.png' },
          },
        ],
      }),
      title: evil,
    })
    const drawn = html.replace(/<input type="hidden"[^>]*>|<textarea.*?<\/textarea>/gs, '')
    expect(drawn).not.toMatch(/<img|<script>|elsewhere\.example/)
  })
})
