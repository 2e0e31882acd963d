import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Bundled, bundled } from './bundled-server.ts'

const run = promisify(execFile)
const PROGRAM = 'src/cli/site.ts'

let program: Bundled
beforeAll(async () => {
  program = await bundled(PROGRAM)
})
afterAll(() => program.remove())

it('a program in one file says what it says from its sources, wherever it is started', async () => {
  const asked = ['check', `${process.cwd()}/profiles/sites/demo.json`]
  const [fromSources, inOneFile] = await Promise.all([
    run(process.execPath, ['--import', 'tsx', PROGRAM, ...asked]),
    run(process.execPath, [program.file, ...asked], { cwd: '/' }),
  ])
  expect(fromSources.stdout).toContain('WorkWell Demo')
  expect(inOneFile.stdout).toBe(fromSources.stdout)
})
