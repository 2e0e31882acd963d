import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, type Seen } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const PATIENTS = ['patient-typical', 'patient-back-pain', 'patient-advanced-cancer', 'patient-typical'] as const

/** One consultation of one clinician in one browser; two of them are about the same patient. */
interface Window {
  readonly clinician: ReturnType<typeof createClinician>
  readonly page: Seen
  /** What must stand on no other window's page: of the record, and whatever was typed here. */
  readonly own: Set<string>
}

const unescaped = (text: string): string =>
  text
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
const inTags = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].flatMap(([, found = '']) => (found.length > 3 ? [unescaped(found)] : []))

/** What the first page says of a patient: name, numbers, dates of notes, ways to reach, problems. */
const ofRecord = (html: string): string[] => [
  ...inTags(html, /class="ww-patient__name">([^<]+)</g),
  ...inTags(html, /NHS number: ([\d ]+)</g),
  ...inTags(html, /<input[^>]*name="contact-[a-z]+"[^>]*value="([^"]+)"/g),
  ...inTags(html, /<textarea[^>]*name="contact-[a-z]+"[^>]*>([^<]+)</g),
]

async function opened(): Promise<Window[]> {
  const all: Window[] = []
  for (const patient of PATIENTS) {
    const clinician = createClinician(app)
    const page = await clinician.launchToRefer(patient)
    expect(page.html).toContain('Check before sending')
    all.push({ clinician, page, own: new Set(ofRecord(page.html)) })
  }
  return all
}

const FIELDS = ['contact-phone', 'contact-address', 'occupation', 'ring-when', 'functional-comments'] as const
const step = fc.record({
  window: fc.nat(PATIENTS.length - 1),
  does: fc.constantFrom('looks', 'looks', 'types', 'hands in', 'errs'),
  field: fc.constantFrom(...FIELDS),
})

let marks = 0
const others = (windows: readonly Window[], window: Window): string[] =>
  windows.flatMap(other => (other === window ? [] : [...other.own]))

it('no value of one consultation stands on the page of another, in whatever order they are drawn (hazard H01)', async () => {
  const windows = await opened()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async steps => {
      for (const { window: at, does, field } of steps) {
        const window = windows[at]
        if (window === undefined) continue
        const { clinician, page, own } = window
        marks += 1
        const said = `mark ${marks} of window ${at}`
        const answers = { ...FIVE_TAPS, [field]: said, ...(does === 'errs' && { sharing: [], 'note-from-day': '99' }) }
        const shown = await clinician.get(page.url)
        if (does === 'types') await clinician.submit(shown, answers, `${page.url}typed`)
        if (does === 'hands in' || does === 'errs') await clinician.submit(shown, answers, page.url)
        if (does !== 'looks') own.add(said)
        const { html, status } = await clinician.get(page.url)
        expect(status).toBe(200)
        if (does !== 'looks') expect(html).toContain(said)
        const text = unescaped(html)
        expect(others(windows, window).filter(value => !own.has(value) && text.includes(value))).toEqual([])
      }
    }),
    { numRuns: 15 },
  )
  // Else nothing was looked for.
  for (const window of windows) expect(others(windows, window)).not.toEqual(expect.arrayContaining([...window.own]))
}, 120_000)
