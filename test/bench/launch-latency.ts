// As `npm start` runs: imported before anything that looks at NODE_ENV.
import '../../src/production-by-default.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GP, GP_ROLE, PRACTICE, patientRecord } from '../support/ehr-record.ts'
import { startEhrStub } from '../support/ehr-stub.ts'
import { startApp } from '../support/running-app.ts'

/** `npm run bench:launch`: from the EHR's click to the readable page, at an EHR that needs 50 ms for each answer. */
const EHR_MS = 50
const ROUNDS = 20
/** Calls that cannot but follow each other: sign-in, token, and two for the record (the clinician's role, then its practice). */
const WARM = ['authorize', 'token', 'PractitionerRole', 'Organization']
const COLD = ['discovery', ...WARM]

const stub = await startEhrStub({
  delayMs: EHR_MS,
  resources: {
    'Patient/p1': patientRecord({ id: 'p1' }),
    'Practitioner/gp-1': GP,
    'Organization/practice-1': PRACTICE,
    PractitionerRole: { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: GP_ROLE }] },
  },
})
const dataDir = mkdtempSync(join(tmpdir(), 'workwell-bench-'))
const registry = join(dataDir, 'registry.json')
writeFileSync(registry, JSON.stringify([{ name: 'Slow', issuer: stub.issuer, clientId: 'workwell', auth: 'public' }]))

async function millisecondsOfALaunch(base: string): Promise<number> {
  const started = performance.now()
  let url = `${base}/launch?iss=${encodeURIComponent(stub.issuer)}&launch=x`
  let cookie = ''
  for (;;) {
    const answer = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    const location = answer.headers.get('location')
    const page = await answer.text()
    if (location === null) {
      if (!page.includes('Work and health')) throw new Error(`no consultation: ${answer.status}`)
      return performance.now() - started
    }
    url = new URL(location, url).href
  }
}

function report(name: string, calls: readonly string[], times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  const own = calls.length * EHR_MS
  const [least = 0, most = 0] = [sorted[0], sorted[sorted.length - 1]]
  console.log(
    `${name}: median ${median.toFixed(0)} ms (${least.toFixed(0)} to ${most.toFixed(0)}), of it the EHR's own ${calls.length} x ${EHR_MS} ms = ${own} ms, ours ${(median - own).toFixed(0)} ms (at most 150)`,
  )
}

// A process that runs, as in the surgery: what the first request of all costs is no launch's affair.
const warmUp = await startApp({ EHR_REGISTRY: registry })
for (let each = 0; each < 3; each += 1) await millisecondsOfALaunch(warmUp.url)
const warm: number[] = []
for (let each = 0; each < ROUNDS; each += 1) warm.push(await millisecondsOfALaunch(warmUp.url))
await warmUp.close()
const cold: number[] = []
for (let each = 0; each < 5; each += 1) {
  const fresh = await startApp({ EHR_REGISTRY: registry })
  cold.push(await millisecondsOfALaunch(fresh.url))
  await fresh.close()
}
report('EHR known for less than ten minutes', WARM, warm)
report('first launch, nothing known of the EHR', COLD, cold)
await stub.stop()
rmSync(dataDir, { recursive: true })
