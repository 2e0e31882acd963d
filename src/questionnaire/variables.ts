import type { Extension, Questionnaire } from 'fhir/r4.js'
import type { Instant } from '../domain/local-date.ts'
import { EXT } from '../fhir/systems.ts'
import type { Asking, Found } from './asking.ts'
import { type Environment, type Evaluated, evaluateFhirPath, type TimeBudget } from './fhir-path.ts'
import { fillQuery } from './x-fhir-query.ts'

/** What expressions can speak of, and the names whose values could not be had. */
export interface Surroundings {
  readonly environment: Environment
  readonly failed: ReadonlySet<string>
  readonly budget: TimeBudget
  /** When: what `now()` and `today()` speak of. */
  readonly at: Instant | undefined
}

export interface NamedExpression {
  readonly name?: string | undefined
  readonly language?: string | undefined
  readonly expression?: string | undefined
}

/** The launch context that a Questionnaire declares (SDC launchContext); a resource that the launch did not bring is empty. */
export function launchNames(
  extensions: readonly Extension[] | undefined,
  launch: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const declared = (extensions ?? []).filter(each => each.url === EXT.launchContext).flatMap(contextName)
  return Object.fromEntries(
    [...Object.keys(launch), ...declared].map(name => [name, Object.hasOwn(launch, name) ? launch[name] : undefined]),
  )
}

/** The name of one SDC launchContext: a code of its system, or an id in older versions. */
export function contextName(context: Extension): string[] {
  const name = context.extension?.find(part => part.url === 'name')
  return [name?.valueCoding?.code ?? name?.valueId ?? []].flat()
}

/** Adds the variables of a Questionnaire or an item, each of which may use those before it; queries are asked. */
export function* withVariables(
  surroundings: Surroundings,
  extensions: readonly Extension[] | undefined,
): Asking<Surroundings> {
  let now = surroundings
  for (const variable of variablesOf(extensions)) now = yield* withNamed(now, variable)
  return now
}

/** The same without queries: while a form is filled in, what they found is known by name, or it has failed. */
export const withFhirPathVariables = (
  surroundings: Surroundings,
  extensions: readonly Extension[] | undefined,
  on: unknown,
): Surroundings =>
  variablesOf(extensions).reduce((now, variable) => {
    if (variable.language === 'application/x-fhir-query') {
      return named(now, variable, isGiven(now, variable) ? now.environment[variable.name ?? ''] : 'failed')
    }
    return named(now, variable, fhirPathValue(now, variable, on))
  }, surroundings)

/** Adds what an expression with a name stands for. A query that was answered already, by whoever calls, is not asked. */
export function* withNamed(surroundings: Surroundings, variable: NamedExpression): Asking<Surroundings> {
  if (variable.language !== 'application/x-fhir-query') {
    return named(surroundings, variable, fhirPathValue(surroundings, variable, {}))
  }
  if (isGiven(surroundings, variable)) return surroundings
  return named(surroundings, variable, yield* queried(surroundings, variable))
}

/** Evaluates an expression of an item; one that leans on something that could not be had has failed too. */
export function evaluateIn(
  { environment, failed, budget, at }: Surroundings,
  { language, expression = '' }: NamedExpression,
  on: unknown,
): Evaluated {
  if (language !== 'text/fhirpath' || usesFailed(expression, failed)) return { ok: false, why: 'broken' }
  return evaluateFhirPath(expression, on, environment, budget, at)
}

/** Whether an expression leans on something that could not be had. */
export const usesFailed = (expression: string, failed: ReadonlySet<string>): boolean =>
  failed.size > 0 &&
  [...expression.matchAll(/%(?:`([^`]+)`|'([^']+)'|([A-Za-z_]\w*))/g)].some(([, ticked, quoted, plain]) =>
    failed.has(ticked ?? quoted ?? plain ?? ''),
  )

const variablesOf = (extensions: readonly Extension[] | undefined): NamedExpression[] =>
  (extensions ?? []).flatMap(each =>
    each.url === EXT.variable && each.valueExpression?.name !== undefined ? [each.valueExpression] : [],
  )

/** The names of what the form asks the record for: found once, and kept with the answers. */
export const queryNames = ({ extension }: Pick<Questionnaire, 'extension'>): ReadonlySet<string> =>
  new Set(
    variablesOf(extension).flatMap(({ name, language }) =>
      language === 'application/x-fhir-query' && name !== undefined ? [name] : [],
    ),
  )

const isGiven = ({ environment }: Surroundings, { name = '' }: NamedExpression): boolean =>
  Object.hasOwn(environment, name) && environment[name] !== undefined

function named(surroundings: Surroundings, { name = '' }: NamedExpression, value: unknown): Surroundings {
  const failed = new Set(surroundings.failed)
  if (value === 'failed') failed.add(name)
  else failed.delete(name)
  const environment = { ...surroundings.environment, [name]: value === 'failed' ? undefined : value }
  return { ...surroundings, environment, failed }
}

function fhirPathValue(surroundings: Surroundings, variable: NamedExpression, on: unknown): unknown {
  const result = evaluateIn(surroundings, variable, on)
  return result.ok ? result.nodes : 'failed'
}

function* queried({ environment, failed, at }: Surroundings, { expression = '' }: NamedExpression): Asking<Found> {
  if (usesFailed(expression, failed)) return 'failed'
  const filled = fillQuery(expression, environment, at)
  // Nothing to ask for (no patient in context) is an empty answer, not a failure.
  return filled === undefined ? undefined : yield filled
}
