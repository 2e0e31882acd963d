import { expect, vi } from 'vitest'
import { z } from 'zod'
import { recordOf } from '../../src/sandbox/patients/record-of.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { type Clinician, createClinician, resourcesAt, type Seen as SeenPage } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import type { RunningApp } from '../support/running-app.ts'
import { type Answers, FIELDS, type Scenario, type Seen } from './scenario.ts'

const DAY = '2026-09-03'

const PATHS = {
  check: /\/check$/,
  'asked again': /\/r\/[^/]+\/$/,
  'nothing sent': /\/nothing-sent$/,
  pause: /\/pause$/,
  'stays closed': /\/r\/[^/]+\/$/,
} as const

/** Plays one row through the running app as a clinician would, and holds every page against what the row expects. */
export async function play(scenario: Scenario, number: number, app: RunningApp, recordUrl: string): Promise<void> {
  const { on = DAY, clinician: key = 'gp' } = scenario
  vi.setSystemTime(new Date(`${on}T09:00:00Z`))
  const patientId = await putRecord(scenario, number, on, recordUrl)
  if (scenario.before) {
    const earlier = createClinician(app)
    const page = await earlier.launchToRefer(patientId, key)
    await earlier.submit(page, fieldsOf(page, scenario.before))
  }
  const before = await requestIds(app)
  const clinician = createClinician(app)
  const first = await open(clinician, app, patientId, key, scenario.fault)
  holds('the first page', first, scenario.first)
  if (scenario.answers) await answer(scenario, clinician, { first, patientId }, app, before)
  else expect([...(await requestIds(app))], 'nothing is sent').toEqual([...before])
}

const open = (
  clinician: Clinician,
  app: RunningApp,
  patient: string,
  key: string,
  fault?: string,
): Promise<SeenPage> =>
  fault
    ? clinician.submit(
        { url: `${app.sandboxUrl}/`, status: 200, html: '' },
        { patient, clinician: key },
        `/launch?fault=${fault}`,
      )
    : clinician.launchToRefer(patient, key)

async function answer(
  { answers = {}, after, managed, sent }: Scenario,
  clinician: Clinician,
  { first, patientId }: { first: SeenPage; patientId: string },
  app: RunningApp,
  before: ReadonlySet<string>,
): Promise<void> {
  const isClosed = after?.page === 'stays closed'
  // A record from which nothing can be sent offers no question: the answers are then a forged form.
  const fields = isClosed ? { pathway: 'forged', patientId } : fieldsOf(first, answers)
  let page = await clinician.submit(first, fields)
  expect(new URL(page.url).pathname, `after the answers comes: ${after?.page ?? 'check'}`).toMatch(
    PATHS[after?.page ?? 'check'],
  )
  holds('the page after the answers', page, after)
  if (managed) page = await clinician.submit(page)
  if (sent) {
    page = await clinician.submit(page)
    expect(wordsOf(page), 'after "Send referral"').toContain('Referral sent')
  }
  const made = [...(await requestIds(app))].filter(id => !before.has(id))
  expect(made, sent ? 'one referral at the service' : 'nothing is sent').toHaveLength(sent ? 1 : 0)
  if (sent) await arrived(app, made[0] ?? '', sent)
}

async function putRecord(scenario: Scenario, number: number, on: string, recordUrl: string): Promise<string> {
  const { person = {}, patient = {}, problems, notes, earlierReferral } = scenario
  const { id, resources } = recordOf(
    {
      slug: `row-${number}`,
      scenario: scenario.row,
      person: { names: [{ family: `Rowe${number}`, given: ['Robin'] }], gender: 'unknown', age: 44, ...person },
      ...(problems && { problems }),
      ...(notes && { notes }),
      ...(earlierReferral && { earlierReferral }),
    },
    on,
  )
  const changed = resources.map(each => (each.resourceType === 'Patient' ? { ...each, ...patient } : each))
  const seeded = await seed(recordUrl, changed)
  if (!seeded.ok) throw new Error(seeded.failure.message)
  return id
}

/** Form fields for answers in words. An option that the page does not offer is a failure of the row. */
function fieldsOf(page: SeenPage, { typed = {}, ...chosen }: Answers): Record<string, string> {
  const ticked = Object.entries(chosen).map(([question, words]) => {
    const name = FIELDS[question as keyof typeof FIELDS]
    const value = optionsOf(page, name).get(words)
    if (value === undefined)
      throw new Error(`“${words}” is not offered. Offered: ${[...optionsOf(page, name).keys()].join(' | ')}`)
    return [name, value]
  })
  return Object.fromEntries([...ticked, ...Object.entries(typed)])
}

/** Label to value of one question's options. */
function optionsOf({ html }: SeenPage, name: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [tag] of html.matchAll(/<input[^>]*type="radio"[^>]*>/g)) {
    const attribute = (which: string) => new RegExp(`\\s${which}="([^"]*)"`).exec(tag)?.[1] ?? ''
    if (attribute('name') !== name) continue
    const label = new RegExp(`<label[^>]*for="${attribute('id')}"[^>]*>(.*?)</label>`, 's').exec(html)?.[1] ?? ''
    found.set(wordsOf({ url: '', status: 200, html: label }).trim(), attribute('value').replaceAll('&amp;', '&'))
  }
  return found
}

function holds(where: string, page: SeenPage, { says = [], saysNot = [] }: Seen = {}): void {
  const words = wordsOf(page)
  for (const each of says) expect(words, where).toContain(each)
  for (const each of saysNot) expect(words, where).not.toContain(each)
}

async function requestIds(app: RunningApp): Promise<ReadonlySet<string>> {
  const requests = await resourcesAt(app.hubUrl, 'ServiceRequest?_count=500')
  return new Set(requests.map(each => String(each.id)))
}

const PARTS = ['Condition', 'Observation', 'QuestionnaireResponse', 'ServiceRequest', 'Task', 'Consent'] as const

/** All that the service now has of this patient: each part is there, with what the row says that it tells and hides. */
async function arrived(app: RunningApp, requestId: string, sent: NonNullable<Scenario['sent']>): Promise<void> {
  const [request] = await resourcesAt(app.hubUrl, `ServiceRequest?_id=${requestId}`)
  const { reference } = z.object({ reference: z.string() }).parse(request?.subject)
  const patients = await resourcesAt(app.hubUrl, `Patient?_id=${reference.split('/')[1]}`)
  const parts = await Promise.all(PARTS.map(type => resourcesAt(app.hubUrl, `${type}?patient=${reference}`)))
  PARTS.forEach((type, index) => {
    expect(parts[index], `a ${type} at the service`).not.toEqual([])
  })
  const text = JSON.stringify([patients, parts])
  for (const each of sent.leaves ?? []) expect(text, 'what the service has').toContain(each)
  for (const each of sent.stays ?? []) expect(text, 'what the service has').not.toContain(each)
}
