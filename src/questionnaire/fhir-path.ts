// First: fhirpath reckons in the zone of the process.
import './process-zone.ts'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { Instant } from '../domain/local-date.ts'
import { toEightPlaces } from '../domain/number-text.ts'
import { once } from '../domain/once-for.ts'
import { COUNTED_FUNCTIONS, countingSize, countStep, LONGEST_VALUE, madeTooMuch } from './expression-size.ts'
import { type LondonMoment, londonMoment } from './in-london.ts'
import { isTogether, processorTime, withinTime } from './time-limit.ts'

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
  | { readonly ok: false; readonly why: 'broken' | TooMuch }

/** It took too much time, or made too much. */
export type TooMuch = 'too-slow' | 'too-large'

/**
 * Milliseconds of processor time that the expressions of one form may take, each and together. A stranger's form must not stop the
 * app for others.
 */
export interface TimeBudget {
  readonly each: number
  left: number
  /** Once one expression was stopped no other is begun: the answer is no longer wanted. */
  readonly isOverAtFirst?: boolean
  /** What the expressions have given so far; without end, it would not fit into a response. */
  given?: { readonly values: number; readonly characters: number }
  /** The first limit that was passed, in words for whoever wrote the form, and by which expression. */
  stopped?: { readonly text: string; readonly expression?: string }
}

/** For the forms of a site: whatever one expression does, the others are worked out. */
export const timeBudget = (): TimeBudget => ({ each: 500, left: 2_000 })

/** For what a caller sends, which is answered as a whole or not at all. */
export const callersBudget = (): TimeBudget => ({ ...timeBudget(), isOverAtFirst: true })

/** Expressions come from strangers; the longest in public forms has a tenth of this. */
const LONGEST_EXPRESSION = 20_000
const MOST_VALUES = 1_000
/** Of all expressions of one form together, each time that they are worked out. */
const MOST_GIVEN = { values: 100_000, characters: 10_000_000 }

type Compiled = (on: unknown, environment: Environment) => unknown[]

// Parsing an expression costs up to a hundred times its evaluation, and the same few questionnaires come again and again.
const compiled = new Map<string, Compiled>()
/** A parsed expression takes some 250 bytes a character. */
const MOST_COMPILED = 200_000
let compiledCharacters = 0

/**
 * Evaluates FHIRPath with the R4 model. A wrong expression is a value, not an error: prefill never blocks.
 * Asynchronous functions (`resolve`, `memberOf`) are not allowed: an expression must not reach another host.
 * @param at the instant that `now()`, `today()` and `timeOfDay()` speak of, in London's time
 */
export function evaluateFhirPath(
  expression: string,
  on: unknown,
  environment: Environment,
  budget: TimeBudget = timeBudget(),
  at?: Instant,
): Evaluated {
  if (expression.length > LONGEST_EXPRESSION) return { ok: false, why: 'broken' }
  if (budget.isOverAtFirst && budget.stopped !== undefined) return tooMuch('too-slow')
  if (budget.left <= 0) {
    budget.stopped ??= { text: 'All expressions of the form together take too much processor time.' }
    return tooMuch('too-slow')
  }
  const timeHad = timeOf()
  moment = once(() => londonMoment(at))
  const evaluated = counted(evaluateWithin(expression, on, environment, budget), budget)
  budget.left -= timeHad()
  if (!evaluated.ok && evaluated.why !== 'broken') budget.stopped ??= { text: STOPPED[evaluated.why], expression }
  return evaluated
}

/** Looking at the processor time costs as much as a small expression: under one limit for all the clock will do. */
function timeOf(): () => number {
  const time = isTogether() ? () => performance.now() : processorTime
  const begun = time()
  return () => time() - begun
}

const STOPPED = {
  'too-slow': 'Its expression takes too much processor time.',
  'too-large': 'Its expression makes too many values, or too long a text.',
} satisfies Record<TooMuch, string>

