import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { withinTime } from './time-limit.ts'

/** Names to values, as expressions see them after `%`. A name without a value is an empty collection. */
export type Environment = Readonly<Record<string, unknown>>

export type Evaluated =
  | {
      readonly ok: true
      /** As plain JSON. */
      readonly values: readonly unknown[]
      /** The same with what FHIRPath knows of their types: what a variable must hold, so that `.value` of an answer is found. */
      readonly nodes: readonly unknown[]
    }
  | { readonly ok: false; readonly why: 'broken' | 'too-slow' }

/** Milliseconds that the expressions of one form may take, each and together. A stranger's form must not stop the app for others. */
export interface TimeBudget {
  readonly each: number
  left: number
}

/** For the forms of a site, and for programs that ask for a form to be filled in. */
export const timeBudget = (): TimeBudget => ({ each: 500, left: 2_000 })

/** Expressions come from strangers; the longest in public forms has a tenth of this. */
const LONGEST_EXPRESSION = 20_000
const MOST_VALUES = 1_000

type Compiled = (on: unknown, environment: Environment) => unknown[]

// Parsing an expression costs up to a hundred times its evaluation, and the same few questionnaires come again and again.
const compiled = new Map<string, Compiled>()
const MOST_COMPILED = 2_000

/**
 * Evaluates FHIRPath with the R4 model. A wrong expression is a value, not an error: prefill never blocks.
 * Asynchronous functions (`resolve`, `memberOf`) are not allowed: an expression must not reach another host.
 */
export function evaluateFhirPath(
  expression: string,
  on: unknown,
  environment: Environment,
  budget: TimeBudget = timeBudget(),
): Evaluated {
  if (expression.length > LONGEST_EXPRESSION) return { ok: false, why: 'broken' }
  if (budget.left <= 0) return { ok: false, why: 'too-slow' }
  const start = performance.now()
  try {
    const nodes = withinTime(Math.min(budget.each, budget.left), () => compile(expression)(on, environment))
    if (nodes === undefined || nodes.length > MOST_VALUES) return { ok: false, why: 'too-slow' }
    return { ok: true, nodes, values: plain(nodes) }
  } catch (error) {
    // What grows without end may run out of room before it runs out of time.
    return { ok: false, why: error instanceof RangeError ? 'too-slow' : 'broken' }
  } finally {
    budget.left -= performance.now() - start
  }
}

function plain(nodes: unknown[]): readonly unknown[] {
  const values: unknown = fhirpath.resolveInternalTypes(nodes)
  return Array.isArray(values) ? values : []
}

function compile(expression: string): Compiled {
  const known = compiled.get(expression)
  if (known !== undefined) return known
  // Without a traceFn, trace() would write patient data to the console.
  const evaluate: (on: unknown, environment: Record<string, unknown>) => unknown[] = fhirpath.compile(expression, r4, {
    traceFn: () => undefined,
    resolveInternalTypes: false,
  })
  const one: Compiled = (on, environment) =>
    evaluate(on, Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value ?? []])))
  if (compiled.size >= MOST_COMPILED) compiled.clear()
  compiled.set(expression, one)
  return one
}

const asItem: (item: unknown, environment: Record<string, unknown>) => unknown[] = fhirpath.compile(
  { base: 'QuestionnaireResponse.item', expression: '$this' },
  r4,
  { resolveInternalTypes: false },
)

/** An item of a response as FHIRPath must be given it, so that `answer.value` is found in it. */
export const itemNode = (item: unknown): unknown => asItem(item, {})
