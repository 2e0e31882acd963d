import { londonDay } from '../../src/domain/local-date.ts'
import { syntheticPatients } from '../../src/sandbox/patients/synthetic-patients.ts'
import { type Clinician, createClinician, FIVE_TAPS, option, type Seen } from '../support/clinician.ts'
import type { RunningApp } from '../support/running-app.ts'
import { linkTo, type States, statesFor } from './page-state.ts'

const gpState = statesFor('clinician')
const state = statesFor('service that gets letters')
const LETTER = '/r/:handle/letter'
const REPLY = '/reply/:code'
const PATIENT = 'patient-two-areas'

function bornOf(patientId: string): Record<string, string> {
  const all = syntheticPatients(londonDay(new Date())).flatMap(each => each.resources)
  const found = all.find(each => each.resourceType === 'Patient' && each.id === patientId)
  const [year = '', month = '', day = ''] = (found?.resourceType === 'Patient' && found.birthDate?.split('-')) || []
  return { 'born-day': day, 'born-month': month, 'born-year': year }
}

/** A letter that a GP has made for a service without a system, and the link on it. */
async function letterTo(app: RunningApp, service: string, answers = {}) {
  const gp = createClinician(app)
  const check = await gp.submit(await gp.launchToRefer(PATIENT), { ...FIVE_TAPS, service, ...answers })
  return { gp, check }
}

export async function* letterStates(app: RunningApp): States {
  const { check: byHand } = await letterTo(app, 'by-phone')
  yield gpState('letter: to a service without a way in', LETTER, byHand)
  const { gp, check } = await letterTo(app, 'by-letter')
  yield gpState('letter: check', LETTER, check)
  const made = await gp.submit(check)
  yield gpState('letter: made', LETTER, made)
  yield gpState('status: letter made', '/r/:handle/status', await gp.get(made.url.replace(/letter$/, 'status')))
  const link = linkTo(made, '/reply/[^"]{20,}/')

  const service = createClinician(app)
  const start = await service.get(new URL('/reply/', link).href)
  yield state('the code of a letter', '/reply', start)
  yield state('no such code', '/reply', await service.submit(start, { letter: '0000' }), 404)
  const factor = await service.get(link)
  yield state('second factor', REPLY, factor)
  yield state('second factor: wrong', REPLY, await service.submit(factor, {}), 422)
  const opened = await service.submit(factor, bornOf(PATIENT))
  yield state('letter: opened', REPLY, opened)
  yield* answered(service, link)
  yield* locked(app)
  yield* talked(app)
}

/** Each answer of a service, as its page asks for it, and the letter after it. */
async function* answered(service: Clinician, link: string): States {
  const shown = new Set<string>()
  const way: readonly (readonly [string, Record<string, string>])[] = [
    ['acknowledge', {}],
    ['accept', {}],
    ['contact', { method: 'phone', result: 'reached' }],
    ['start', {}],
    ['close', { outcome: 'returned-same-role', workStatus: 'employed-at-work' }],
  ]
  for (const [kind, fields] of way) {
    for (const form of ['decline', 'contact', 'close'].filter(each => !shown.has(each))) {
      const page = await service.get(`${link}${form}`)
      if (!page.url.endsWith(`/${form}`)) continue
      shown.add(form)
      yield state(`answer: ${form}`, `${REPLY}/:kind`, page)
      yield state(`answer: ${form}, errors`, `${REPLY}/:kind`, await service.submit(page), 422)
    }
    const page: Seen = await service.get(`${link}${kind}`)
    yield state(`letter after: ${kind}`, REPLY, await service.submit(page, fields, `${link}${kind}`))
  }
}

async function* locked(app: RunningApp): States {
  const { gp, check } = await letterTo(app, 'by-letter')
  const link = linkTo(await gp.submit(check), '/reply/[^"]{20,}/')
  const stranger = createClinician(app)
  const factor = await stranger.get(link)
  let last = factor
  for (let tries = 0; tries < 5; tries += 1) last = await stranger.submit(factor)
  yield state('locked', REPLY, last, 423)
  yield state('no letter has this link', REPLY, await stranger.get(link.replace(/[^/]+\/$/, 'nothing/')), 404)
}

async function* talked(app: RunningApp): States {
  const { gp, check } = await letterTo(app, 'by-letter', { concern: option('concern', 'phone-first') })
  const link = linkTo(await gp.submit(check), '/reply/[^"]{20,}/')
  const service = createClinician(app)
  const opened = await service.submit(await service.get(link), bornOf(PATIENT))
  yield state('letter: phone the referrer first', REPLY, opened)
  const spoken = await service.get(`${link}spoken`)
  yield state('talk', `${REPLY}/spoken`, spoken)
  yield state('talk: errors', `${REPLY}/spoken`, await service.submit(spoken, { with: '' }), 422)
}
