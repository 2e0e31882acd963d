import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../support/free-port.ts'
import { answers } from './running.ts'
import { temporaryFolderOf } from './temporary-folder.ts'

/** What others do with the same work, each from a process of its own. Installed in a scratch folder, and never a dependency. */
export interface Peers {
  /** Serves this HTML as a constant string through express and compression. */
  serving(html: string): Promise<Peer>
  /** sdc-populate behind express. */
  populating(): Promise<Peer>
  remove(): void
}

export interface Peer {
  readonly url: string
  stop(): Promise<void>
}

const PACKAGES = ['@aehrc/sdc-populate@4.7.1', 'express@5.3.0', 'compression@1.8.2']

const SERVING = `
import { readFileSync } from 'node:fs'
import compression from 'compression'
import express from 'express'
const html = readFileSync('page.html', 'utf8')
express().use(compression()).get('/', (_req, res) => res.type('html').send(html)).listen(process.env.PORT, '127.0.0.1')`

const POPULATING = `
import { populate } from '@aehrc/sdc-populate'
import express from 'express'
const app = express().use(express.json({ type: '*/*', limit: '4mb' })).get('/', (_req, res) => res.send('up'))
const nothing = async () => ({ resourceType: 'OperationOutcome', issue: [] })
const none = { sourceServerUrl: 'http://127.0.0.1:9', terminologyServerUrl: 'http://127.0.0.1:9' }
app.post('/', async (req, res) => res.json(await populate(req.body, nothing, none, nothing, none)))
app.listen(process.env.PORT, '127.0.0.1')`

export function installPeers(say: (line: string) => void): Peers {
  const folder = temporaryFolderOf('peers')
  say(`Peers: installing ${PACKAGES.join(', ')} in ${folder.path}`)
  writeFileSync(join(folder.path, 'package.json'), '{ "private": true, "type": "module" }')
  const npm = ['install', '--no-audit', '--no-fund', '--omit=optional', '--ignore-scripts', '--prefix', folder.path]
  execFileSync('npm', [...npm, ...PACKAGES], { cwd: folder.path, stdio: 'ignore' })

  async function started(script: string): Promise<Peer> {
    const port = await freePort()
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder.path,
      env: { ...process.env, PORT: `${port}`, NODE_ENV: 'production' },
      stdio: 'ignore',
    })
    const url = `http://127.0.0.1:${port}/`
    await answers(url)
    return {
      url,
      async stop() {
        child.kill('SIGKILL')
        await once(child, 'close')
      },
    }
  }

  return {
    serving(html) {
      writeFileSync(join(folder.path, 'page.html'), html)
      return started(SERVING)
    },
    populating: () => started(POPULATING),
    remove: folder.remove,
  }
}
