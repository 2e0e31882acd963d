import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ehrRegistrySchema } from '../../launch/smart/ehr-registry.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { serveFhir } from '../sandbox/fhir-server/served.ts'

const page = readFileSync('docs/integrating.md', 'utf8')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(match => (match[1] ?? '').trim())
const commands = blocks('sh')
const registry = blocks('json').at(0) ?? ''

/** Run by `npm run test:hapi`, which starts the server by the same way. */
const RUN_ON_HAPI = ['npm run hapi']

let folder: string
let server: Awaited<ReturnType<typeof serveFhir>>
let sandbox: Sandbox
let running: { readonly child: ChildProcess; readonly gone: Promise<unknown> } | undefined
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'workwell-docs-'))
  writeFileSync(join(folder, 'ehrs.json'), registry)
  server = await serveFhir({})
  sandbox = await createSandbox({ port: 0, appUrl: 'http://localhost:3000', dataDir: join(folder, 'sandbox') })
})
afterEach(async () => {
  // The whole group: npm, the shell and the app. The next one takes its folder over, so it has to be gone.
  const { pid, exitCode } = running?.child ?? {}
  if (pid && exitCode === null) process.kill(-pid, 'SIGTERM')
  await running?.gone
  running = undefined
})
afterAll(async () => {
  await server.stop()
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Command {
  readonly output: () => string
  readonly ended: Promise<number | null>
  /** What it says by this pattern, however long that takes; fails when it ends without having said it. */
  said(pattern: RegExp): Promise<string>
}

/** The command as it stands on the page, with the server, the ports and the folder of this test in place of the reader's. */
function run(command: string): Command {
  const here = command
    .replaceAll('http://localhost:8080/fhir', server.base)
    .replaceAll('http://127.0.0.1:3001', sandbox.url)
    .replace('./ehrs.json', join(folder, 'ehrs.json'))
  const free = { PORT: '0', SANDBOX_PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent' }
  const child = spawn('sh', ['-c', here], { env: { ...process.env, ...free }, detached: true })
  // Closed when nobody in the group can write any more.
  const gone = new Promise(resolve => child.once('close', resolve))
  running = { child, gone }
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)))
  const said = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const [, found] = pattern.exec(output) ?? []
        if (found !== undefined) resolve(found)
      }
      for (const stream of [child.stdout, child.stderr]) stream.on('data', look)
      void gone.then(() => reject(new Error(`It ended and had said: ${output}`)))
    })
  return { output: () => output, ended: new Promise(resolve => child.once('exit', resolve)), said }
}

describe('docs/integrating.md', () => {
  it('has only commands that a test runs', () => {
    const tested = commands.filter(
      each => /npm start$|^npm run (seed|ehr-check) -- /.test(each) || RUN_ON_HAPI.includes(each),
    )
    expect(tested).toEqual(commands)
    expect(commands.length).toBeGreaterThan(4)
  })

  it.each(commands.filter(each => each.endsWith('npm start')))('starts with: %s', async command => {
    const address = await run(command).said(/Open {2}(http:\/\/127\.0\.0\.1:\d+\/)/)
    expect((await fetch(address)).status).toBe(200)
  })

  it.each(commands.filter(each => each.startsWith('npm run seed')))('loads the patients with: %s', async command => {
    const { ended, output } = run(command)
    expect(await ended, output()).toBe(0)
    const patients = await fetch(`${server.base}/Patient?_summary=count`).then(response => response.json())
    expect(patients.total).toBeGreaterThan(14)
  })

  it.each(commands.filter(each => each.startsWith('npm run ehr-check')))('checks the EHR with: %s', async command => {
    const { ended, output } = run(command)
    expect(await ended, output()).toBe(0)
    expect(output()).toMatch(/0 failed|"fail": 0/)
  })

  it('has a registry that the app takes', () => {
    expect(ehrRegistrySchema.safeParse(JSON.parse(registry)).error).toBeUndefined()
  })
})
