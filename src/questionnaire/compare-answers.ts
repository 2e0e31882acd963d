import type { Coding, Quantity } from 'fhir/r4.js'
import type { AnswerValue } from './answer-value.ts'

/** Negative, 0 or positive as in a sort; `undefined` where the two cannot be compared (other kind, other unit, unknown day). */
export function compareAnswers(left: AnswerValue, right: AnswerValue): number | undefined {
  if (isMoment(left) && isMoment(right)) return compareMoments(left.value, right.value)
  if (isText(left) && isText(right)) return order(left.value, right.value)
  if (left.is === 'number' && right.is === 'number') return left.value - right.value
  if (left.is === 'time' && right.is === 'time') return order(withSeconds(left.value), withSeconds(right.value))
  if (left.is === 'boolean' && right.is === 'boolean') return left.value === right.value ? 0 : undefined
  if (left.is === 'coding' && right.is === 'coding') return sameCoding(left.value, right.value) ? 0 : undefined
  if (left.is === 'quantity' && right.is === 'quantity') return compareQuantities(left.value, right.value)
  if (left.is === 'reference' && right.is === 'reference') {
    return left.value.reference !== undefined && left.value.reference === right.value.reference ? 0 : undefined
  }
  return undefined
}

/** By system and code. Where one side names no system the code decides; without a code the display does. */
export function sameCoding(left: Coding, right: Coding): boolean {
  if (left.code === undefined || right.code === undefined) {
    return left.code === right.code && left.display !== undefined && left.display === right.display
  }
  const systemsAgree = left.system === undefined || right.system === undefined || left.system === right.system
  return left.code === right.code && systemsAgree
}

type Written<K> = { readonly is: K; readonly value: string }
const isMoment = (answer: AnswerValue): answer is Written<'date' | 'dateTime'> =>
  answer.is === 'date' || answer.is === 'dateTime'
// A url item's answer is a valueUri, but enableWhen can only name it as answerString.
const isText = (answer: AnswerValue): answer is Written<'string' | 'uri'> =>
  answer.is === 'string' || answer.is === 'uri'

const order = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1)
const withSeconds = (time: string): string => (time.length === 5 ? `${time}:00` : time)

/** Two instants by the moment; else by the digits that both have: "2026-03" and "2026-03-05" cannot be told apart. */
function compareMoments(left: string, right: string): number | undefined {
  if (left.includes('T') && right.includes('T')) return Date.parse(left) - Date.parse(right)
  const digits = Math.min(left.length, right.length, 10)
  const byDigits = order(left.slice(0, digits), right.slice(0, digits))
  return byDigits === 0 && left.length !== right.length ? undefined : byDigits
}

function compareQuantities(left: Quantity, right: Quantity): number | undefined {
  if (left.value === undefined || right.value === undefined) return undefined
  const bothCoded = left.code !== undefined && right.code !== undefined
  const sameUnit = bothCoded
    ? left.code === right.code && left.system === right.system
    : (left.unit ?? left.code) === (right.unit ?? right.code)
  return sameUnit ? left.value - right.value : undefined
}
