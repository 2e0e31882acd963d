import type { Found } from '../judge.ts'
import type { Mutant } from './single-mutants.ts'

export interface Caught {
  readonly rate: number
  readonly missed: readonly string[]
  /** By fault: how many of how many. */
  readonly table: string
}

/** What the validator made of the mutants; each was judged under its own name. */
export function caughtOf(mutants: readonly Mutant[], found: readonly Found[]): Caught {
  const refused = new Set(
    found
      .filter(({ issues }) => issues.some(({ severity }) => severity === 'error' || severity === 'fatal'))
      .map(({ name }) => name),
  )
  const missed = mutants.filter(({ name }) => !refused.has(name))
  const faults = [...new Set(mutants.map(({ fault }) => fault))].toSorted()
  const lines = faults.map(fault => {
    const all = mutants.filter(each => each.fault === fault).length
    const gone = missed.filter(each => each.fault === fault).length
    return `${fault.padEnd(50)} ${all - gone} of ${all}`
  })
  return {
    rate: mutants.length === 0 ? 0 : 1 - missed.length / mutants.length,
    missed: missed.map(({ name }) => name),
    table: lines.join('\n'),
  }
}
