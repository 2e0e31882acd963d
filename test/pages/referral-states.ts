import { isOver, PHASES, statesOf } from '../../src/domain/referral-moves.ts'
import { type Clinician, createClinician, FIVE_TAPS, option, resourcesAt, type Seen } from '../support/clinician.ts'
import { createCoach } from '../support/coach.ts'
import type { RunningApp } from '../support/running-app.ts'
import { formTo, linkTo, type States, statesFor } from './page-state.ts'

const state = statesFor('clinician')
const STATUS = '/r/:handle/status'
/** What the service may say of a referral, in the order in which one goes on. Before it there is only "sent"; what the referrer does is pressed. */
const SAID = PHASES.filter(phase => !['draft', 'requested', 'failed', 'entered-in-error'].includes(phase)).flatMap(
  phase => statesOf(phase).flatMap(each => (each === 'withdrawn' ? [] : [{ phase, to: `${phase}/${each}` }])),
)

interface Referred {
  readonly clinician: Clinician
  readonly sent: Seen
  readonly taskId: string
  readonly status: () => Promise<Seen>
  readonly bring: (to: string) => Promise<void>
}

async function referred(app: RunningApp, patient: string, answers = {}): Promise<Referred> {
  const clinician = createClinician(app)
  const check = await clinician.submit(await clinician.launchToRefer(patient), { ...FIVE_TAPS, ...answers })
  const sent = await clinician.submit(check)
  const [task] = await resourcesAt(app.hubUrl, 'Task?_sort=-_lastUpdated&_count=1&code=fulfill')
  const inbox = `${app.sandboxUrl}/workwell/referrals/${task?.id}`
  const service = createClinician(app)
  return {
    clinician,
    sent,
    taskId: String(task?.id),
    status: () => clinician.get(sent.url.replace(/sent$/, 'status')),
    bring: async to => void (await service.submit(await service.get(inbox), { to }, `${inbox}/bring`)),
  }
}

/** From "Referral sent" to its end, and all that a clinician can do about a referral on the way. */
export async function* referralStates(app: RunningApp): States {
  yield* notSent(app)
  const usual = await referred(app, 'patient-back-pain')
  yield state('sent', '/r/:handle/sent', usual.sent)
  yield state('status: sent', STATUS, await usual.status())
  for (const { to, phase } of SAID) {
    const one = isOver(phase) ? await referred(app, 'patient-flu') : usual
    await one.bring(to)
    yield state(`status: ${to}`, STATUS, await one.status())
    if (to === 'completed/closed-outcome') yield* closed(one)
  }
  yield* changed(app)
  yield* phoneFirst(app)
}

/** A hub that does not answer, refuses, or shuts the app out. */
async function* notSent(app: RunningApp): States {
  const faults = `${app.sandboxUrl}/workwell/faults`
  for (const fault of ['down', 'refuses', 'shuts-us-out']) {
    const clinician = createClinician(app)
    const check = await clinician.submit(await clinician.launchToRefer('patient-stroke'), FIVE_TAPS)
    await fetch(`${faults}/${fault}`, { method: 'PUT' })
    const sent = await clinician.submit(check)
    yield state(`not sent: the hub ${fault}`, '/r/:handle/sent', sent)
    yield state(`status: the hub ${fault}`, STATUS, await clinician.get(sent.url.replace(/sent$/, 'status')))
    yield state(
      `practice: the hub ${fault}`,
      '/r/:handle/practice',
      await clinician.get(sent.url.replace(/sent$/, 'practice')),
    )
    await fetch(faults, { method: 'DELETE' })
  }
}

async function* closed({ clinician, status }: Referred): States {
  const letter = await clinician.get(linkTo(await status(), '/closing-letter/'))
  yield state('closing letter', '/r/:handle/closing-letter/:referralId', letter)
  const filed = await clinician.submit(letter, {}, letter.url)
  yield state('closing letter: filed', '/r/:handle/closing-letter/:referralId', filed)
}

async function* changed(app: RunningApp): States {
  const { clinician, status, taskId, sent } = await referred(app, 'patient-typical')
  yield state('practice', '/r/:handle/practice', await clinician.get(sent.url.replace(/sent$/, 'practice')))
  const relaunched = await createClinician(app).launch('patient-typical')
  yield state('after a launch with a referral of ours', new URL(relaunched.url).pathname, relaunched)

  const coach = await createCoach(app)
  await coach.signIn()
  await coach.act(taskId, 'acknowledge')
  await coach.act(taskId, 'ask', { question: 'Which evenings suit?' })
  const asked = await status()
  yield state('status: a question', STATUS, asked)
  const { page, action } = formTo(asked, '/answer/')
  yield state('status: an empty answer', `${STATUS}/:referralId`, await clinician.submit(page, {}, action))

  const amend = await clinician.get(linkTo(asked, '/amend/'))
  yield state('correct contact details', '/r/:handle/amend/:referralId', amend)
  yield state('correct: errors', '/r/:handle/amend/:referralId', await clinician.submit(amend), 400)

  const withdraw = await clinician.get(linkTo(asked, '/withdraw/'))
  yield state('withdraw', '/r/:handle/withdraw/:referralId', withdraw)
  yield state('withdraw: errors', '/r/:handle/withdraw/:referralId', await clinician.submit(withdraw), 400)
  await clinician.submit(withdraw, { why: 'patient-withdrew' })
  yield state('status: withdrawn', STATUS, await status())
}

async function* phoneFirst(app: RunningApp): States {
  const { sent, status } = await referred(app, 'patient-not-safe', { concern: option('concern', 'phone-first') })
  yield state('sent: phone me first', '/r/:handle/sent', sent)
  yield state('status: no talk yet', STATUS, await status())
}
