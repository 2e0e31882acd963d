import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../support/free-port.ts'
import { inWords, repeated } from './measure.ts'
import { temporaryFolderOf } from './temporary-folder.ts'

const LOAD = { seconds: 5, atOnce: 16 }
const EMPTY_PAGE = `import('express').then(({ default: express }) => express().get('/', (_req, res) => res.send('<!doctype html>')).listen(process.env.PORT, '127.0.0.1'))`

/** The first page of a consultation against an empty page of Express, each from a process of its own. */
export async function pages(say: (line: string) => void): Promise<void> {
  const folder = temporaryFolderOf('pages')
  const [port, sandboxPort, emptyPort] = [await freePort(), await freePort(), await freePort()]
  const app = spawn(process.execPath, ['--env-file=src/sandbox/sandbox.env', '--import', 'tsx', 'src/main.ts'], {
    env: { ...process.env, PORT: `${port}`, SANDBOX_PORT: `${sandboxPort}`, DATA_DIR: folder.path, LOG_LEVEL: 'error' },
    stdio: 'ignore',
  })
  const empty = spawn(process.execPath, ['-e', EMPTY_PAGE], {
    env: { ...process.env, PORT: `${emptyPort}`, NODE_ENV: 'production' },
    stdio: 'ignore',
  })
  try {
    await answers(`http://localhost:${port}/readyz`)
    await answers(`http://127.0.0.1:${emptyPort}/`)
    const { url, cookie } = await launched(`http://127.0.0.1:${sandboxPort}`)
    const get = (address: string, headers: Record<string, string>) => async () => {
      const answer = await fetch(address, { headers })
      await answer.text()
      if (answer.status !== 200) throw new Error(`${answer.status} at ${new URL(address).pathname}`)
    }
    for (const [name, work] of [
      ['an empty page of Express', get(`http://127.0.0.1:${emptyPort}/`, {})],
      ['the consultation', get(url, { cookie })],
      ['/healthz of the app', get(`http://localhost:${port}/healthz`, {})],
    ] as const) {
      await repeated(work, { seconds: 1, atOnce: LOAD.atOnce })
      const { perSecond, times } = await repeated(work, LOAD)
      say(`Pages: ${name}: ${perSecond.toFixed(0)} a second; ${inWords(times)}`)
    }
  } finally {
    for (const each of [app, empty]) {
      each.kill('SIGKILL')
      await once(each, 'close')
    }
    folder.remove()
  }
}

export async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const status = await fetch(url).then(
      answer => answer.status,
      () => 0,
    )
    if (status === 200) return
    await sleep(100)
  }
  throw new Error(`nothing answers at ${url}`)
}

/** A consultation that a clinician has opened. */
export async function launched(sandboxUrl: string): Promise<{ url: string; cookie: string }> {
  const body = new URLSearchParams({ patient: 'patient-typical', clinician: 'gp' })
  let answer = await fetch(`${sandboxUrl}/launch`, { method: 'POST', body, redirect: 'manual' })
  let url = sandboxUrl
  let cookie = ''
  for (let location = answer.headers.get('location'); location !== null; location = answer.headers.get('location')) {
    url = new URL(location, url).href
    answer = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
  }
  return { url, cookie }
}
