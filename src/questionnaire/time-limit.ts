import { createContext, Script } from 'node:vm'

/*
 * Expressions and regular expressions come from strangers and run synchronously: no length or list of forbidden functions bounds
 * them (`1.repeat($this + 1)`, `(a+)+$`). V8 can end a script from another thread, loops inside a regular expression included.
 */
let work: () => unknown = () => undefined
const script = new Script('work()')
const context = createContext({ work: () => work() })

/** The result of `task`, or `undefined` where it takes longer than this many milliseconds. What it throws is thrown. */
export function withinTime<T>(ms: number, task: () => T): T | undefined {
  let result: T | undefined
  work = () => {
    result = task()
  }
  try {
    script.runInContext(context, { timeout: Math.max(1, Math.ceil(ms)) })
    return result
  } catch (error) {
    if (isTimeout(error)) return undefined
    throw error
  }
}

// An error of V8's own has another realm's class.
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
