import type { Instant } from '../domain/local-date.ts'
import { type Environment, evaluateFhirPath } from './fhir-path.ts'

/**
 * An x-fhir-query with its `{{expressions}}` filled in, or `undefined` where it must not be run:
 * an expression that fails or is empty would widen the search (`Condition?patient=` finds everyone's),
 * and only a search on the server at hand is a query, never another address.
 */
export function fillQuery(template: string, environment: Environment, at?: Instant): string | undefined {
  let unusable = false
  const query = template.trim().replace(/\{\{(.*?)\}\}/gs, (_, expression: string) => {
    const result = evaluateFhirPath(expression, {}, environment, undefined, at)
    const values = result.ok ? result.values.filter(isPlain) : []
    if (values.length === 0) unusable = true
    return values.map(value => encodeURIComponent(String(value))).join(',')
  })
  return unusable || !/^[A-Z][A-Za-z]+(\/[A-Za-z0-9.-]+)?(\?[^\s#]*)?$/.test(query) || query.includes('..')
    ? undefined
    : query
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' ? value !== '' : typeof value === 'number' || typeof value === 'boolean'
