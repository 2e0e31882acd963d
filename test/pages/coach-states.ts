import { ACTION_WORDS, TAPS } from '../../launch/hub/action/action-words.ts'
import type { ActionKind } from '../../src/domain/coach-action.ts'
import { createClinician, FIVE_TAPS, option, resourcesAt } from '../support/clinician.ts'
import { type CoachPage, createCoach } from '../support/coach.ts'
import type { RunningApp } from '../support/running-app.ts'
import { type States, statesFor } from './page-state.ts'

const state = statesFor('coach')
const leadState = statesFor('ICB lead')
const LIST = '/hub/:service'
const REFERRAL = '/hub/:service/referrals/:taskId'
const FORMS = (Object.keys(ACTION_WORDS) as ActionKind[]).filter(kind => !TAPS.includes(kind))
/** Wrong in every form: nothing that must be said, and no real day. */
const NOT_RIGHT = { until: 'soon', from: 'soon' }
/** What a coach presses on the way, so that every form is offered once. */
const WAY: readonly (readonly [ActionKind, Record<string, string>])[] = [
  ['acknowledge', {}],
  ['accept', {}],
  ['contact', { method: 'phone', result: 'reached' }],
  ['book', { day: '2030-07-01', time: '10:30', method: 'video' }],
  ['start', {}],
  ['plan', {}],
  ['pause', { why: 'In hospital for a week', until: '2030-08-01' }],
  ['resume', {}],
  ['close', { outcome: 'returned-with-adjustments', workStatus: 'employed-at-work', message: 'Back since Monday' }],
]

async function refer(app: RunningApp, patient: string, answers = {}): Promise<string> {
  const clinician = createClinician(app)
  const check = await clinician.submit(await clinician.launchToRefer(patient), { ...FIVE_TAPS, ...answers })
  await clinician.submit(check)
  const [task] = await resourcesAt(app.hubUrl, 'Task?_sort=-_lastUpdated&_count=1&code=fulfill')
  return String(task?.id)
}

/** The desk of coaches: its list, a referral at every step, each thing to do with it, and what stands in the way. */
export async function* coachStates(app: RunningApp): States {
  const coach = await createCoach(app)
  yield state('worklist: empty', LIST, await coach.signIn())
  const id = await refer(app, 'patient-everyday-01', { sharing: option('sharing-level', 'full') })
  const urgent = await refer(app, 'patient-everyday-02', { concern: option('concern', 'phone-first') })
  yield state('worklist', LIST, await coach.get(''))
  yield state('worklist: found', LIST, await coach.send('find', { words: 'Nobody', name: 'Nobody' }))
  yield state('worklist: cannot be looked for', '/hub/:service/find', await coach.send('find', {}), 422)

  const shown = new Set<ActionKind>()
  yield state('referral: sent', REFERRAL, await coach.get(`referrals/${id}`))
  for (const [kind, fields] of WAY) {
    for (const form of FORMS.filter(each => !shown.has(each))) {
      const page = await coach.get(`referrals/${id}/${form}`)
      if (!page.url.endsWith(`/${form}`)) continue
      shown.add(form)
      yield state(`${ACTION_WORDS[form].does}`, `${REFERRAL}/:kind`, page)
      const refused = await coach.act(id, form, NOT_RIGHT, page)
      yield state(`${ACTION_WORDS[form].does}: errors`, `${REFERRAL}/:kind`, refused, 422)
    }
    const seen = await coach.get(`referrals/${id}${TAPS.includes(kind) ? '' : `/${kind}`}`)
    yield state(`referral after: ${ACTION_WORDS[kind].does}`, REFERRAL, await coach.act(id, kind, fields, seen))
  }
  const missing = FORMS.filter(form => !shown.has(form))
  if (missing.length > 0) throw new Error(`no step of the way offers ${missing.join(', ')}`)
  yield* talkStates(app, urgent)
  yield* troubleStates(app, coach, urgent)
  yield* leadStates(app)
}

async function* talkStates(app: RunningApp, id: string): States {
  const manager = await createCoach(app, 'manager-mo')
  await manager.signIn()
  yield state('referral: phone the referrer first', REFERRAL, await manager.get(`referrals/${id}`))
  for (const kind of ['spoken', 'open-contact'] as const) {
    const page = await manager.get(`referrals/${id}/${kind}`)
    const about = /name="about" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
    const route = `${REFERRAL}/${kind}`
    yield state(`talk: ${kind}`, route, page)
    yield state(`talk: ${kind}, errors`, route, await manager.act(id, kind, { about }, page), 422)
  }
}

async function* troubleStates(app: RunningApp, coach: Awaited<ReturnType<typeof createCoach>>, id: string): States {
  const ben = await createCoach(app, 'coach-ben')
  await ben.signIn()
  const seen: CoachPage = await ben.get(`referrals/${id}/decline`)
  await coach.act(id, 'acknowledge')
  const late = await ben.act(id, 'decline', { reason: '22', words: 'Full until March' }, seen)
  yield state('a colleague was quicker', `${REFERRAL}/:kind`, late, 409)
  yield state('no such referral', REFERRAL, await coach.get('referrals/none'), 404)
  await fetch(`${app.sandboxUrl}/workwell/faults/down`, { method: 'PUT' })
  yield state('worklist: the hub is down', LIST, await coach.get(''), 502)
  await fetch(`${app.sandboxUrl}/workwell/faults`, { method: 'DELETE' })
  const elsewhere = await createCoach(app, 'coach-elsewhere')
  yield state('sign-in: no access', '/hub/callback', await elsewhere.signIn(), 403)
  yield state('counts', '/hub/:service/counts', await coach.get('counts'))
  yield state('signed out', '/hub/:service/sign-out', await coach.send('sign-out', {}))
}

async function* leadStates(app: RunningApp): States {
  const lead = await createCoach(app, 'lead-dev')
  yield leadState('counts', '/hub/:service/counts', await lead.signIn())
  yield leadState('no referral is for this role', LIST, await lead.get(''), 403)
}
