import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '../support/free-port.ts'
import { answers } from './pages.ts'
import { temporaryFolderOf } from './temporary-folder.ts'

/** A folder for CPU profiles of the app, where somebody wants to see where its time goes. */
const PROFILES = process.env.CPU_PROFILES
const profiled = PROFILES ? ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] : []

/** The app with its sandbox in a process of its own, in a folder of its own. */
export async function startAppProcess(name: string, environment: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolderOf(name)
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const app = spawn(
    process.execPath,
    [...profiled, '--env-file=src/sandbox/sandbox.env', '--import', 'tsx', 'src/main.ts'],
    {
      env: {
        ...process.env,
        PORT: `${port}`,
        SANDBOX_PORT: `${sandboxPort}`,
        DATA_DIR: folder.path,
        LOG_LEVEL: 'fatal',
        LIMIT_FAILURES: '100000',
        ...environment,
      },
      stdio: 'ignore',
    },
  )
  await answers(`http://localhost:${port}/readyz`)
  return {
    url: `http://localhost:${port}`,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    dataDir: folder.path,
    async stop(): Promise<void> {
      app.kill('SIGTERM')
      await once(app, 'close')
      folder.remove()
    },
  }
}
