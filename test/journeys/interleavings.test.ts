import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Clinician, createClinician, FIVE_TAPS, resourcesAt, type Seen } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const PATIENTS = [
  { id: 'patient-typical', name: 'Gareth Ashworth', family: 'Ashworth' },
  { id: 'patient-back-pain', name: 'Marek Kowalczyk', family: 'Kowalczyk' },
] as const
type Patient = (typeof PATIENTS)[number]
const other = (patient: Patient) => PATIENTS.find(each => each !== patient) ?? patient

/** One tab or frame of the browser: for whom it was opened last, and what it shows. */
interface Place {
  patient?: Patient
  page?: Seen
}

const ACTIONS = ['launch', 'reload', 'answer', 'send', 'close', 'mix-up'] as const
// Three tabs and two frames; a frame of the same top page shares the browser's cookie as a tab does.
const step = fc.record({
  place: fc.integer({ min: 0, max: 4 }),
  patient: fc.constantFrom(...PATIENTS),
  action: fc.constantFrom(...ACTIONS, 'answer' as const, 'send' as const),
})

let phones = 0
const typedFor = new Map<string, string>()

function showsNobodyElse(place: Place, page: Seen): void {
  expect(page.status).toBeLessThan(500)
  if (place.patient) expect(page.html).not.toContain(other(place.patient).family)
  if (place.patient && page.status === 200 && page.html.includes('ww-patient'))
    expect(page.html).toContain(place.patient.name)
}

function answer(clinician: Clinician, page: Seen, { family }: Patient): Promise<Seen> {
  phones += 1
  const phone = `07700 9${String(phones).padStart(5, '0')}`
  typedFor.set(phone, family)
  return clinician.submit(page, { ...FIVE_TAPS, 'contact-phone': phone }, firstPage(page))
}

async function act(clinician: Clinician, places: Place[], { place: index, patient, action }: Step): Promise<void> {
  const place = places[index] ?? {}
  const { page } = place
  if (action === 'launch' || !page || !place.patient) {
    place.patient = patient
    place.page = await clinician.launch(patient.id)
    expect(place.page.status).toBe(200)
  } else if (action === 'reload') {
    place.page = await clinician.get(page.url)
  } else if (action === 'answer') {
    place.page = await answer(clinician, page, place.patient)
  } else if (action === 'send') {
    const check = page.url.endsWith('/check') ? page : await answer(clinician, page, place.patient)
    place.page = await clinician.submit(check)
  } else if (action === 'close') {
    place.page = await clinician.submit(page, {}, new URL('close', page.url).href)
  } else {
    // The form of this place reaches the address of another one that is open for the other patient.
    const victim = places.find(
      each => each.page?.url.includes('/r/') && each.patient === other(place.patient ?? patient),
    )
    if (!victim?.page) return
    const refused = await clinician.submit({ ...page, url: victim.page.url })
    expect([401, 404, 409]).toContain(refused.status)
    expect(refused.html).not.toMatch(/Ashworth|Kowalczyk/)
    return
  }
  showsNobodyElse(place, place.page ?? page)
}
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const firstPage = ({ url }: Seen): string => `${/^.*\/r\/[^/]+\//.exec(url)?.[0] ?? url}`

// Enough for every change; INTERLEAVINGS=200 looks further, FAST_CHECK_SEED elsewhere.
const RUNS = Number(process.env.INTERLEAVINGS ?? 15)

it('two patients in three tabs and two frames, in random orders: never the other one read or written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async steps => {
      const clinician = createClinician(app)
      const places: Place[] = [{}, {}, {}, {}, {}]
      for (const each of steps) await act(clinician, places, each)
      for (const place of places) {
        if (!place.page?.url.includes('/r/')) continue
        showsNobodyElse(place, await clinician.get(place.page.url))
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
  const patients = await resourcesAt(app.hubUrl, 'Patient?_count=5000')
  expect(patients.length).toBeGreaterThan(2)
  for (const patient of patients) {
    const text = JSON.stringify(patient)
    const phone = /07700 9\d{5}/.exec(text)?.[0] ?? 'none'
    expect(text).toContain(typedFor.get(phone) ?? 'no such phone')
  }
}, 600_000)