/** What an expression gave, as long as all of them together have not given too much. */
function counted(evaluated: Evaluated, budget: TimeBudget): Evaluated {
  if (!evaluated.ok) return evaluated
  const before = budget.given ?? { values: 0, characters: 0 }
  const values = before.values + evaluated.values.length
  const characters = evaluated.values.reduce<number>((sum, each) => sum + lengthOf(each), before.characters)
  if (values > MOST_GIVEN.values || characters > MOST_GIVEN.characters) return tooMuch('too-large')
  budget.given = { values, characters }
  return evaluated
}

const tooMuch = (why: TooMuch): Evaluated => ({ ok: false, why })

function evaluateWithin(expression: string, on: unknown, environment: Environment, budget: TimeBudget): Evaluated {
  try {
    const time = Math.min(budget.each, budget.left)
    const nodes = withinTime(time, () => countingSize(() => compile(expression)(on, environment)))
    if (nodes === undefined) return tooMuch('too-slow')
    if (nodes.length > MOST_VALUES) return tooMuch('too-large')
    const values = plain(nodes)
    return values.some(each => lengthOf(each) > LONGEST_VALUE) ? tooMuch('too-large') : { ok: true, nodes, values }
  } catch (error) {
    // What grows without end may run out of room before it runs out of time.
    return error instanceof RangeError || madeTooMuch() ? tooMuch('too-large') : { ok: false, why: 'broken' }
  }
}

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0)

function plain(nodes: unknown[]): readonly unknown[] {
  const values: unknown = fhirpath.resolveInternalTypes(nodes)
  return Array.isArray(values) ? values.map(legible) : []
}

/** fhirpath writes London's winter as `-00:00`, which FHIR's dateTime does not know, and a third to sixteen places. */
function legible(value: unknown): unknown {
  if (typeof value === 'number') return toEightPlaces(value)
  return typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\dT[\d:.]+)-00:00$/, '$1+00:00') : value
}

/** When the expression is evaluated: set before each, as the table of functions is compiled once. */
let moment = once(() => londonMoment(undefined))

/** A moment as fhirpath's own type, so that it can be reckoned with. */
const literal = (of: (moment: LondonMoment) => string) => ({
  arity: { 0: [] },
  fn: (): unknown => fhirpath.evaluate({}, `@${of(moment())}`, {}, r4, { resolveInternalTypes: false })[0],
})

const CLOCK = {
  now: literal(({ now }) => now),
  today: literal(({ today }) => today),
  timeOfDay: literal(({ timeOfDay }) => `T${timeOfDay}`),
}

/** Whether an expression can be read at all. */
export function isFhirPath(expression: string): boolean {
  try {
    return compile(expression) !== undefined
  } catch {
    return false
  }
}

function compile(expression: string): Compiled {
  const known = compiled.get(expression)
  if (known !== undefined) return known
  // Without a traceFn, trace() would write patient data to the console.
  const evaluate: (on: unknown, environment: Record<string, unknown>) => unknown[] = fhirpath.compile(expression, r4, {
    traceFn: () => undefined,
    resolveInternalTypes: false,
    // 0.1 + 0.2 is 0.3.
    preciseMath: true,
    userInvocationTable: { ...COUNTED_FUNCTIONS, ...CLOCK },
    debugger: (_context, _focus, result) => countStep(result),
  })
  const one: Compiled = (on, environment) =>
    evaluate(on, Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value ?? []])))
  compiled.set(expression, one)
  compiledCharacters += expression.length
  for (const [oldest] of compiled) {
    if (compiledCharacters <= MOST_COMPILED || oldest === expression) break
    compiled.delete(oldest)
    compiledCharacters -= oldest.length
  }
  return one
}

const asItem: (item: unknown, environment: Record<string, unknown>) => unknown[] = fhirpath.compile(
  { base: 'QuestionnaireResponse.item', expression: '$this' },
  r4,
  { resolveInternalTypes: false },
)

/** An item of a response as FHIRPath must be given it, so that `answer.value` is found in it. */
export const itemNode = (item: unknown): unknown => asItem(item, {})
