import { readFileSync } from 'node:fs'
import { DECILES, type DecileOf } from './domain/count-facts.ts'
import { homeOf } from './domain/postcode.ts'

const BASE = 36
/** A code holds a postcode of up to seven signs and, in its lowest place, its decile. */
const PLACES = 16
const codeOf = (postcode: string): number => Number.parseInt(postcode.replace(' ', ''), BASE) * PLACES

/**
 * The deprivation decile of each postcode, from a table of two columns, `postcode,decile`, with a heading or without. All postcodes of England are 14 MB
 * of memory like this, and a tenth of what a Map of them would take.
 *
 * @throws Error with the number of the line that cannot be read: a table that is wrong in part would count wrongly in silence
 */
export function loadDeciles(file: string | undefined): DecileOf {
  if (file === undefined) return () => undefined
  const lines = readFileSync(file, 'utf8').split(/\r?\n/)
  const codes = Float64Array.from(
    lines.flatMap((line, index) => {
      if (line.trim() === '') return []
      const [postcode = '', text = ''] = line.replaceAll('"', '').split(',')
      const [home, decile] = [homeOf(postcode), DECILES.find(each => String(each) === text.trim())]
      if (home.is !== 'postcode' && index === 0) return []
      if (home.is !== 'postcode' || decile === undefined)
        throw new Error(`DEPRIVATION_TABLE: line ${index + 1} is no postcode with a decile from 1 to 10`)
      return [codeOf(home.postcode) + decile]
    }),
  ).sort()
  return postcode => {
    const found = codes[firstAtLeast(codes, codeOf(postcode))] ?? 0
    return Math.floor(found / PLACES) * PLACES === codeOf(postcode)
      ? DECILES.find(each => each === found % PLACES)
      : undefined
  }
}

function firstAtLeast(sorted: Float64Array, wanted: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
