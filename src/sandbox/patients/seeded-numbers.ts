import { isNhsNumber, type NhsNumber } from '../../domain/nhs-number.ts'

/** Numbers that look random and are the same every time: each draw is from 0 up to, not including, `below`. */
export type SeededNumbers = (below: number) => number

/** mulberry32 over a hash of the seed, so that one more patient never changes the numbers of the others. */
export function seededNumbers(seed: string): SeededNumbers {
  let state = 0x811c9dc5
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * below)
  }
}

export const digits = (draw: SeededNumbers, count: number): string =>
  Array.from({ length: count }, () => draw(10)).join('')

/** A number of the 999 range, which is kept for tests and never issued, with a right check digit. */
export function testNhsNumber(draw: SeededNumbers): NhsNumber {
  for (;;) {
    const stem = `999${digits(draw, 6)}`
    const whole = Array.from({ length: 10 }, (_, check) => `${stem}${check}`).find(isNhsNumber)
    if (whole !== undefined) return whole
  }
}

/** The same number with its check digit mistyped. */
export const mistyped = (number: NhsNumber): string => `${number.slice(0, 9)}${(Number(number.slice(9)) + 1) % 10}`
