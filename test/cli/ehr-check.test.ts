import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportSchema } from '../../launch/ehr-check/report.ts'
import { readCheckArguments } from '../../src/cli/ehr-check-arguments.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'

let ehr: Sandbox
const folder = mkdtempSync(join(tmpdir(), 'workwell-'))
beforeAll(async () => {
  ehr = await createSandbox({ port: 0, appUrl: 'http://localhost:3000', dataDir: folder })
})
afterAll(async () => {
  await ehr.close()
  rmSync(folder, { recursive: true })
})

const run = (...given: string[]) =>
  new Promise<{ code: number; out: string; err: string }>(resolve =>
    execFile('npx', ['tsx', 'src/cli/ehr-check.ts', ...given], (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    ),
  )
const turn = (fault: string, method: 'PUT' | 'DELETE') => fetch(`${ehr.url}/faults/${fault}`, { method })
const asRegistered = ['--client-id', 'workwell-referral', '--redirect-uri', 'http://localhost:3000/callback']

describe('npm run ehr-check', () => {
  it('ends with 0 where nothing failed, and says what was seen', async () => {
    const { code, out } = await run(ehr.issuer)
    expect(code).toBe(0)
    expect(out).toMatch(/pass +discovery-reachable: /)
    expect(out).toMatch(/not run +token-knows-client/)
    expect(out).toMatch(/\d+ passed, \d+ warnings, 0 failed, 3 not run\./)
  })

  it('runs every check where it is told how the app is registered', async () => {
    const { code, out } = await run(ehr.issuer, ...asRegistered, '--json')
    expect(code).toBe(0)
    expect(reportSchema.parse(JSON.parse(out)).summary).toMatchObject({ fail: 0, 'not-run': 0 })
  })

  it('ends with 1 where something failed, and says what to do', async () => {
    await turn('discovery-offers-plain', 'PUT')
    const { code, out } = await run(ehr.issuer)
    await turn('discovery-offers-plain', 'DELETE')
    expect(code).toBe(1)
    expect(out).toMatch(/FAIL +pkce-not-plain: .*\n.*9\.2.*\n.*What to do: /)
  })

  it('ends with 1 where nobody answers', async () => {
    const { code, out } = await run('http://127.0.0.1:9/fhir')
    expect(code).toBe(1)
    expect(out).toMatch(/FAIL +discovery-reachable: .*no connection/)
  })

  it('ends with 2 and says how it is used', async () => {
    const { code, err } = await run('not-an-address')
    expect(code).toBe(2)
    expect(err).toContain('npm run ehr-check -- <iss>')
    expect(err).not.toMatch(/\bat \S+:\d+/)
  })

  it.each([
    [[], 'Name one FHIR base'],
    [['https://a.example/fhir', 'https://b.example/fhir'], 'Name one FHIR base'],
    [['http://ehr.example.org/fhir'], 'must be an https address'],
    [['https://a.example/fhir', '--client-id', 'x'], 'go together'],
    [['https://a.example/fhir', '--origin', 'x'], 'must be an origin'],
    [['https://a.example/fhir', '--what'], '--what'],
  ])('does not take %j', (given, why) => {
    expect(readCheckArguments(given)).toMatchObject({ ok: false, failure: expect.stringContaining(why) })
  })
})
