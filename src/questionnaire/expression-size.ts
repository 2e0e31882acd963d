import type { UserInvocationTable } from 'fhirpath'

/*
 * A time limit does not bound memory: 27 doublings of a letter take a few milliseconds, and what is then done with the text ends the
 * process (hazard H23). Whatever an expression makes is made by one of its steps, so each step's result is counted.
 */

/** Characters of one text that an expression makes or finds. */
export const LONGEST_VALUE = 100_000
/** Values and characters that all steps of one evaluation may give, whatever becomes of them. */
const MOST_MADE = { values: 1_000_000, characters: 10_000_000 }
/** Characters that one replacement may make before it is counted. */
const MOST_AT_ONCE = 100_000_000
/** FHIRPath's Long ends here; whole numbers beyond it grow like texts. */
const LARGEST_LONG = 2n ** 63n

let made = { values: 0, characters: 0, isTooMuch: false }

/** Runs one evaluation; whether it made too much is known even where the engine swallows or changes the error. */
export function countingSize<T>(task: () => T): T {
  made = { values: 0, characters: 0, isTooMuch: false }
  return task()
}

/** Whether the last evaluation was stopped because it made too much. */
export const madeTooMuch = (): boolean => made.isTooMuch

/** What fhirpath calls after each step of an expression, with the step's result. @throws RangeError beyond a limit */
export function countStep(result: unknown): void {
  if (!Array.isArray(result)) return
  made.values += result.length
  if (made.values > MOST_MADE.values) stop()
  // Texts are made one at a time: steps that give several take them apart, or pass them on.
  const value: unknown = result.length === 1 ? result[0] : undefined
  if (typeof value === 'string') {
    made.characters += value.length
    if (value.length > LONGEST_VALUE || made.characters > MOST_MADE.characters) stop()
  } else if (typeof value === 'bigint' && (value > LARGEST_LONG || value < -LARGEST_LONG)) stop()
}

function stop(): never {
  made.isTooMuch = true
  throw new RangeError('The expression makes too much')
}

/** The functions of FHIRPath of which a single step can make a text far beyond its input: they are counted before they run. */
export const COUNTED_FUNCTIONS: UserInvocationTable = {
  join: { arity: { 0: [], 1: ['String'] }, fn: join },
  replace: { arity: { 2: ['String', 'String'] }, fn: replaceWith(text => new RegExp(escaped(text), 'g')) },
  replaceMatches: { arity: { 2: ['String', 'String'] }, fn: replaceWith(text => new RegExp(text, 'gu')) },
}

function join(input: readonly unknown[], separator: unknown = ''): unknown {
  const texts = input.filter(each => each !== null && each !== undefined)
  if (!texts.every(each => typeof each === 'string') || typeof separator !== 'string') {
    throw new TypeError('join() takes texts')
  }
  if (texts.length === 0) return []
  const characters = texts.reduce((sum, each) => sum + each.length + separator.length, 0)
  return characters > LONGEST_VALUE + separator.length ? stop() : texts.join(separator)
}

function replaceWith(patternOf: (text: string) => RegExp) {
  return (input: readonly unknown[], pattern: unknown, replacement: unknown): unknown => {
    if (input.length > 1) throw new TypeError('one text can be changed at a time')
    const [text] = input
    if (text === undefined || typeof pattern !== 'string' || typeof replacement !== 'string') return []
    if (typeof text !== 'string') throw new TypeError('only a text can be changed')
    // `$1` or `$&` stands for as much as the whole text.
    const each = replacement.length + replacement.split('$').length * text.length - text.length
    if ((text.length + 1) * each > MOST_AT_ONCE) stop()
    return text.replace(patternOf(pattern), replacement)
  }
}

const escaped = (text: string): string => text.replace(/[-[\]{}()*+?.,\\/^$|#\s]/g, '\\$&')
