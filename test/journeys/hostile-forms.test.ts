import { execFileSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import type { OperationOutcome, Parameters, QuestionnaireResponse } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { HOSTILE_FORMS, honestForm } from '../form-processes/hostile-forms.ts'
import { startProcess } from '../support/app-process.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

/** 20 kB that become 20 MB. */
const BOMB = new Uint8Array(gzipSync(Buffer.alloc(20_000_000, ' ')))
const JSON_TYPE = { 'content-type': 'application/fhir+json' }

// A connection of its own each: one that is idle may be closed by the server at the very moment at which a busy machine uses it again.
const ALONE = { connection: 'close' }

const populate = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${url}/fhir/Questionnaire/$populate`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...ALONE, ...headers },
    body,
  })

async function outcomeOf(response: Response): Promise<OperationOutcome['issue']> {
  expect(response.headers.get('content-type')).toContain('application/fhir+json')
  const outcome: OperationOutcome = await response.json()
  expect(outcome.resourceType).toBe('OperationOutcome')
  return outcome.issue
}

/** How many questions of an honest form come back with their answer. */
async function honestAnswers(url: string): Promise<number> {
  const response = await populate(url, JSON.stringify(honestForm(116)))
  expect(response.status).toBe(200)
  const { parameter = [] }: Parameters = await response.json()
  const filled = parameter.find(each => each.name === 'response')?.resource as QuestionnaireResponse
  return (filled.item ?? []).filter(each => each.answer?.[0]?.valueString?.length).length
}

describe('forms that are made to stop the app (hazards H22, H23)', { timeout: 360_000 }, () => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp({ LIMIT_FAILURES: '100000' })
  }, 120_000)
  afterAll(() => app.close())

  const isUp = async (): Promise<void> => expect((await fetch(`${app.url}/healthz`)).status).toBe(200)

  it.each(Object.entries(HOSTILE_FORMS))('%s: a program is told, others go on', async (_, form) => {
    const answered = populate(app.url, form)
    await isUp()
    const response = await answered
    expect(response.status).toBe(422)
    const [issue] = await outcomeOf(response)
    expect(['too-costly', 'too-long', 'invalid']).toContain(issue?.code)
    expect(issue?.diagnostics).not.toBe('')
    expect(await honestAnswers(app.url)).toBe(116)
  })

  it.each(Object.entries(HOSTILE_FORMS))('%s: a person is told', async (_, form) => {
    const body = new FormData()
    body.append('form:questionnaire', form)
    const answered = fetch(`${app.url}/forms/preview`, { method: 'POST', body })
    await isUp()
    const response = await answered
    expect([200, 422]).toContain(response.status)
    const page = await response.text()
    expect(page).toContain('Form preview')
    if (response.status === 422) expect(page).toContain('This form cannot be used')
  })

  it('a small request that becomes a large one when it is unpacked', async () => {
    const response = await populate(app.url, BOMB, { 'content-encoding': 'gzip' })
    expect(response.status).toBe(413)
    expect((await outcomeOf(response))[0]?.code).toBe('too-long')
  })

  it('more at once than can be looked at: some are told to come again, all are answered, and then all is as before', async () => {
    const form = HOSTILE_FORMS['5,000 chained calculations'] ?? ''
    const answers = await Promise.all(Array.from({ length: 80 }, () => populate(app.url, form)))
    const late = answers.filter(each => each.status === 429)
    expect(late.length).toBeGreaterThan(0)
    expect(late.every(each => Number(each.headers.get('retry-after')) > 0)).toBe(true)
    expect((await outcomeOf(late[0] as Response))[0]?.code).toBe('throttled')
    expect(answers.filter(each => each.status >= 500)).toEqual([])
    await isUp()
    expect(await honestAnswers(app.url)).toBe(116)
  })
})

describe('the processes for forms of an app that stops', { timeout: 360_000 }, () => {
  const childrenOf = (parent: number | undefined): number[] =>
    execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter(line => line.includes('form-process-main'))
      .map(line => line.trim().split(/\s+/).map(Number))
      .flatMap(([pid = 0, ppid]) => (ppid === parent ? [pid] : []))
  const isThere = (pid: number): boolean => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }

  it.each(['SIGTERM', 'SIGKILL'] as const)('end with it: %s', async signal => {
    const app = await startProcess({})
    expect(await honestAnswers(app.url)).toBe(116)
    const processes = childrenOf(app.child.pid)
    expect(processes.length).toBeGreaterThan(0)
    void populate(app.url, HOSTILE_FORMS['5,000 chained calculations'] ?? '').catch(() => undefined)
    app.child.kill(signal)
    await app.ended
    await vi.waitFor(() => expect(processes.filter(isThere)).toEqual([]), { timeout: 20_000 })
  })

  it('are not even started where PUBLIC_FORMS is off, and both addresses say so', async () => {
    const app = await startApp({ PUBLIC_FORMS: 'off' })
    try {
      const response = await populate(app.url, JSON.stringify(honestForm(1)))
      expect(response.status).toBe(404)
      expect((await outcomeOf(response))[0]?.diagnostics).toContain('switched off')
      const page = await fetch(`${app.url}/forms/preview`)
      expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('switched off')])
      const statement = await (await fetch(`${app.url}/fhir/metadata`)).text()
      expect(statement).not.toContain('populate')
    } finally {
      await app.close()
    }
  })
})
