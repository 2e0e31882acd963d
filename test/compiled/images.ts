import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'

const ROOT = resolve(import.meta.dirname, '..', '..')

/** What stands in the image's file system, and what it starts. */
export interface Image {
  readonly root: string
  /** The folder in which its commands start. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly command: readonly string[]
}

/**
 * Does what the Dockerfile says, in folders in place of images: where there is no Docker engine it is known all the same what its images
 * hold. Packages are not installed anew but linked from those that are here. An instruction that it does not know is an error.
 */
export function buildImages(): { readonly image: (stage: string) => Image; remove(): void } {
  const all = mkdtempSync(join(tmpdir(), 'workwell-images-'))
  const stages = new Map<string, Image>()
  let stage = ''
  let now: Image = { root: all, folder: all, env: {}, command: [] }
  const at = (image: Image, path: string) => (path.startsWith('/') ? join(image.root, path) : join(image.folder, path))

  function copy(text: string): void {
    const [, from, paths = ''] = /^(?:--from=(\S+) )?(.+)$/.exec(text) ?? []
    const source = from === undefined ? undefined : stages.get(from)
    if (from !== undefined && source === undefined) throw new Error(`there is no stage ${from}`)
    const names = paths.split(' ')
    const target = names.pop() ?? ''
    for (const name of names) {
      const file = source ? at(source, name) : join(ROOT, name)
      const into = names.length > 1 ? join(at(now, target), name) : at(now, target)
      cpSync(file, into, { recursive: true, filter: each => source !== undefined || !isIgnored(relative(ROOT, each)) })
    }
  }

  function run(command: string): void {
    if (command === 'npm ci') symlinkSync(join(ROOT, 'node_modules'), join(now.folder, 'node_modules'))
    else if (command === 'npm ci --omit=dev') linkProduction(join(now.folder, 'node_modules'))
    // Who owns what cannot be done here, and makes no difference to it.
    else if (!/^(mkdir|chown) /.test(command)) execFileSync('sh', ['-c', command], { cwd: now.folder, stdio: 'pipe' })
  }

  for (const [name, text] of instructions()) {
    if (name === 'FROM') {
      const [, base = '', as = ''] = /^(\S+) AS (\S+)$/.exec(text) ?? []
      stage = as
      const root = join(all, stage)
      mkdirSync(root)
      const before = stages.get(base)
      if (before) cpSync(before.root, root, { recursive: true })
      now = before ? { ...before, root, folder: join(root, relative(before.root, before.folder)) } : { ...now, root }
    } else if (name === 'WORKDIR') {
      now = { ...now, folder: join(now.root, text) }
      mkdirSync(now.folder, { recursive: true })
    } else if (name === 'ENV') {
      now = { ...now, env: { ...now.env, ...Object.fromEntries(text.split(' ').map(each => each.split('='))) } }
    } else if (name === 'CMD') now = { ...now, command: z.array(z.string()).parse(JSON.parse(text)) }
    else if (name === 'COPY') copy(text)
    else if (name === 'RUN') for (const each of text.split(' && ')) run(each)
    else if (!['USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK'].includes(name)) throw new Error(`${name} is not known here`)
    stages.set(stage, now)
  }
  return {
    image(name) {
      const built = stages.get(name)
      if (!built) throw new Error(`there is no image ${name}`)
      return built
    },
    remove: () => rmSync(all, { recursive: true, force: true }),
  }
}

const instructions = (): [string, string][] =>
  readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    .replace(/\\\n/g, '')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1).trim()])

const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').trim().split('\n')
const isIgnored = (path: string): boolean => ignored.some(each => path === each || path.startsWith(`${each}/`))

const lockFile = z.object({ packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional() })) })

/** What `npm ci --omit=dev` installs, as the lock file has it. */
function linkProduction(folder: string): void {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')))
  for (const [path, { dev = false }] of Object.entries(packages)) {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? []
    if (name === undefined || dev || !existsSync(join(ROOT, path))) continue
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    symlinkSync(join(ROOT, path), join(folder, name))
  }
}
