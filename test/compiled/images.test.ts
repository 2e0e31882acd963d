import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { EXT } from '../../src/fhir/systems.ts'
import { HOSTILE_FORMS } from '../form-processes/hostile-forms.ts'
import { questionnaireOf } from '../questionnaire/every-item-type.ts'
import { fhirPath } from '../questionnaire/expressions.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { buildImages, type Image } from './images.ts'
import { installation, runIn, startImage } from './run-image.ts'

let built: ReturnType<typeof buildImages> | undefined
let app: Image
let sandbox: Image
beforeAll(() => {
  built = buildImages()
  app = built.image('app')
  sandbox = built.image('sandbox')
}, 300_000)
afterAll(() => built?.remove())

const WITHOUT = /this installation is without the sandbox \(Cannot find module '.*\/src\/sandbox\/.*\)/

const projectFile = z.object({ scripts: z.record(z.string(), z.string()) })
const scriptsOf = (folder: string) =>
  projectFile.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).scripts

/** `npm run NAME -- ...` as the image has it. */
const command = (image: Image, name: string, ...args: string[]): string[] => [
  ...(scriptsOf(image.folder)[name] ?? '').split(' '),
  ...args,
]

const formProcessesOf = (app: number | undefined): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line.includes('/src/form-process-main.js') && line.includes('--max-old-space-size='))
    .map(line => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, parent]) => (parent === app ? [pid] : []))

const ENOUGH = { timeout: 180_000 }

describe('the image for production', ENOUGH, () => {
  it('has no sandbox, nothing that only the sandbox or a developer needs, and no TypeScript to compile', () => {
    const ours = readdirSync(join(app.folder, 'src'), { recursive: true, encoding: 'utf8' })
    expect(ours).toContain('main.js')
    expect(ours.filter(name => name.startsWith('sandbox') || /\.tsx?$/.test(name))).toEqual([])
    const packages = readdirSync(join(app.folder, 'node_modules'))
    expect(packages).toContain('express')
    expect(packages.filter(name => ['fast-json-patch', 'tsx', 'typescript', 'vitest'].includes(name))).toEqual([])
  })

  it('is ready with a registry, a data key and its site packs, and sends stylesheet and script', async () => {
    const { url, child, ended } = await startImage(app, installation())
    const page = await (await fetch(url)).text()
    for (const [kind, type] of [
      ['css', 'text/css'],
      ['js', 'text/javascript'],
    ]) {
      const [path = ''] = new RegExp(`/assets/app\\.\\w+\\.${kind}`).exec(page) ?? []
      const asset = await fetch(`${url}${path}`)
      expect([asset.status, asset.headers.get('content-type')]).toEqual([200, expect.stringContaining(type ?? '')])
    }
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })

  it('answers forms of callers in compiled processes of their own', async () => {
    const { url, child } = await startImage(app, { ...installation(), PUBLIC_FORMS: 'on' })
    const ask = (body: string) =>
      fetch(`${url}/fhir/Questionnaire/$populate`, {
        method: 'POST',
        headers: { 'content-type': 'application/fhir+json' },
        body,
      })
    const extension = [fhirPath(EXT.initialExpression, '(40 + 2).toString()')]
    const honest = JSON.stringify(questionnaireOf({ linkId: 'a', type: 'string', extension }))
    const before = await ask(honest)
    expect([before.status, await before.text()]).toEqual([200, expect.stringContaining('"valueString":"42"')])
    expect(formProcessesOf(child.pid).length).toBeGreaterThan(0)
    expect((await ask(HOSTILE_FORMS['27 doublings of a letter'] ?? '')).status).toBe(422)
    // One that ends is replaced, as when a form ends it.
    for (const pid of formProcessesOf(child.pid)) process.kill(pid, 'SIGKILL')
    await vi.waitFor(async () => expect((await ask(honest)).status).toBe(200), { timeout: 60_000 })
    const preview = await fetch(`${url}/forms/preview`, {
      method: 'POST',
      headers: { origin: 'https://refer.example' },
      body: new URLSearchParams({ 'form:questionnaire': honest }),
    })
    expect([preview.status, await preview.text()]).toEqual([200, expect.stringContaining('</form>')])
  })

  it('says where in the source an error came from', async () => {
    const flags = app.command.filter(each => each.startsWith('--'))
    const program =
      "import('./src/config.js').then(({ readConfig }) => readConfig({})).catch(e => console.log(e.stack))"
    const { out } = await runIn(app, ['node', ...flags, '--eval', program], {}).ended
    expect(out).toMatch(/at readConfig \(.*src\/config\.ts:\d+:\d+\)/)
  })

  it('with SANDBOX=on says that it has none, and ends with 1', async () => {
    const told = await runIn(app, app.command, {
      ...installation(),
      SANDBOX: 'on',
      PORT: '0',
      SANDBOX_PORT: '0',
      SITES_DIR: 'profiles/sites',
    }).ended
    expect(told).toMatchObject({ code: 1, out: '', err: expect.stringMatching(WITHOUT) })
    expect(told.err).toMatch(/^SANDBOX is on, and .* Set SANDBOX to off, .*\n$/)
  })

  it('has every command of operators and integrators that a copy of the source has', () => {
    const fromSource = Object.entries(scriptsOf('.')).filter(([, script]) => script.includes('src/cli/'))
    expect(fromSource.length).toBeGreaterThan(7)
    const { start, ...scripts } = scriptsOf(app.folder)
    expect(Object.keys(scripts)).toEqual(fromSource.map(([name]) => name))
    expect(start?.split(' ')).toEqual(app.command)
  })

  it.each<[string, string[], number, RegExp]>([
    ['outbox', ['list'], 0, /^Nothing waits/],
    ['audit', ['verify'], 0, /whole/],
    ['rekey', [], 0, /sealed anew/],
    ['backup', [], 2, /^Say where to/],
    [
      'site',
      ['check', 'profiles/sites/surrey-heartlands.json'],
      0,
      /can be used.*were not tried on the synthetic patients/s,
    ],
    ['seed', ['http://127.0.0.1:9/fhir'], 1, /^There are no synthetic patients here: /],
    ['ehr-check', [], 2, /./],
  ])('%s %j, with the store of an installation', async (name, args, code, says) => {
    const told = await runIn(app, command(app, name, ...args), installation()).ended
    expect(told).toMatchObject({ code })
    expect(`${told.out}${told.err}`).toMatch(says)
    expect(`${told.out}${told.err}`).not.toMatch(/^\s+at /m)
  })

  it('packs the profiles for a FHIR server', async () => {
    const folder = temporaryFolder()
    expect(await runIn(app, command(app, 'profiles:package', folder), {}).ended).toMatchObject({ code: 0, err: '' })
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^workwell\.fhir\.r4-.*\.tgz$/)])
  })
})

