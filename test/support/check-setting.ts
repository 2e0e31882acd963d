import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Report, reportSchema } from '../../launch/ehr-check/report.ts'
import { createEhrCheckRouter } from '../../launch/ehr-check/router.ts'
import { ehrRegistrySchema } from '../../launch/smart/ehr-registry.ts'
import type { LaunchFailure } from '../../launch/smart/launch-failure.ts'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { listening } from '../sandbox/ehr/listening.ts'
import { createClinician, type Seen } from './clinician.ts'
import { createMemoryVault } from './memory-vault.ts'

/** The check alone, on loopback, with the make-believe EHR in its registry and a clock that a test may move. */
export async function checkSetting({ timeoutMs = 30_000 }: { timeoutMs?: number } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'workwell-'))
  const clock = { ahead: 0 }
  const now = () => new Date(Date.now() + clock.ahead)
  const server = await listening()
  const sandbox = await createSandbox({ port: 0, appUrl: server.url, dataDir })
  const failures: LaunchFailure[] = []
  const { vault } = createMemoryVault(now)
  const entry = { name: 'Test EHR', issuer: sandbox.issuer, clientId: sandbox.client.clientId, auth: 'public' }
  server.app.use(
    createEhrCheckRouter({
      registry: ehrRegistrySchema.parse([entry]),
      credentialOf: () => ({ kind: 'public' }),
      publicUrl: server.url,
      vault,
      now,
      synthetic: true,
      onFailure: (failure, _req, res) => {
        failures.push(failure)
        res.status(403).send('not begun')
      },
      timeoutMs,
    }),
  )
  server.app.use((_req, res) => void res.status(404).send('nobody’s'))

  /** The whole check through a launch of the make-believe EHR, with one fault for this launch. */
  async function launch(fault: string, check: 'on' | 'write' = 'write'): Promise<Seen> {
    const picker = { url: `${sandbox.url}/`, status: 200, html: '' }
    const fields = { patient: 'patient-typical', clinician: 'gp' }
    const browser = createClinician({ sandboxUrl: sandbox.url } as Parameters<typeof createClinician>[0])
    return browser.submit(picker, fields, `/launch?check=${check}&fault=${fault}`)
  }
  const reportAt = async (url: string): Promise<Report> =>
    reportSchema.parse(await (await fetch(`${url}${url.includes('?') ? '&' : '?'}format=json`)).json())

  return {
    url: server.url,
    sandbox,
    failures,
    clock,
    launch,
    reportAt,
    reportOf: async (fault: string, check?: 'on' | 'write') => reportAt((await launch(fault, check)).url),
    async close() {
      await server.close()
      await sandbox.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
export type CheckSetting = Awaited<ReturnType<typeof checkSetting>>
