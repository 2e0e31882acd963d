import type { OperationOutcomeIssue } from 'fhir/r4.js'
import { issueOf } from './operation-outcome.ts'

/** Several times what any form needs; what a Questionnaire may hold is in questionnaire/form-limits.ts (hazard H23). */
const MOST = { parameters: 200, contexts: 100, parts: 5_000, levels: 100 }

const MOST_ISSUES = 1_000
const LARGEST_ANSWER = 4_000_000

/** What the parameters have too much of: looked at before anything is read, since reading takes time for each of them. */
export function excessOf(body: unknown): OperationOutcomeIssue[] {
  if (!isWithin(body, MOST.levels)) return [tooLong(`The body is nested more than ${MOST.levels} levels deep.`)]
  const parameters = listIn(body, 'parameter')
  const contexts = parameters.filter(each => ['context', 'launchContext'].includes(String(elementOf(each, 'name'))))
  const parts = parameters.reduce<number>((sum, each) => sum + listIn(each, 'part').length, 0)
  return [
    ...(parameters.length > MOST.parameters ? [tooMany('parameters', parameters.length, MOST.parameters, '')] : []),
    ...(contexts.length > MOST.contexts
      ? [tooMany('contexts', contexts.length, MOST.contexts, ".where(name = 'context')")]
      : []),
    ...(parts > MOST.parts ? [tooMany('parts', parts, MOST.parts, '.part')] : []),
  ]
}

/** What an answer has too much of. */
export const excessOfIssues = (count: number): OperationOutcomeIssue[] =>
  count > MOST_ISSUES
    ? [tooLong(`There is something to say in ${inWords(count)} places of the form; ${inWords(MOST_ISSUES)} fit.`)]
    : []

export const excessOfAnswer = (json: string): OperationOutcomeIssue[] =>
  json.length > LARGEST_ANSWER
    ? [tooLong(`The answer would have more than ${inWords(LARGEST_ANSWER)} characters.`, 'Questionnaire')]
    : []

/** Of what is wrong with a body, nobody reads more. */
export const MOST_ERRORS = 100

const tooMany = (what: string, found: number, most: number, at: string): OperationOutcomeIssue =>
  tooLong(`There are ${inWords(found)} ${what}; ${inWords(most)} can be read.`, `Parameters.parameter${at}`)

const tooLong = (diagnostics: string, expression?: string): OperationOutcomeIssue =>
  issueOf('error', 'too-long', diagnostics, expression)

const inWords = (count: number): string => count.toLocaleString('en-GB')

const isWithin = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every(child => isWithin(child, levels - 1)))

const elementOf = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? Reflect.get(of, name) : undefined

const listIn = (of: unknown, name: string): readonly unknown[] => {
  const value = elementOf(of, name)
  return Array.isArray(value) ? value : []
}
