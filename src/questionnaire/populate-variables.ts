import type { Bundle, Extension, FhirResource } from 'fhir/r4.js'
import { EXT } from '../fhir/systems.ts'
import { type Environment, evaluateFhirPath } from './fhir-path.ts'
import { fillQuery } from './x-fhir-query.ts'

/** What expressions can speak of, and the names whose values could not be had. */
export interface Surroundings {
  readonly environment: Environment
  readonly failed: ReadonlySet<string>
}

export type RunQuery = (query: string) => Promise<Bundle | undefined>

/** The launch context that a Questionnaire declares (SDC launchContext); a resource that the launch did not bring is empty. */
export function launchNames(
  extensions: readonly Extension[] | undefined,
  launch: Readonly<Record<string, FhirResource | undefined>>,
): Record<string, unknown> {
  const declared = (extensions ?? [])
    .filter(each => each.url === EXT.launchContext)
    .flatMap(each => {
      const name = each.extension?.find(part => part.url === 'name')
      return name?.valueCoding?.code ?? name?.valueId ?? []
    })
  return Object.fromEntries(
    [...Object.keys(launch), ...declared].map(name => [name, Object.hasOwn(launch, name) ? launch[name] : undefined]),
  )
}

/** Adds the variables of a Questionnaire or an item, each of which may use those before it. */
export async function withVariables(
  surroundings: Surroundings,
  extensions: readonly Extension[] | undefined,
  query: RunQuery | undefined,
): Promise<Surroundings> {
  let now = surroundings
  for (const { url, valueExpression } of extensions ?? []) {
    if (url !== EXT.variable || valueExpression?.name === undefined) continue
    const { name, language, expression = '' } = valueExpression
    const value = await variableValue(language, expression, now, query)
    now = {
      environment: { ...now.environment, [name]: value === 'failed' ? undefined : value },
      failed: value === 'failed' ? new Set([...now.failed, name]) : now.failed,
    }
  }
  return now
}

/** Whether an expression leans on something that could not be had. */
export const usesFailed = (expression: string, failed: ReadonlySet<string>): boolean =>
  [...expression.matchAll(/%(?:`([^`]+)`|'([^']+)'|([A-Za-z_]\w*))/g)].some(([, ticked, quoted, plain]) =>
    failed.has(ticked ?? quoted ?? plain ?? ''),
  )

async function variableValue(
  language: string,
  expression: string,
  { environment, failed }: Surroundings,
  query: RunQuery | undefined,
): Promise<unknown> {
  if (usesFailed(expression, failed)) return 'failed'
  if (language === 'text/fhirpath') {
    const result = evaluateFhirPath(expression, {}, environment)
    return result.ok ? result.values : 'failed'
  }
  if (language !== 'application/x-fhir-query' || query === undefined) return 'failed'
  const filled = fillQuery(expression, environment)
  // Nothing to ask for (no patient in context) is an empty answer, not a failure.
  if (filled === undefined) return undefined
  try {
    return (await query(filled)) ?? 'failed'
  } catch {
    return 'failed'
  }
}
