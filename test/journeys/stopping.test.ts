import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'
import { startProcess } from '../support/app-process.ts'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'

/** A hub that stores what it gets at once, and answers when it is told to. */
async function startWaitingHub() {
  const fhir = createFhirServer({})
  let arrived = 0
  let open: () => void = () => {}
  let gate = Promise.resolve()
  const app = express().use('/fhir', (req, res, next) => {
    if (req.method !== 'POST') return next()
    arrived += 1
    const end = res.end.bind(res)
    // Stored it is; the answer waits.
    res.end = (...answer: unknown[]) => {
      void gate.then(() => Reflect.apply(end, res, answer))
      return res
    }
    next()
  })
  app.use('/fhir', fhir.router)
  const server = await listen(app, 0, '127.0.0.1')
  return {
    url: `http://127.0.0.1:${server.port}/fhir`,
    sends: () => arrived,
    shut() {
      gate = new Promise(resolve => {
        open = resolve
      })
    },
    open: () => open(),
    async close() {
      open()
      await server.close()
      await fhir.close()
    },
  }
}

describe('stopping in the middle of a delivery (hazard H03)', { timeout: 360_000 }, () => {
  let hub: Awaited<ReturnType<typeof startWaitingHub>>
  beforeAll(async () => {
    hub = await startWaitingHub()
  })
  afterAll(() => hub.close())

  const referredTo = async (phone: string): Promise<number> =>
    (await resourcesAt(hub.url, 'Patient?_count=200')).filter(each => JSON.stringify(each).includes(phone)).length

  /** A clinician at the check page of an app that is about to be stopped. */
  async function aboutToSend(phone: string) {
    const dataDir = mkdtempSync(join(tmpdir(), 'workwell-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    const environment = { DATA_DIR: dataDir, WORKWELL_FHIR_URL: hub.url, LEASE_SECONDS: '15' }
    const app = await startProcess(environment)
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    const check = await clinician.submit(first, { ...FIVE_TAPS, 'contact-phone': phone })
    hub.shut()
    const before = hub.sends()
    const sent = clinician.submit(check).catch(() => undefined)
    await vi.waitFor(() => expect(hub.sends()).toBe(before + 1), { timeout: 60_000 })
    return { app, sent, environment }
  }

  it('asked to end, it finishes the delivery, answers the clinician, and ends with 0', async () => {
    const { app, sent } = await aboutToSend('07700 900301')
    app.child.kill('SIGTERM')
    hub.open()
    expect(await app.ended).toBe(0)
    expect((await sent)?.status).not.toBe(500)
    expect(await referredTo('07700 900301')).toBe(1)
  })

  it('killed at once, the next start takes the delivery over: one referral at the hub, found before anything is sent', async () => {
    const { app, sent, environment } = await aboutToSend('07700 900302')
    app.child.kill('SIGKILL')
    await Promise.all([app.ended, sent])
    hub.open()
    expect(await referredTo('07700 900302')).toBe(1)
    const sends = hub.sends()
    const again = await startProcess(environment)
    // The lease of the killed one ends after 15 seconds.
    await vi.waitFor(
      async () => {
        const { spawnSync } = await import('node:child_process')
        const list = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/outbox.ts', 'list'], {
          env: { ...process.env, ...environment },
          encoding: 'utf8',
        })
        expect(list.stdout).toContain('Nothing waits')
      },
      { timeout: 150_000, interval: 2000 },
    )
    expect(await referredTo('07700 900302')).toBe(1)
    expect(hub.sends()).toBe(sends)
    again.child.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  })
})
