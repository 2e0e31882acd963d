import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import type { FormCall } from '../../src/form-processes/form-call.ts'
import { environmentOf } from '../../src/form-processes/form-process.ts'
import { createFormProcesses, FORM_LIMITS, type FormLimits } from '../../src/form-processes/form-processes.ts'
import { questionnaireOf } from '../questionnaire/every-item-type.ts'
import { fhirPath } from '../questionnaire/expressions.ts'
import { HOSTILE_FORMS } from './hostile-forms.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const asked = (body: string): FormCall => ({ to: 'populate', id: undefined, sent: { body: bytes(body) } })
const honest = asked(
  JSON.stringify(
    questionnaireOf({
      linkId: 'a',
      type: 'string',
      extension: [fhirPath(EXT.initialExpression, '(40 + 2).toString()')],
    }),
  ),
)
/** Half a second of work, after which its own limit would end the expression and nothing else. */
const long = asked(HOSTILE_FORMS['a pattern that backtracks'] ?? '')
/** Takes fifty times its size to read. */
const large = asked(`[${'{},'.repeat(1_300_000)}{}]`)

function pool(limits: Partial<FormLimits> = {}) {
  const log = { warn: vi.fn(), error: vi.fn() }
  const forms = createFormProcesses({ sitesDir: 'profiles/sites', synthetic: false }, log, {
    ...FORM_LIMITS,
    atOnce: 1,
    waitMs: 60_000,
    longestMs: 60_000,
    ...limits,
  })
  onTestFinished(() => forms.close())
  return { ...forms, log }
}

async function told(forms: ReturnType<typeof pool>, call: FormCall): Promise<unknown> {
  const answered = await forms.answer(call)
  return answered.ok ? Buffer.from(answered.value.body).toString() : answered.failure
}

/** The processes for forms that this process has started and that are still there. */
const running = (): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line.includes('form-process-main'))
    .map(line => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, parent]) => (parent === process.pid ? [pid] : []))

describe('processes for forms', () => {
  it('answer, and one that was ended over a form is replaced: nobody else notices', async () => {
    const forms = pool({ limits: { ...FORM_LIMITS.limits, processorMs: 150 } })
    expect(await told(forms, honest)).toContain('"valueString":"42"')
    const [first] = running()
    const [ended, after] = await Promise.all([told(forms, long), told(forms, honest)])
    expect(ended).toBe('stopped')
    expect(after).toContain('"valueString":"42"')
    expect(running()).not.toContain(first)
    expect(forms.log.warn).toHaveBeenCalledWith({ why: 'stopped', to: 'populate' }, 'process for forms ended')
  })

  it('are ended when they need more memory than they may have', async () => {
    const forms = pool({ heap: 90 })
    expect(await told(forms, large)).toBe('stopped')
    expect(await told(forms, honest)).toContain('"valueString":"42"')
  })

  it('are ended when they need more than V8 counts', async () => {
    const forms = pool({ limits: { processorMs: 60_000, memory: 1 } })
    expect(await told(forms, long)).toBe('stopped')
  })

  it('that get no processor time are busy: it is not for the form to change', async () => {
    const forms = pool({ limits: { ...FORM_LIMITS.limits, processorMs: 60_000 }, longestMs: 200 })
    expect(await told(forms, long)).toBe('busy')
  })

  it('that are killed from outside are replaced before anybody asks them', async () => {
    const forms = pool()
    expect(await told(forms, honest)).toContain('42')
    for (const pid of running()) process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => expect(running()).toEqual([]), 5_000)
    // Its death has to be heard of.
    await sleep(50)
    expect(await told(forms, honest)).toContain('42')
  })

  it('let so many wait, so much, and so long', async () => {
    const few = pool({ waiting: 2 })
    const answers = await Promise.all([honest, honest, honest, honest].map(each => told(few, each)))
    expect(answers.filter(each => each === 'busy')).toHaveLength(2)
    const small = pool({ waitingBytes: 1_000 })
    expect(await told(small, asked(' '.repeat(1_001)))).toBe('busy')
    expect(await told(small, honest)).toContain('42')
    const impatient = pool({ waitMs: 1 })
    expect(await told(impatient, honest)).toBe('busy')
  })

  it('are gone when the app is, whatever they are doing', async () => {
    const forms = pool({ atOnce: 2, limits: { ...FORM_LIMITS.limits, processorMs: 60_000 } })
    forms.warm()
    expect(await told(forms, honest)).toContain('42')
    expect(running().length).toBeGreaterThan(0)
    const busy = told(forms, long)
    await sleep(100)
    await forms.close()
    expect(running()).toEqual([])
    expect(await busy).toBe('stopped')
    expect(await told(forms, honest)).toBe('busy')
  })

  it('have no priority over those who have a patient before them', async () => {
    const forms = pool()
    await forms.answer(honest)
    const [pid] = running()
    expect(Number(execFileSync('ps', ['-o', 'nice=', '-p', String(pid)], { encoding: 'utf8' }))).toBe(5)
  })

  it('are told nothing that is secret', () => {
    const environment = { PATH: '/bin', TZ: 'Europe/London', DATABASE_URL: 'postgres://u:p@h/d', EHR_SECRET: 's' }
    expect(environmentOf(environment)).toEqual({ PATH: '/bin', TZ: 'Europe/London' })
  })

  it('that cannot start are a fault of ours', async () => {
    const forms = createFormProcesses(
      { sitesDir: '/nowhere', synthetic: false },
      { warn: vi.fn(), error: vi.fn() },
      { ...FORM_LIMITS, atOnce: 1 },
    )
    onTestFinished(() => forms.close())
    expect(await forms.answer(honest)).toEqual({ ok: false, failure: 'broken' })
  })
})
