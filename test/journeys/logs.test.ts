import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { EHR_FAULTS } from '../../src/sandbox/ehr/faults/ehr-faults.ts'
import { syntheticRecords } from '../../src/sandbox/patients/synthetic-records.ts'
import { startProcess } from '../support/app-process.ts'
import { createClinician, FIVE_TAPS, resourcesAt, type Seen } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { launchWith } from '../support/faulty-launch.ts'

const TYPED = ['07700 900987', 'Xanthippe', 'aardvark-keeper', 'Zanzibar adjustments', 'quokka letter', '9990009999']
const [PHONE, SAFELY, JOB, PLAN, MESSAGE, NUMBER] = TYPED as [string, string, string, string, string, string]

/** Everything by which a make-believe patient can be told from another. */
function identifying(): string[] {
  const patients = syntheticRecords('2026-09-01').map(({ patient }) => patient)
  const names = patients.flatMap(({ name = [] }) => name.flatMap(({ family, given = [] }) => [family, ...given]))
  const numbers = patients.flatMap(({ identifier = [] }) => identifier.map(({ value }) => value))
  const contacts = patients.flatMap(({ telecom = [] }) => telecom.map(({ value }) => value))
  const places = patients.flatMap(({ address = [] }) =>
    address.flatMap(({ line = [], postalCode }) => [...line, postalCode]),
  )
  return [...names, ...numbers, ...contacts, ...places].filter((each): each is string => (each?.length ?? 0) > 3)
}

const handleOf = ({ url }: Seen): string => /\/r\/([^/]+)\//.exec(url)?.[1] ?? 'no handle'

/** Every word of the log by itself: a name of four letters may well stand inside a frame's path. */
const wordsOf = (text: string): Set<string> => new Set(text.split(/[^\p{L}\p{N}'@.-]+/u))
const says = (log: string, words: Set<string>, secret: string): boolean =>
  /^[\p{L}\p{N}'@.-]+$/u.test(secret) ? words.has(secret) : log.includes(secret)

it('a day of launches, faults, referrals and refusals leaves no patient, clinician’s words, handle or token in the log', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'workwell-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const running = await startProcess({ DATA_DIR: dataDir, LOG_LEVEL: 'debug' })
  const app = { ...running, hubUrl: `${running.sandboxUrl}/workwell/fhir`, close: async () => undefined }
  const clinician = createClinician(app)
  const hubFault = (name: string) => fetch(`${app.sandboxUrl}/workwell/faults/${name}`, { method: 'PUT' })

  // A referral that arrives, with everything typed that can be.
  const answers = { ...FIVE_TAPS, 'contact-phone': PHONE, 'contact-safety': SAFELY, occupation: JOB }
  const first = await clinician.launchToRefer('patient-typical')
  const sent = await clinician.submit(await clinician.submit(first, answers))
  expect(sent.html).toContain('Referral sent')
  // The coach works on it.
  const coach = await createCoach(app)
  await coach.signIn()
  const [task] = await resourcesAt(app.hubUrl, 'Task?code=fulfill')
  await coach.act(String(task?.id), 'acknowledge')
  await coach.act(String(task?.id), 'decline', { reason: 'no-such-reason', message: MESSAGE, plan: PLAN })
  await clinician.get(sent.url.replace(/sent$/, 'status'))
  // Hubs that fail, one of which quotes what it was sent.
  const handles = [handleOf(first)]
  for (const fault of ['refuses', 'server-error', 'garbage']) {
    const other = createClinician(app)
    const page = await other.submit(await other.launchToRefer('patient-back-pain'), answers)
    handles.push(handleOf(page))
    await hubFault(fault)
    expect((await other.submit(page)).html).toMatch(/not sent yet|did not take this referral/)
    await fetch(`${app.sandboxUrl}/workwell/faults`, { method: 'DELETE' })
  }
  // Record systems that fail in every way that needs no waiting.
  for (const { name } of EHR_FAULTS.filter(each => !/slow|hang|huge/.test(each.name))) await launchWith(app, name)
  // What strangers send.
  await clinician.get(`${app.url}/r/${NUMBER}/?name=${SAFELY}`)
  await clinician.get(`${app.url}/callback?code=${NUMBER}&state=${SAFELY}`)
  await fetch(`${app.url}/fhir/Patient?identifier=${NUMBER}`)
  const garbage = { method: 'POST', headers: { 'content-type': 'application/json' }, body: `{"name":"${SAFELY}` }
  await fetch(`${app.url}/fhir/Questionnaire/$populate`, garbage)
  await clinician.submit(sent, {}, `${app.url}/r/${handleOf(first)}/close`)

  const metrics = await (await fetch(`${app.url}/metrics`)).text()
  expect(metrics).toMatch(/workwell_messages\{service="demo-workwell",kind="referral",state="delivered"\} [1-9]/)
  running.child.kill('SIGTERM')
  await running.ended
  // What is counted is searched like what is logged.
  const log = `${running.output()}\n${metrics}`
  const lines = log.split('\n').filter(line => line.startsWith('{'))
  expect(lines.filter(line => line.includes('"msg":"request"')).length).toBeGreaterThan(200)
  expect(log).toContain('referral delivered')
  expect(log).toContain('launch failed')
  const words = wordsOf(log)
  const secrets = [...identifying(), ...TYPED, ...handles]
  expect(secrets.length).toBeGreaterThan(200)
  expect(secrets.filter(secret => says(log, words, secret))).toEqual([])
  // Tokens of the make-believe EHR, JSON Web Tokens, and Authorization headers.
  expect(log).not.toMatch(/eyJ[\w-]{10,}|Bearer |access_token|refresh_token|code_verifier/)
}, 300_000)
