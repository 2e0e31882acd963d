import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { bundled } from './bundled-server.ts'

const run = promisify(execFile)
/** How it ends and all that it says, also where that is a refusal. */
const saidBy = (given: readonly string[], cwd: string) =>
  run(process.execPath, given, { cwd, env: { PATH: process.env.PATH, DATA_DIR: '/nowhere' } }).catch(
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  )

it.each([
  ['src/main.ts', [], 'EHR_REGISTRY: '],
  ['src/cli/site.ts', ['check', `${process.cwd()}/profiles/sites/demo.json`], 'WorkWell Demo'],
])('%s in one file says what it says from its sources, wherever it is started', async (entry, given, words) => {
  const program = await bundled(entry)
  onTestFinished(() => program.remove())
  const [fromSources, inOneFile] = await Promise.all([
    saidBy(['--import', 'tsx', entry, ...given], process.cwd()),
    saidBy([program.file, ...given], '/'),
  ])
  expect(JSON.stringify(fromSources)).toContain(words)
  expect(inOneFile).toEqual(fromSources)
})
