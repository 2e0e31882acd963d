import { seededNumbers } from '../../src/sandbox/patients/seeded-numbers.ts'

type Factors = Readonly<Record<string, readonly string[]>>
export type Row<F extends Factors> = { readonly [Name in keyof F]: F[Name][number] }

const TRIES = 12

/**
 * A few rows out of all combinations, in which every two values of two factors meet (most faults need no third). The first two
 * factors meet in rows of their own, once each. The same seed makes the same rows.
 */
export function pairsCovered<F extends Factors>(factors: F, seed: string): Row<F>[] {
  const draw = seededNumbers(seed)
  const [first, second, ...others] = Object.entries(factors)
  if (!first || !second) throw new Error('pairs need two factors')
  const seen = new Set<string>()
  const pairsOf = (row: Record<string, string>): string[] => {
    const values = Object.entries(row).map(([name, value]) => `${name}=${value}`)
    return values.flatMap((one, index) => values.slice(index + 1).map(other => `${one}&${other}`))
  }
  const candidate = (begun: Record<string, string>): Record<string, string> => ({
    ...begun,
    ...Object.fromEntries(others.map(([name, values]) => [name, values[draw(values.length)] ?? ''])),
  })
  return first[1].flatMap(one =>
    second[1].map(other => {
      const begun = { [first[0]]: one, [second[0]]: other }
      const rows = Array.from({ length: TRIES }, () => candidate(begun)).map(row => ({
        row,
        fresh: pairsOf(row).filter(pair => !seen.has(pair)).length,
      }))
      const best = rows.reduce((so, each) => (each.fresh > so.fresh ? each : so)).row
      for (const pair of pairsOf(best)) seen.add(pair)
      return best as Row<F>
    }),
  )
}
