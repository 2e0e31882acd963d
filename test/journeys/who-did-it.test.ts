import type { DocumentReference, Organization, PractitionerRole, Provenance, Reference, Task } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ID } from '../../src/fhir/systems.ts'
import { type Clinician, createClinician, FIVE_TAPS, option, resourcesAt, type Seen } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const at = async <T>(reference: string | undefined): Promise<T> =>
  (await fetch(`${app.hubUrl}/${reference ?? 'none'}`)).json()
interface Who {
  readonly person: string
  readonly profession: string
  readonly organization: string
}
/** Who an agent is, as their own resources at the hub say it and not a display. */
async function whoIs({ who, onBehalfOf }: { who: Reference; onBehalfOf?: Reference }): Promise<Who> {
  const role = await at<PractitionerRole>(who.reference)
  const person = role.practitioner?.reference
    ? (await at<{ name: { text: string }[] }>(role.practitioner.reference)).name[0]?.text
    : role.practitioner?.display
  expect(role.identifier?.[0]?.value, JSON.stringify(role)).toBeTruthy()
  // A display is a courtesy: it never names somebody else than the reference.
  expect([undefined, person]).toContain(who.display)
  const { system, value } = onBehalfOf?.identifier ?? {}
  const [named] = value
    ? await resourcesAt(app.hubUrl, `Organization?identifier=${encodeURIComponent(`${system}|${value}`)}`)
    : []
  const organization = named ? (named as unknown as Organization) : await at<Organization>(onBehalfOf?.reference)
  return {
    person: person ?? 'nobody',
    profession: role.code?.[0]?.text ?? 'none',
    organization: organization.name ?? 'none',
  }
}

/** Every Provenance about a resource at the hub, the newest first, but the one that the referral itself came with. */
async function changesOf(reference: string): Promise<Provenance[]> {
  const found = await resourcesAt(app.hubUrl, `Provenance?target=${reference}&_sort=-_lastUpdated&_count=50`)
  return found.map(each => each as unknown as Provenance).filter(each => !each.id?.startsWith('provenance-'))
}
const lastBy = async (reference: string): Promise<Who> => {
  const [last] = await changesOf(reference)
  const [agent] = last?.agent ?? []
  if (!agent) throw new Error(`nobody changed ${reference}`)
  return whoIs(agent)
}

const GP: Who = { person: 'Dr Aisha Rahman', profession: 'Doctor', organization: 'Larch Lane Surgery (synthetic)' }
const PRACTICE = 'Larch Lane Surgery (synthetic)'
const ASHA = { person: 'Asha Grant', profession: 'Work and health coach' }

/** The GP refers; what is done afterwards, somebody else does from the same patient's record. */
async function referredByGp(phone: string, patient = 'patient-typical') {
  const gp = createClinician(app)
  const answers = { ...FIVE_TAPS, sharing: option('sharing-level', 'full'), 'contact-phone': phone }
  const check = await gp.submit(await gp.launchToRefer(patient, 'gp'), answers)
  const sent = await gp.submit(check)
  expect(sent.html).toContain('Referral sent')
  const patients = await resourcesAt(app.hubUrl, 'Patient?_sort=-_lastUpdated&_count=20')
  const snapshot = patients.find(each => JSON.stringify(each).includes(phone))
  const [found] = await resourcesAt(app.hubUrl, `Task?patient=Patient/${snapshot?.id}&code=fulfill`)
  const task = found as unknown as Task
  return {
    task: `Task/${task.id}`,
    id: String(task.id),
    patient: `Patient/${snapshot?.id}`,
    request: task.focus?.reference,
    referralId: task.identifier?.find(each => each.system === ID.referralTask)?.value ?? '',
  }
}

async function statusFor(colleague: Clinician, patient = 'patient-typical', key = 'pharmacist'): Promise<Seen> {
  const first = await colleague.launchToRefer(patient, key)
  const links = [...first.html.matchAll(/href="([^"]*\/status\/[^"]*)"/g)].map(([, link = '']) => link)
  return colleague.get(new URL(links.at(-1) ?? 'nowhere', first.url).href)
}
const linkIn = ({ html, url }: Seen, part: string): string =>
  new URL(new RegExp(`(?:href|action)="([^"]*/${part}/[^"]*)"`).exec(html)?.[1] ?? `no-${part}`, url).href

