import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Clinician, createClinician, FIVE_TAPS, option, resourcesAt, type Seen } from '../support/clinician.ts'
import { GP, GP_ROLE, PRACTICE, patientRecord } from '../support/ehr-record.ts'
import { type EhrStub, startEhrStub } from '../support/ehr-stub.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
let stub: EhrStub
let folder: string
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  stub = await startEhrStub()
  folder = mkdtempSync(join(tmpdir(), 'workwell-registry-'))
  const registry = join(folder, 'registry.json')
  writeFileSync(
    registry,
    JSON.stringify([{ name: 'Stub EHR', issuer: stub.issuer, clientId: 'workwell', auth: 'public' }]),
  )
  app = await startApp({ EHR_REGISTRY: registry })
})
afterAll(async () => {
  await app.close()
  await stub.stop()
  rmSync(folder, { recursive: true, force: true })
  vi.useRealTimers()
})

beforeEach(() => {
  for (const name of Object.keys(stub.bends)) Reflect.deleteProperty(stub.bends, name)
})
// A day later every draft and session of the test before is over.
afterEach(() => wait(24 * 60))

const wait = (minutes: number): void => {
  vi.setSystemTime(Date.now() + minutes * 60_000)
}
const close = (clinician: Clinician, page: Seen) => clinician.submit(page, {}, new URL('close', page.url).href)
const sentWith = async (phone: string) =>
  (await resourcesAt(app.hubUrl, 'Patient?_count=200')).filter(each => JSON.stringify(each).includes(phone))

/** A record in the stub, launched as its own page would do it. */
async function launchAtStub(clinician: Clinician): Promise<Seen> {
  stub.bends.resources ??= {
    'Patient/p1': patientRecord({ id: 'p1', link: undefined }),
    'Practitioner/gp-1': GP,
    'PractitionerRole/role-1': GP_ROLE,
    'Organization/practice-1': PRACTICE,
  }
  return clinician.get(`${app.url}/launch?iss=${encodeURIComponent(stub.issuer)}&launch=xyz`)
}

