import process from 'node:process'
import { createContext, Script } from 'node:vm'

/*
 * Expressions and regular expressions come from strangers and run synchronously: no length or list of forbidden functions bounds
 * them (`1.repeat($this + 1)`, `(a+)+$`). V8 can end a script from another thread, loops inside a regular expression included.
 */
let work: () => unknown = () => undefined
const script = new Script('work()')
const context = createContext({ work: () => work() })

/** How often what was stopped is begun again, each time with so much longer: see `withinTime`. */
const AGAIN = { times: 3, longer: 4 }

/** Milliseconds of processor time that this process has had. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/**
 * The result of `task`, or `undefined` where it takes longer than this many milliseconds of processor time. What it throws is thrown.
 *
 * V8 counts by the clock on the wall. On a busy machine that would decide which answers a form gets, so what was stopped without
 * having had its time is begun again with more of the clock: a task must be one that can be run twice.
 */
export function withinTime<T>(ms: number, task: () => T): T | undefined {
  if (together !== undefined) return withinTogether(together, ms, task)
  const begun = processorTime()
  for (let again = 0; ; again += 1) {
    const done = withinClock(ms * AGAIN.longer ** again, task)
    if (done !== undefined) return done.result
    if (again === AGAIN.times || processorTime() - begun >= ms) return undefined
  }
}

/** Tasks under one limit, which is never longer than that of any of them. */
let together: { isPassed: boolean } | undefined

export const isTogether = (): boolean => together !== undefined

/**
 * The result of work with many limits under one of the clock, or `undefined` where it, or any limit inside, was passed: then nothing
 * is known, and the work is to be done again, each task under its own limit of processor time.
 */
export function inOneLimit<T>(ms: number, work: () => T): { readonly result: T } | undefined {
  if (together !== undefined) return { result: work() }
  const mine = { isPassed: false }
  together = mine
  try {
    const done = withinClock(ms, work)
    return mine.isPassed ? undefined : done
  } finally {
    together = undefined
  }
}

function withinTogether<T>(limit: { isPassed: boolean }, ms: number, task: () => T): T | undefined {
  const begun = performance.now()
  try {
    return task()
  } finally {
    // The clock runs at least as fast as processor time.
    if (performance.now() - begun > ms) limit.isPassed = true
  }
}

function withinClock<T>(ms: number, task: () => T): { readonly result: T } | undefined {
  let done: { readonly result: T } | undefined
  work = () => {
    done = { result: task() }
  }
  try {
    script.runInContext(context, { timeout: Math.max(1, Math.ceil(ms)) })
    return done
  } catch (error) {
    if (isTimeout(error)) return undefined
    throw error
  }
}

// An error of V8's own has another realm's class.
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
