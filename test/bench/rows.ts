import type { Peers } from './peers.ts'

/** One line of the table that `npm run bench` prints. */
export interface Row {
  readonly what: string
  readonly ours: string
  readonly beside: string
  readonly goal: string
  readonly met: boolean | undefined
}

export interface Bench {
  /** What happens meanwhile: a line of its own. */
  say(line: string): void
  /** Where they were asked for. */
  readonly peers: Peers | undefined
}

/** A part of the bench by its name; the rows that it adds, if any. */
export type Part = (bench: Bench) => Promise<readonly Row[]>

export const NOT_MEASURED = 'not measured (--peers)'

/** A part that only says what it finds. */
export const telling =
  (part: (say: (line: string) => void) => Promise<void>): Part =>
  async ({ say }) => {
    await part(say)
    return []
  }

/** A part whose lines say `what | ours | goal`: each is a row too. */
export const tabled =
  (part: (say: (line: string) => void) => Promise<void>): Part =>
  async ({ say }) => {
    const rows: Row[] = []
    await part(line => {
      say(line)
      const [what, ours, goal] = line.split(' | ')
      if (what && ours && goal) rows.push({ what, ours, beside: '-', goal, met: isMet(ours, goal) })
    })
    return rows
  }

/** Where both are milliseconds: the median against the most that it may be. */
function isMet(ours: string, goal: string): boolean | undefined {
  const [, median] = /^p50 ([\d.]+)/.exec(ours) ?? []
  const [, most] = /^at most ([\d.]+) ms/.exec(goal) ?? []
  return median === undefined || most === undefined ? undefined : Number(median) <= Number(most)
}

const HEAD = { what: 'what', ours: 'ours', beside: 'beside it', goal: 'goal', met: 'met' }
const COLUMNS = ['what', 'ours', 'beside', 'goal', 'met'] as const

export function tableOf(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(row => ({ ...row, met: MET[`${row.met}`] }))]
  const widths = COLUMNS.map(column => Math.max(...lines.map(line => line[column].length)))
  const inLine = (line: typeof HEAD): string =>
    `| ${COLUMNS.map((column, at) => line[column].padEnd(widths[at] ?? 0)).join(' | ')} |`
  const [head = HEAD, ...others] = lines
  return [inLine(head), `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`, ...others.map(inLine)].join('\n')
}

const MET = { true: 'yes', false: 'no', undefined: '-' } as const
