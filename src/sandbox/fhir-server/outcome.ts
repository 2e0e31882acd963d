import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js'
import { fail } from '../../domain/result.ts'

export interface Issue {
  readonly code: string
  readonly diagnostics: string
  readonly expression?: readonly string[]
}

/** Why a request was not carried out. The texts begin like HAPI's, so that a client tested here finds the same words there. */
export interface Problem {
  readonly status: number
  readonly issues: readonly Issue[]
}

export const problem = (status: number, issues: readonly Issue[]): Problem => ({ status, issues })

export const refuse = (status: number, code: string, diagnostics: string, ...expression: readonly string[]) =>
  fail(problem(status, [expression.length > 0 ? { code, diagnostics, expression } : { code, diagnostics }]))

/** The same problem, seen from the Bundle that held the resource. */
export const problemAt = (prefix: string, { status, issues }: Problem): Problem => ({
  status,
  issues: issues.map(issue => ({
    ...issue,
    expression: issue.expression?.map(path => `${prefix}.resource${path.replace(/^[^.[]+/, '')}`) ?? [prefix],
  })),
})

const issueOf = (severity: string, { code, diagnostics, expression }: Issue) => ({
  severity,
  code,
  diagnostics,
  ...(expression ? { expression: [...expression], location: [...expression] } : {}),
})

export const problemOutcome = ({ issues }: Problem) => ({
  resourceType: 'OperationOutcome',
  issue: issues.map(issue => issueOf('error', issue)),
})

export const information = (diagnostics: string) =>
  ({
    resourceType: 'OperationOutcome' as const,
    issue: [{ severity: 'information', code: 'informational', diagnostics }] satisfies OperationOutcomeIssue[],
  }) satisfies OperationOutcome