describe('a session that has lapsed', () => {
  it('is over after fifteen idle minutes, and says what is kept', async () => {
    const clinician = createClinician(app)
    const page = await clinician.launchToRefer('patient-typical')
    wait(14)
    expect((await clinician.get(page.url)).status).toBe(200)
    wait(14)
    expect((await clinician.get(page.url)).status).toBe(200)
    wait(15)
    const gone = await clinician.get(page.url)
    expect(gone.status).toBe(401)
    expect(gone.html).toContain('This consultation is closed')
    expect(gone.html).toContain('kept for a day')
    expect(gone.html).not.toContain('Ashworth')
  })

  it('is over after eight hours, however busy', async () => {
    const clinician = createClinician(app)
    const page = await clinician.launchToRefer('patient-typical')
    for (let passed = 0; passed < 480; passed += 12) {
      expect((await clinician.get(page.url)).status).toBe(200)
      wait(12)
    }
    expect((await clinician.get(page.url)).status).toBe(401)
  })

  it('comes back to the same place after a new launch by the same clinician, and is sent once', async () => {
    const clinician = createClinician(app)
    const phone = '07700 900401'
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-phone': phone,
    })
    wait(20)
    expect((await clinician.submit(check)).status).toBe(401)
    const back = await clinician.launch('patient-typical')
    expect(new URL(back.url).pathname).toMatch(/\/check$/)
    expect(back.url).not.toBe(check.url)
    expect(back.html).toContain(phone)
    expect((await clinician.submit(back)).html).toContain('Referral sent')
    expect(await sentWith(phone)).toHaveLength(1)
  })

  it('comes back to unfinished answers on the first page, with the record read anew', async () => {
    const clinician = createClinician(app)
    const { sharing: _left, ...four } = FIVE_TAPS
    await clinician.submit(await clinician.launchToRefer('patient-back-pain'), {
      ...four,
      'contact-phone': '07700 900402',
    })
    wait(20)
    const back = await clinician.launch('patient-back-pain')
    expect(new URL(back.url).pathname).toMatch(/^\/r\/[\w-]{43}\/$/)
    expect(back.html).toContain('07700 900402')
    expect(back.html).toContain('Marek Kowalczyk')
  })

  it('comes back to the pause while an urgent concern is not managed', async () => {
    const clinician = createClinician(app)
    const urgent = { ...FIVE_TAPS, concern: option('concern', 'urgent') }
    await clinician.submit(await clinician.launchToRefer('patient-back-pain'), {
      ...urgent,
      'contact-phone': '07700 900403',
    })
    wait(20)
    expect(new URL((await clinician.launch('patient-back-pain')).url).pathname).toMatch(/\/pause$/)
  })

  it('comes back on another computer too', async () => {
    const answers = { ...FIVE_TAPS, 'contact-phone': '07700 900404' }
    const first = createClinician(app)
    await first.submit(await first.launchToRefer('patient-typical'), answers)
    wait(20)
    expect((await createClinician(app).launch('patient-typical')).html).toContain('07700 900404')
  })

  it('comes back once: of two launches, the second has a page of its own', async () => {
    const clinician = createClinician(app)
    await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-phone': '07700 900405',
    })
    wait(20)
    const [one, two] = await Promise.all([clinician.launch('patient-typical'), clinician.launch('patient-typical')])
    expect([one, two].filter(page => page?.html.includes('07700 900405'))).toHaveLength(1)
  })

  it('does not come back after a day', async () => {
    const clinician = createClinician(app)
    await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-phone': '07700 900406',
    })
    wait(24 * 60)
    expect((await clinician.launch('patient-typical')).html).not.toContain('07700 900406')
  })

  it('whose referral was accepted is shown as it stands, not opened again', async () => {
    const clinician = createClinician(app)
    const phone = '07700 900407'
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-phone': phone,
    })
    const sent = await clinician.submit(check)
    expect(sent.html).toContain('A copy is in the patient’s record')
    wait(20)
    const back = await clinician.launch('patient-typical')
    expect(new URL(back.url).pathname).toMatch(/\/status$/)
    expect(back.html).toContain('Sent, not opened yet')
    expect(await sentWith(phone)).toHaveLength(1)
  })

  it('gives nothing to another patient’s launch', async () => {
    const clinician = createClinician(app)
    await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-phone': '07700 900408',
    })
    wait(20)
    expect((await clinician.launch('patient-back-pain')).html).not.toContain('07700 900408')
  })
})

describe('a session that is still open', () => {
  it('keeps its draft: a second launch of the same patient begins a page of its own', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    const check = await clinician.submit(first, { ...FIVE_TAPS, 'contact-phone': '07700 900411' })
    const second = await clinician.launch('patient-typical')
    expect(second.html).not.toContain('07700 900411')
    expect((await clinician.get(check.url)).html).toContain('07700 900411')
  })

  it('says nothing false after the launch of a second patient: it shows and sends the first', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-phone': '07700 900412',
    })
    await clinician.launch('patient-back-pain')
    expect((await clinician.get(check.url)).html).toContain('Gareth Ashworth')
    expect((await clinician.submit(check)).html).toContain('Gareth Ashworth')
    expect(JSON.stringify(await sentWith('07700 900412'))).toContain('Ashworth')
  })
})

describe('a second clinician on a shared PC', () => {
  it('sees nothing of the first one, forwards or back, and the first window says why it is closed', async () => {
    const pc = createClinician(app)
    const phone = '07700 900421'
    const check = await pc.submit(await pc.launchToRefer('patient-typical'), { ...FIVE_TAPS, 'contact-phone': phone })
    const second = await pc.launch('patient-typical', 'physiotherapist')
    expect(second.status).toBe(200)
    expect(second.html).not.toContain(phone)
    const back = await pc.get(check.url)
    expect(back.status).toBe(401)
    expect(back.html).toContain('Another clinician has opened WorkWell here')
    expect(back.html).not.toContain(phone)
    expect((await pc.submit(check)).status).toBe(401)
    expect(await sentWith(phone)).toEqual([])
    // The first clinician loses nothing by it, and need not wait.
    expect((await pc.launch('patient-typical')).html).toContain(phone)
  })

  it('does not get the first one’s draft when their session has lapsed either', async () => {
    const pc = createClinician(app)
    await pc.submit(await pc.launchToRefer('patient-typical'), { ...FIVE_TAPS, 'contact-phone': '07700 900422' })
    wait(20)
    expect((await pc.launch('patient-typical', 'physiotherapist')).html).not.toContain('07700 900422')
  })
})

