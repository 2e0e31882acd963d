import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { type Running, start } from '../../src/server.ts'

export interface RunningApp extends Omit<Running, 'warm'> {
  readonly sandboxUrl: string
  readonly hubUrl: string
}

/** The whole app with its sandbox, on free ports and in a folder of its own, as `npm start` runs it. */
export async function startApp(environment: Record<string, string> = {}): Promise<RunningApp> {
  const dataDir = environment.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'workwell-'))
  const config = readConfig({
    SANDBOX: 'on',
    PORT: '0',
    SANDBOX_PORT: '0',
    LOG_LEVEL: 'silent',
    ...environment,
    DATA_DIR: dataDir,
  })
  const running = await start(config)
  if (!running.sandboxUrl) throw new Error('the sandbox is not running')
  return {
    ...running,
    sandboxUrl: running.sandboxUrl,
    hubUrl: environment.WORKWELL_FHIR_URL ?? `${running.sandboxUrl}/workwell/fhir`,
    async close() {
      await running.close()
      if (!environment.DATA_DIR) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
