import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js'

export const operationOutcome = (...issue: OperationOutcomeIssue[]): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue,
})

/** What a program can act on: what is wrong, where. */
export const issueOf = (
  severity: OperationOutcomeIssue['severity'],
  code: OperationOutcomeIssue['code'],
  diagnostics: string,
  expression?: string,
): OperationOutcomeIssue => ({
  severity,
  code,
  diagnostics,
  ...(expression === undefined ? {} : { expression: [expression] }),
})