describe('every act at a service names who did it, by their own reference, and for whom', () => {
  it('sending: the referrer', async () => {
    const { request } = await referredByGp('07700 900581')
    const found = await resourcesAt(app.hubUrl, `Provenance?target=${request}`)
    const sent = found.map(each => each as unknown as Provenance).find(each => each.id?.startsWith('provenance-'))
    const author = sent?.agent.find(each => each.type?.coding?.[0]?.code === 'author')
    if (!author) throw new Error('nobody sent it')
    expect(await whoIs(author)).toEqual(GP)
  })

  it('each move of a coach: the coach, for the provider of the service', async () => {
    const { task, id } = await referredByGp('07700 900582')
    const coach = await createCoach(app)
    await coach.signIn()
    const moves: [string, Record<string, string>][] = [
      ['acknowledge', {}],
      ['ask', { question: 'Which evenings suit?' }],
      ['answered', {}],
      ['accept', {}],
      ['assign', { to: 'me' }],
      ['contact', { method: 'phone', result: 'reached' }],
      ['book', { day: '2027-07-01', time: '10:30', method: 'video' }],
      ['start', {}],
      ['plan', {}],
      ['pause', { why: 'In hospital' }],
      ['resume', {}],
      ['close', { outcome: 'advice-only', workStatus: 'employed-at-work' }],
    ]
    for (const [kind, fields] of moves) {
      const form = Object.keys(fields).length > 0 ? await coach.get(`referrals/${id}/${kind}`) : undefined
      expect((await coach.act(id, kind, fields, form)).status, kind).toBe(200)
    }
    const changes = await changesOf(task)
    expect(changes).toHaveLength(moves.length)
    for (const { agent } of changes) {
      const [who] = agent
      if (!who) throw new Error('nobody')
      const said = await whoIs(who)
      expect(said).toMatchObject(ASHA)
      expect(said.organization).toMatch(/WorkWell|synthetic|Demo/)
    }
  })

  it('a pharmacist who answers, corrects and withdraws a GP’s referral: the pharmacist', async () => {
    const pharmacist: Who = { person: 'Sana Iqbal', profession: 'Pharmacist', organization: PRACTICE }
    const { task, id, patient, request } = await referredByGp('07700 900583')
    const coach = await createCoach(app)
    await coach.signIn()
    await coach.act(id, 'acknowledge')
    await coach.act(id, 'ask', { question: 'Which evenings suit?' })
    const colleague = createClinician(app)
    const status = await statusFor(colleague)

    const [, question = ''] = /name="question" value="([^"]*)"/.exec(status.html) ?? []
    await colleague.submit(status, { question, answer: 'Mondays' }, linkIn(status, 'answer'))
    expect(await lastBy(`Task/${question}`)).toEqual({ ...pharmacist, person: expect.any(String) })
    const { person } = await lastBy(`Task/${question}`)
    expect(person).not.toBe(GP.person)

    const amend = await colleague.get(linkIn(status, 'amend'))
    await colleague.submit(amend, { phone: '07700 900683', why: 'new-details' })
    expect(await lastBy(patient)).toEqual({ ...pharmacist, person })

    const withdraw = await colleague.get(linkIn(status, 'withdraw'))
    await colleague.submit(withdraw, { why: 'not-needed' })
    expect(await lastBy(task)).toEqual({ ...pharmacist, person })
    // The request stays the referrer's.
    const { requester } = await at<{ requester: Reference }>(request)
    expect((await at<PractitionerRole>(requester.reference)).code?.[0]?.text).toBe('Doctor')
    expect(JSON.stringify(await changesOf(task))).not.toContain('"display":"Dr Aisha Rahman"')
  })
})

describe('what is filed in the record', () => {
  it('a closing letter names who filed it there, and for which organisation', async () => {
    const { id, referralId } = await referredByGp('07700 900584')
    const coach = await createCoach(app)
    await coach.signIn()
    await coach.act(id, 'decline', { reason: '22', words: '' })
    const colleague = createClinician(app)
    const first = await colleague.launchToRefer('patient-typical', 'nurse')
    const page = await colleague.get(new URL(`status/${referralId}`, first.url).href)
    const letter: DocumentReference = JSON.parse(
      (await colleague.get(`${linkIn(page, 'closing-letter')}?as=fhir`)).html,
    )
    expect(letter.identifier?.[0]?.system).toBe(ID.closingLetter)
    expect(letter.authenticator?.reference).toMatch(/^(PractitionerRole|Practitioner)\//)
    expect(letter.authenticator?.display).not.toBe(GP.person)
    expect(letter.custodian?.display).toBe(PRACTICE)
  })
})
