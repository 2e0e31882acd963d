import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { londonDay } from '../../src/domain/local-date.ts'
import { clinicianResources } from '../../src/sandbox/ehr/clinicians.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'
import { createClinician, FIVE_TAPS, resourcesAt } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const hapi = inject('hapi')

/** Where HAPI stands in: for the record, for the hub, for both at once. */
const PLACES: readonly { readonly place: string; readonly environment: Record<string, string> }[] = [
  { place: 'as the record', environment: { SANDBOX_FHIR_URL: hapi } },
  { place: 'as the hub', environment: { WORKWELL_FHIR_URL: hapi } },
  { place: 'as the record and the hub', environment: { SANDBOX_FHIR_URL: hapi, WORKWELL_FHIR_URL: hapi } },
]

beforeAll(async () => {
  const patients = syntheticPatients(londonDay(new Date())).flatMap(each => each.resources)
  expect(await seed(hapi, [...clinicianResources(), ...patients])).toMatchObject({ ok: true })
})

/** An address that no other run has typed in: by it a referral is found among all that HAPI holds. */
const newEmail = (): string => `${randomUUID()}@example.org`

describe.each(PLACES)('with HAPI $place', ({ environment }) => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp(environment)
  })
  afterAll(() => app?.close())

  /** The snapshots at the hub with that email address, the newest first. */
  async function snapshotsWith(email: string): Promise<{ id: string }[]> {
    const newest = await resourcesAt(app.hubUrl, 'Patient?_sort=-_lastUpdated&_count=20')
    return newest
      .filter(each => JSON.stringify(each).includes(email))
      .map(each => z.object({ id: z.string() }).parse(each))
  }

  it('a referral is sent, the hub has it whole, and what the coach does shows in the consultation', async () => {
    const email = newEmail()
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer('patient-typical')
    expect(first.html).toContain('Mr Gareth Ashworth')
    const check = await clinician.submit(first, { ...FIVE_TAPS, 'contact-email': email })
    expect(check.html).toContain('WorkWell Demo')
    const sent = await clinician.submit(check)
    expect(sent.html).toContain('Referral sent')

    const [snapshot, ...others] = await snapshotsWith(email)
    expect(others).toEqual([])
    const sentOn = await resourcesAt(
      app.hubUrl,
      `ServiceRequest?subject=Patient/${snapshot?.id}&_revinclude=Task:focus`,
    )
    expect(sentOn.map(each => each.resourceType).toSorted()).toEqual(['ServiceRequest', 'Task'])

    const statusUrl = sent.url.replace(/sent$/, 'status')
    expect((await clinician.get(statusUrl)).html).toContain('Sent, not opened yet')
    const [task] = await resourcesAt(app.hubUrl, `Task?patient=Patient/${snapshot?.id}`)
    const inbox = `${app.sandboxUrl}/workwell/referrals/${task?.id}`
    const coach = createClinician(app)
    expect((await coach.get(inbox)).html).toContain(email)
    await coach.submit(await coach.get(inbox), {}, `${inbox}/acknowledge`)
    expect((await clinician.get(statusUrl)).html).toContain('Received by WorkWell')

    const withdrawUrl = /href="([^"]*\/withdraw\/[^"]*)"/.exec((await clinician.get(statusUrl)).html)?.[1] ?? ''
    const asked = await clinician.get(new URL(withdrawUrl, statusUrl).href)
    expect((await clinician.submit(asked, { why: 'patient-withdrew' })).html).toContain('Withdrawn')
    const of = async (query: string) => (await resourcesAt(app.hubUrl, query))[0]
    expect(await of(`Task?patient=Patient/${snapshot?.id}`)).toMatchObject({ status: 'cancelled' })
    expect(await of(`ServiceRequest?subject=Patient/${snapshot?.id}`)).toMatchObject({ status: 'revoked' })
    expect(await of(`Consent?patient=Patient/${snapshot?.id}`)).toMatchObject({ status: 'inactive' })
  })

  it('the next launch says that a referral is open', async () => {
    // The one before was withdrawn, which the first page hears from the hub at that moment.
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-typical'), {
      ...FIVE_TAPS,
      'contact-email': newEmail(),
    })
    expect((await clinician.submit(check)).html).toContain('Referral sent')
    const again = await createClinician(app).launchToRefer('patient-typical')
    expect(again.html).toContain('A WorkWell referral is open already')
  })

  it('the same page sent fifty times at once makes one referral', async () => {
    const email = newEmail()
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-back-pain'), {
      ...FIVE_TAPS,
      'contact-email': email,
    })
    const sends = await Promise.all(Array.from({ length: 50 }, () => clinician.submit(check)))
    expect(new Set(sends.map(each => each.status))).toEqual(new Set([200]))
    expect((await clinician.get(sends[0]?.url ?? '')).html).toContain('Referral sent')
    const [snapshot, ...others] = await snapshotsWith(email)
    expect(others).toEqual([])
    expect(await resourcesAt(app.hubUrl, `ServiceRequest?subject=Patient/${snapshot?.id}`)).toHaveLength(1)
    expect(await resourcesAt(app.hubUrl, `Task?patient=Patient/${snapshot?.id}`)).toHaveLength(1)
  })

  it('the list of patients shows the record, and no copies that the hub made', async () => {
    const list = await createClinician(app).get(`${app.sandboxUrl}/`)
    expect(list.status).toBe(200)
    expect(list.html.match(/Launch Gareth Ashworth/g)).toHaveLength(1)
  })
})
