import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const ADR_FOLDER = resolve(import.meta.dirname, '../../docs/adr')

/** One decision, as its file says it. */
export interface Adr {
  readonly number: string
  readonly file: string
  readonly title: string
  /** `amended` and `superseded` name those that did it; `by` of an accepted one is empty. */
  readonly status: string
  readonly by: readonly string[]
  /** Those that it amends or supersedes itself. */
  readonly changes: readonly string[]
}

const HEAD =
  /^# (?<number>\d{4})\. (?<title>\S.*)\n\nStatus: (?<status>accepted|amended by|superseded by)(?<rest>.*)\n\nDate: \d{4}-\d\d-\d\d\n\n/

export const adrFiles = (): string[] =>
  readdirSync(ADR_FOLDER)
    .filter(name => /^\d/.test(name))
    .toSorted()

/** @throws Error where a file is not headed as all others are */
export function readAdr(file: string, text = readFileSync(join(ADR_FOLDER, file), 'utf8')): Adr {
  const { number = '', title = '', status = '', rest = '' } = HEAD.exec(text)?.groups ?? {}
  const sections = [...text.matchAll(/^## (.*)$/gm)].map(match => match[1])
  if (!file.startsWith(`${number}-`) || sections.join() !== 'Context,Decision,Consequences')
    throw new Error(`${file} is not headed as the others are: see docs/adr/README.md`)
  const [here = '', ...changing] = rest.split(/(?:Amends|Supersedes) /)
  const numbers = (words: string): string[] => [...words.matchAll(/\[(\d{4})\]/g)].map(match => match[1] ?? '')
  return { number, file, title, status, by: numbers(here), changes: numbers(changing.join(' ')) }
}

const WORDS = `# The decisions

What was decided, why, and what follows from it. A decision is not rewritten when it changes: the new one says which it amends or supersedes, and the old one says by which.
Each file begins with \`# NNNN. Title\`, \`Status:\` (accepted, amended by, superseded by), \`Date:\`, and has the headings Context, Decision and Consequences. Held by a test
(\`test/docs/adr.test.ts\`); this list is made by \`npm run generate\`.

| | Decision | Status |
|---|---|---|
`

export const adrIndex = (adrs: readonly Adr[]): string =>
  WORDS +
  adrs
    .map(
      ({ number, file, title, status, by }) => `| [${number}](${file}) | ${title} | ${[status, ...by].join(' ')} |\n`,
    )
    .join('')
