import { daysBetween, type LocalDate } from './local-date.ts'
import type { Spell } from './spells.ts'

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** "third note in nine weeks": weeks begun since the spell's first day, so that it is never said to be shorter than it is. */
export function noteInWords(spell: Spell, today: LocalDate): string {
  if (spell.notes === 1) return 'first note in this spell'
  const weeks = Math.max(1, Math.ceil(daysBetween(spell.from, today) / 7))
  return `${ordinal(spell.notes)} note in ${NUMBERS[weeks] ?? weeks} ${weeks === 1 ? 'week' : 'weeks'}`
}

function ordinal(count: number): string {
  const word = ORDINALS[count]
  if (word) return word
  const last = count % 100
  const ending = last >= 11 && last <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th')
  return `${count}${ending}`
}

export const plural = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`
