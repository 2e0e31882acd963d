import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createClinician, FIVE_TAPS, resourcesAt, type Seen } from '../support/clinician.ts'
import { type FaultyHub, type HubFault, startFaultyHub } from '../support/faulty-hub.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let hub: FaultyHub
let app: RunningApp
beforeAll(async () => {
  hub = await startFaultyHub()
  app = await startApp({ WORKWELL_FHIR_URL: hub.url })
})
afterEach(() => {
  hub.fault = 'none'
})
afterAll(async () => {
  await app.close()
  await hub.close()
})

let phones = 0

/** Sends a referral while the hub has a fault; the phone number tells this referral from the others. */
async function sendDuring(fault: HubFault) {
  phones += 1
  const phone = `07700 9002${String(phones).padStart(2, '0')}`
  const clinician = createClinician(app)
  const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
    ...FIVE_TAPS,
    'contact-phone': phone,
  })
  hub.fault = fault
  const after = await clinician.submit(check)
  return { clinician, phone, after }
}

const atHub = async (phone: string) =>
  (await resourcesAt(hub.url, 'Patient?_count=200')).filter(patient => JSON.stringify(patient).includes(phone))

const isSent = (page: Seen) => page.html.includes('<h1') && page.html.includes('Referral sent')

describe('a hub that fails (hazard H03)', () => {
  it.each(['refuses-connection', 'hangs', 'server-error', 'garbage'] as const)(
    'is never called a success when it %s, and the referral is kept and sent later, once',
    async fault => {
      const { clinician, phone, after } = await sendDuring(fault)
      expect(after.html).toContain('Referral saved, not sent yet')
      expect(isSent(after)).toBe(false)

      hub.fault = 'none'
      // A hub that hangs holds the first attempt until its time-out; the next one goes through.
      await vi.waitFor(async () => expect(isSent(await clinician.submit(after))).toBe(true), {
        timeout: 18_000,
        interval: 500,
      })
      expect(await atHub(phone)).toHaveLength(1)
    },
  )

  it('is tried again without anybody asking', async () => {
    const { clinician, phone, after } = await sendDuring('server-error')
    expect(after.html).toContain('Referral saved, not sent yet')
    hub.fault = 'none'
    await vi.waitFor(async () => expect(isSent(await clinician.get(after.url))).toBe(true), {
      timeout: 15_000,
      interval: 250,
    })
    expect(await atHub(phone)).toHaveLength(1)
  })

  it('has one referral when it took the first send and its answer was lost', async () => {
    const { clinician, phone, after } = await sendDuring('commits-then-drops')
    const page = isSent(after) ? after : await clinician.submit(after)
    expect(isSent(page)).toBe(true)
    const patients = await atHub(phone)
    expect(patients).toHaveLength(1)
    expect(await resourcesAt(hub.url, `ServiceRequest?subject=Patient/${patients[0]?.id}`)).toHaveLength(1)
  })

  it('is said not to have taken the referral when it declines it, with what to do', async () => {
    const { after } = await sendDuring('rejects')
    expect(after.html).toContain('did not take this referral')
    expect(after.html).toContain('this service takes no referrals')
    expect(after.html).not.toContain('not sent yet')
    expect(after.html).toContain('01632 960100')
  })

  it.each([400, 401, 403, 404, 405, 406, 415, 501])(
    'whose connection is wrong (%i) gets the referral once that is mended; until then the clinician reads whose fault it is not',
    async status => {
      const { clinician, phone, after } = await sendDuring({ status })
      expect(after.html).toContain('Referral saved, not sent: the connection to')
      expect(after.html).toContain('says nothing about the patient')
      expect(after.html).not.toMatch(/refused|declined|did not take/)
      hub.fault = 'none'
      expect(isSent(await clinician.submit(after))).toBe(true)
      expect(await atHub(phone)).toHaveLength(1)
    },
  )

  it('that does not let us read leaves the status unknown, and says that waiting does not help', async () => {
    const { clinician, after } = await sendDuring('none')
    hub.fault = { status: 403 }
    const status = await clinician.get(after.url.replace(/sent$/, 'status'))
    expect(status.html).toContain('the connection to it has a fault')
    expect(status.html).not.toContain('reload this page')
  })

  it('that cannot be read leaves the status unknown, not good', async () => {
    const { clinician, after } = await sendDuring('none')
    hub.fault = 'server-error'
    const status = await clinician.get(after.url.replace(/sent$/, 'status'))
    expect(status.html).toContain('could not be read from the service just now')
  })

  it('finds the referral still there after the app was stopped and started again', async () => {
    const { mkdtempSync, rmSync } = await import('node:fs')
    const { tmpdir } = await import('node:os')
    const dataDir = mkdtempSync(`${tmpdir()}/workwell-`)
    const first = await startApp({ WORKWELL_FHIR_URL: hub.url, DATA_DIR: dataDir })
    const clinician = createClinician(first)
    const phone = '07700 900299'
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-phone': phone,
    })
    hub.fault = 'server-error'
    expect((await clinician.submit(check)).html).toContain('Referral saved, not sent yet')
    await first.close()
    hub.fault = 'none'

    const second = await startApp({ WORKWELL_FHIR_URL: hub.url, DATA_DIR: dataDir })
    await vi.waitFor(async () => expect(await atHub(phone)).toHaveLength(1), { timeout: 15_000, interval: 250 })
    await second.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
})