describe('closing', () => {
  it('ends the session, says so, and keeps what was not sent', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-phone': '07700 900431',
    })
    const closed = await close(clinician, check)
    expect(closed.status).toBe(200)
    expect(closed.html).toContain('You can close this window')
    const after = await clinician.get(check.url)
    expect(after.status).toBe(401)
    expect(after.html).toContain('WorkWell is closed')
    expect((await createClinician(app).get(check.url)).html).not.toContain('WorkWell is closed')
    expect((await clinician.launch('patient-typical')).html).toContain('07700 900431')
  })

  it('after a send is the end of it: the next launch begins anew', async () => {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-phone': '07700 900432',
    })
    await clinician.submit(check)
    await close(clinician, check)
    expect(new URL((await clinician.launch('patient-typical')).url).pathname).toMatch(/\/status\/[\w-]{36}$/)
    const next = await clinician.launchToRefer('patient-typical')
    expect(next.html).toContain('Check before sending')
    expect(next.html).toContain('A WorkWell referral is open already')
  })

  it('is refused for another patient, in another browser and from another site', async () => {
    const clinician = createClinician(app)
    const page = await clinician.launchToRefer('patient-typical')
    const address = new URL('close', page.url).href
    expect((await clinician.submit(page, { patientId: 'patient-back-pain' }, address)).status).toBe(409)
    expect((await close(createClinician(app), page)).status).toBe(401)
    const forged = await fetch(address, { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site' } })
    expect(forged.status).toBe(403)
    expect((await clinician.get(page.url)).status).toBe(200)
  })

  it('gives the tokens back to an EHR that takes them', async () => {
    const clinician = createClinician(app)
    Object.assign(stub.bends, { refreshes: true, configuration: { revocation_endpoint: `${stub.origin}/revoke` } })
    const page = await launchAtStub(clinician)
    expect(page.html).toContain('O&#x27;Neill')
    expect((await close(clinician, page)).html).toContain('You can close this window')
    expect([...stub.live.access, ...stub.live.refresh]).toEqual([])
  })
})

describe('a token that runs out in the middle of a consultation', () => {
  it('is renewed before its end without anybody noticing', async () => {
    const clinician = createClinician(app)
    Object.assign(stub.bends, { refreshes: true, tokenFields: { expires_in: 60 } })
    const page = await launchAtStub(clinician)
    wait(1)
    const before = stub.refreshed().length
    expect((await clinician.submit(page, {}, new URL('reread', page.url).href)).status).toBe(200)
    expect(stub.refreshed()).toHaveLength(before + 1)
  })

  it('is renewed once when the EHR says 401, for all reads together', async () => {
    const clinician = createClinician(app)
    stub.bends.refreshes = true
    const page = await launchAtStub(clinician)
    stub.live.access.clear()
    const before = stub.refreshed().length
    const reread = await clinician.submit(page, {}, new URL('reread', page.url).href)
    expect(reread.status).toBe(200)
    expect(reread.html).not.toContain('did not accept the sign-in')
    expect(stub.refreshed()).toHaveLength(before + 1)
  })

  it('and cannot be renewed ends in a plain page, and the answers are there after a new sign-in', async () => {
    const clinician = createClinician(app)
    stub.bends.refreshes = true
    const page = await launchAtStub(clinician)
    const { sharing: _left, ...four } = FIVE_TAPS
    const answered = await clinician.submit(page, { ...four, 'contact-phone': '07700 900441' })
    stub.live.access.clear()
    stub.live.refresh.clear()
    await clinician.submit(answered, {}, new URL('reread', page.url).href)
    const ended = await clinician.get(page.url)
    expect(ended.status).toBe(401)
    expect(ended.html).toContain('Your sign-in at your record system has ended')
    expect(ended.html).not.toContain('07700 900441')
    expect((await launchAtStub(clinician)).html).toContain('07700 900441')
  })

  it('at the very first read is told as what it is', async () => {
    stub.bends.tokenFields = { access_token: 'never-worked' }
    const page = await launchAtStub(createClinician(app))
    expect(page.status).toBe(401)
    expect(page.html).toContain('Your sign-in at your record system has ended')
  })
})
