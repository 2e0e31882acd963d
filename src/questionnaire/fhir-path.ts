import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'

/** Names to values, as expressions see them after `%`. A name without a value is an empty collection. */
export type Environment = Readonly<Record<string, unknown>>

export type Evaluated = { readonly ok: true; readonly values: readonly unknown[] } | { readonly ok: false }

type Compiled = (on: unknown, environment: Environment) => readonly unknown[]

// Parsing an expression costs up to a hundred times its evaluation, and the same few questionnaires come again and again.
const compiled = new Map<string, Compiled>()
const MOST_COMPILED = 2_000

/**
 * Evaluates FHIRPath with the R4 model. A wrong expression is a value, not an error: prefill never blocks.
 * Asynchronous functions (`resolve`, `memberOf`) are not allowed: an expression must not reach another host.
 */
export function evaluateFhirPath(expression: string, on: unknown, environment: Environment): Evaluated {
  try {
    return { ok: true, values: compile(expression)(on, environment) }
  } catch {
    return { ok: false }
  }
}

function compile(expression: string): Compiled {
  const known = compiled.get(expression)
  if (known !== undefined) return known
  // Without a traceFn, trace() would write patient data to the console.
  const evaluate: (on: unknown, environment: Record<string, unknown>) => unknown[] = fhirpath.compile(expression, r4, {
    traceFn: () => undefined,
  })
  const one: Compiled = (on, environment) =>
    evaluate(on, Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value ?? []])))
  if (compiled.size >= MOST_COMPILED) compiled.clear()
  compiled.set(expression, one)
  return one
}
