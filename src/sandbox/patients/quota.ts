import type { SeededNumbers } from './seeded-numbers.ts'

/** One row of a table of shares. */
export interface Share {
  /** What is published, in per cent. */
  readonly percent: number
  /** How many the scenario patients hold; a fixed number, so that a new scenario does not change the everyday patients. */
  readonly held: number
  /** False: the scenario patients alone stand for it. */
  readonly drawn?: false
}

const FINE = 1_000_000

/**
 * Draws rows at random, but towards the shares: what is furthest below its share is by far the likeliest, what has
 * reached it is drawn only where nothing else fits. A draw depends only on those before it, so that one more at the end
 * changes none of them.
 */
export function quota<Row extends Share>(
  rows: readonly Row[],
): (draw: SeededNumbers, fits?: (row: Row) => boolean) => Row {
  const counts = new Map(rows.map(row => [row, row.held]))
  const whole = rows.reduce((all, { percent }) => all + percent, 0)
  return (draw, fits = () => true) => {
    const total = 1 + [...counts.values()].reduce((all, count) => all + count, 0)
    const open = rows
      .filter(row => row.drawn !== false && fits(row))
      .map(row => ({ row, missing: (row.percent / whole) * total - (counts.get(row) ?? 0) }))
      .sort((one, other) => other.missing - one.missing)
    const { row } = weighted(open, draw) ?? open[0] ?? nothing()
    counts.set(row, (counts.get(row) ?? 0) + 1)
    return row
  }
}

function weighted<T extends { missing: number }>(open: readonly T[], draw: SeededNumbers): T | undefined {
  const weight = ({ missing }: T) => Math.max(0, missing) ** 3
  let left = (draw(FINE) / FINE) * open.reduce((all, each) => all + weight(each), 0)
  return open.find(each => {
    left -= weight(each)
    return left < 0
  })
}

function nothing(): never {
  throw new Error('No row may be drawn.')
}
