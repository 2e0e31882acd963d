import type { Response } from 'express'
import type { OperationOutcome } from 'fhir/r4.js'
import { createElement } from 'react'
import { wantsPage } from './audience.ts'
import { ErrorPage, type ErrorPageProps } from './error-page.tsx'
import { renderPage } from './render.ts'

type IssueCode = OperationOutcome['issue'][number]['code']

/** What FHIR calls it (http://hl7.org/fhir/R4/valueset-issue-type.html). */
const CODES: Readonly<Record<number, IssueCode>> = {
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  408: 'timeout',
  409: 'conflict',
  410: 'not-found',
  413: 'too-long',
  415: 'not-supported',
  424: 'transient',
  429: 'throttled',
  502: 'transient',
  // Where it is the store that fails: FHIR has a code for just that.
  503: 'no-store',
}
const codeOf = (status: number): IssueCode => CODES[status] ?? (status >= 500 ? 'exception' : 'invalid')

/** @param diagnostics what a program can act on; nothing of a patient */
export const outcomeText = (status: number, diagnostics: string): string =>
  JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: codeOf(status), diagnostics }],
  } satisfies OperationOutcome)

/**
 * What went wrong, to whoever asked: a page for a person, an OperationOutcome for a program. A program has no window to close: it is
 * told the title alone, where there is no `forPrograms`.
 */
export function sendError(res: Response, status: number, words: ErrorPageProps, forPrograms = `${words.title}.`): void {
  res.status(status).set('Cache-Control', 'no-store')
  if (wantsPage(res.req)) {
    res.type('html').send(renderPage(createElement(ErrorPage, words)))
    return
  }
  const reference = words.reference === undefined ? '' : ` Reference: ${words.reference}.`
  res.type('application/fhir+json').send(outcomeText(status, `${forPrograms}${reference}`))
}
