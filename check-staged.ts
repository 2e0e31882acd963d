import { execFileSync, spawn } from 'node:child_process'

/*
 * npm run check:staged: what is about to be committed, looked at in less than 20 seconds: format and lint of those files, all types, and the
 * quick tests that these files reach. What is wrong stops the commit. What is not done in that time is named and left to `npm run check` and
 * `npm test`. It looks at the files as they lie there, staged or not.
 */

/** From the start of this process on; npm before it and the end of it take the rest. */
const LIMIT_MS = 17_000

export interface Part {
  readonly name: string
  readonly command: readonly [string, ...string[]]
}
export type Ended = 'good' | 'wrong' | 'not-done'

export function partsFor(staged: readonly string[]): Part[] {
  const code = staged.filter(path => /\.tsx?$/.test(path))
  const checked = [...code, ...staged.filter(path => path.endsWith('.json'))]
  return [
    ...(checked.length > 0
      ? [{ name: 'format and lint', command: npx('biome', 'check', '--no-errors-on-unmatched', ...checked) }]
      : []),
    ...(code.length > 0
      ? [
          { name: 'types', command: npx('tsc', '--project', 'tsconfig.staged.json') },
          {
            name: 'quick tests',
            command: npx('vitest', 'related', '--run', '--project=quick', '--bail=1', '--passWithNoTests', ...code),
          },
        ]
      : []),
  ]
}

const npx = (...words: string[]): Part['command'] => ['npx', '--no-install', ...words]

export const runParts = (parts: readonly Part[], limitMs: number): Promise<{ name: string; ended: Ended }[]> =>
  Promise.all(parts.map(async part => ({ name: part.name, ended: await run(part, limitMs) })))

function run({ command: [program, ...words] }: Part, limitMs: number): Promise<Ended> {
  return new Promise(resolve => {
    // A group of its own, so that a stop reaches what it started; and none of git's variables, which a test's own git would follow.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')))
    const child = spawn(program, words, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += String(chunk)))
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, limitMs)
    child.once('close', code => {
      clearTimeout(timer)
      if (isLate) return resolve('not-done')
      if (code !== 0) console.error(said)
      resolve(code === 0 ? 'good' : 'wrong')
    })
  })
}

if (process.argv[1] === import.meta.filename) {
  const staged = execFileSync('git', ['diff', '--cached', '--name-only', '--diff-filter=ACMR', '-z'], {
    encoding: 'utf8',
  })
  const results = await runParts(partsFor(staged.split('\0').filter(Boolean)), LIMIT_MS - performance.now())
  for (const { name, ended } of results) {
    if (ended === 'wrong') console.error(`Not committed: ${name}.`)
    if (ended === 'not-done')
      console.error(`Not done in time: ${name}. Run \`npm run check\` and \`npm run test:quick\`.`)
  }
  process.exitCode = results.some(({ ended }) => ended === 'wrong') ? 1 : 0
}