describe('the image with the sandbox', ENOUGH, () => {
  it('is ready with nothing but SANDBOX=on, and its commands have the synthetic patients', async () => {
    const environment = { SANDBOX: 'on', DATA_DIR: join(temporaryFolder(), 'data'), LOG_LEVEL: 'error' }
    const { sandboxUrl, out } = await startImage(sandbox, environment)
    expect(out()).toContain(`Open  ${sandboxUrl}/`)
    expect(await (await fetch(sandboxUrl)).text()).toContain('Launch ')
    const seeded = await runIn(sandbox, command(sandbox, 'seed', 'http://127.0.0.1:9/fhir'), {}).ended
    expect(seeded).toMatchObject({ code: 1, err: expect.stringMatching(/^Stopped at practices and clinicians\. /) })
    const checked = await runIn(sandbox, command(sandbox, 'site', 'check', 'profiles/sites/demo.json'), {}).ended
    expect(checked.out).toMatch(/\d+ of \d+ synthetic patients would be offered/)
  })

  it('is the one that docker-compose.yml builds, and has the files that it starts', () => {
    const compose = readFileSync('docker-compose.yml', 'utf8')
    expect(compose).toMatch(/build: &sandbox\n +context: \.\n +target: sandbox\n/)
    expect(compose.match(/build: (?!&sandbox\n|\*sandbox\n).*/g)).toBeNull()
    const started = [...compose.matchAll(/command: \["node", "--enable-source-maps", "([^"]+)"/g)].map(each => each[1])
    expect(started).toEqual(['src/cli/seed.js', 'src/cli/profiles-package.js'])
    for (const file of started) expect(readFileSync(join(sandbox.folder, file ?? ''), 'utf8')).not.toBe('')
  })
})
