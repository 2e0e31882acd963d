import type { Task } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CoachAction } from '../../src/domain/coach-action.ts'
import type { WholeNote } from '../../src/domain/later-note.ts'
import type { Result } from '../../src/domain/result.ts'
import { ID } from '../../src/fhir/systems.ts'
import { coachTransaction } from '../../src/fhir/write-coach-action.ts'
import { clientKeyFrom } from '../../src/gateways/client-key.ts'
import { createFhirClient, type FhirClient } from '../../src/gateways/fhir-client.ts'
import { createHub, type FhirHub } from '../../src/gateways/hub.ts'
import { createHubToken, DESK_SCOPES, HUB_SCOPES } from '../../src/gateways/hub-token.ts'
import { firstPlace } from '../../src/gateways/list-place.ts'
import { createWorklist, type Worklist } from '../../src/gateways/worklist.ts'
import { arrivedReferral } from '../sandbox/hub/arrived-referral.ts'
import { CLIENT_ID, type ProtectedHub, startProtectedHub } from '../sandbox/hub-auth/protected-hub.ts'
import { ACTING, WORKS_FOR } from '../support/acting.ts'
import { QUESTIONS } from '../support/answers.ts'
import { ecJwk } from '../support/client-keys.ts'

const jwk = ecJwk('scopes')
const NOW = () => new Date('2026-09-04T10:00:00Z')
let server: ProtectedHub
let desk: Worklist
let staff: FhirClient
const clientWith = (scope: string): FhirClient =>
  createFhirClient({
    baseUrl: server.fhirUrl,
    timeoutMs: 30_000,
    accessToken: createHubToken({
      baseUrl: server.fhirUrl,
      clientId: CLIENT_ID,
      key: clientKeyFrom(jwk, 'key'),
      scope,
      now: () => new Date(),
    }),
  })
beforeAll(async () => {
  server = await startProtectedHub([jwk])
  staff = clientWith('system/*.cruds')
  desk = createWorklist(clientWith(DESK_SCOPES), 'demo/demo-workwell')
})
afterAll(() => server.close())

/** @throws the failure */
function unwrapped<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw result.failure
  return result.value
}

async function arrived(hub: FhirHub, family: string) {
  const bundle = arrivedReferral({ family })
  const task = bundle.entry?.map(each => each.resource).find((each): each is Task => each?.resourceType === 'Task')
  const referralId = task?.identifier?.find(each => each.system === ID.referralTask)?.value ?? ''
  const provenanceId = bundle.entry?.find(each => each.resource?.resourceType === 'Provenance')?.resource?.id
  return { referralId, provenanceId, receipt: unwrapped(await hub.send(bundle, referralId)) }
}

const COACH = { key: 'demo-workwell/rosa', name: 'Rosa Lind' }
async function coachDoes(list: Worklist, taskReference: string, action: CoachAction): Promise<void> {
  const { task, open } = unwrapped(await list.open(taskReference.replace('Task/', '')))
  const service = unwrapped(await list.service()) ?? ''
  const transaction = unwrapped(
    coachTransaction(task, action, { ...COACH, service, worksFor: WORKS_FOR }, NOW().toISOString(), open),
  )
  if (transaction !== 'unchanged') unwrapped(await list.write(transaction))
}

/** All that the app does at a hub for a referrer. @throws the first failure */
async function referrerDoesAll(hub: FhirHub): Promise<void> {
  const { referralId, provenanceId, receipt } = await arrived(hub, 'REFERRER')
  const referral = { referralId, receipt }
  expect(unwrapped(await hub.find(referralId, provenanceId))).toMatchObject({ task: receipt.task })
  // One that it has not got is looked for in every way.
  expect(unwrapped(await hub.find('of-nobody'))).toBeUndefined()
  expect(unwrapped(await hub.looksUp.readTask({ referralId: 'of-nobody', receipt }))).toBeUndefined()
  await coachDoes(desk, receipt.task, { kind: 'acknowledge' })
  await coachDoes(desk, receipt.task, { kind: 'ask', question: 'Which mornings?' })

  const [question] = unwrapped(await hub.asks.questions(referral))
  const answer = { questionId: question?.id ?? '', text: 'Mondays', clinician: ACTING }
  expect(unwrapped(await hub.asks.answer(referral, answer))).toBe('answered')
  expect(unwrapped(await hub.looksUp.workStatusAtReferral(referral))).toBe('employed-off-sick')
  expect(unwrapped(await hub.amends.toldNote(referral))).toMatchObject({ to: '2026-09-23' })
  const note = {
    source: 'Observation/note-2',
    recordedOn: '2026-09-24',
    advice: 'may-be-fit',
    period: { from: '2026-09-24', to: '2026-10-07' },
    adjustments: [],
    issue: 'issued',
  } satisfies WholeNote
  expect(unwrapped(await hub.amends.updateNote(referral, { note, clinician: ACTING }))).toBe('told')
  const told = unwrapped(await hub.amends.toldContact(referral))
  expect(told).toMatchObject({ phone: '07700 900441' })
  const contact = { phone: '07700 900442', email: '', address: '', safety: 'No voicemail' }
  const amendment = { contact, why: 'new-details', clinician: ACTING, questionnaire: QUESTIONS } as const
  expect(unwrapped(await hub.amends.amendContact(referral, amendment))).toBe('told')
  const withdrawing = { why: 'patient-withdrew', clinician: ACTING } as const
  expect(unwrapped(await hub.withdraw(referral, withdrawing))).toBe('withdrawn')
  expect(unwrapped(await hub.looksUp.readTask(referral))).toMatchObject({ status: 'cancelled' })
}

/** All that a worklist does there. @throws the first failure */
async function coachDoesAll(list: Worklist): Promise<void> {
  const { receipt } = await arrived(createHub(staff, NOW), 'DESK')
  unwrapped(await list.introduce({ ...COACH, service: unwrapped(await list.service()) ?? '' }))
  const reader = { coachKey: COACH.key, today: '2026-09-10' }
  expect(unwrapped(await list.page(firstPlace({ show: 'open', sort: 'due' }), reader)).items.length).toBeGreaterThan(0)
  await coachDoes(list, receipt.task, { kind: 'acknowledge' })
  await coachDoes(list, receipt.task, { kind: 'ask', question: 'Which mornings?' })
  await coachDoes(list, receipt.task, { kind: 'accept' })
  await coachDoes(list, receipt.task, { kind: 'contact', method: 'phone', result: 'reached' })
  await coachDoes(list, receipt.task, { kind: 'book', day: '2026-09-10', time: '10:30', method: 'video' })
  await coachDoes(list, receipt.task, { kind: 'start' })
  const words = { plan: 'Phased return', onward: '', message: 'Thank you' }
  await coachDoes(list, receipt.task, {
    kind: 'close',
    outcome: 'returned-same-role',
    workStatus: 'employed-at-work',
    ...words,
  })
  expect(unwrapped(await list.open(receipt.task.replace('Task/', ''))).task.status).toBe('completed')
}

/** Every scope without one of its letters. */
const lessThan = (scopes: string): (readonly [missing: string, rest: string])[] => {
  const all = scopes.split(' ')
  return all.flatMap(scope => {
    const [place = '', letters = ''] = scope.split('.')
    return [...letters].map(letter => {
      const left = letters.replace(letter, '')
      const rest = all.flatMap(each => (each !== scope ? each : left === '' ? [] : `${place}.${left}`))
      return [`${place}.${letter}`, rest.join(' ')] as const
    })
  })
}

describe('a hub that grants the app what it asks for', () => {
  it('lets it send, look, answer a question, tell of a later note, and withdraw', () =>
    referrerDoesAll(createHub(clientWith(HUB_SCOPES), NOW)))

  it('lets the service’s own worklist take a referral from its arrival to its end', () =>
    coachDoesAll(createWorklist(clientWith(DESK_SCOPES), 'demo/demo-workwell')))

  it.each(lessThan(HUB_SCOPES))('needs %s for a referrer', (_missing, rest) =>
    expect(referrerDoesAll(createHub(clientWith(rest), NOW))).rejects.toMatchObject({ code: 'FORBIDDEN' }),
  )

  it.each(lessThan(DESK_SCOPES))('needs %s for a coach', (_missing, rest) =>
    expect(coachDoesAll(createWorklist(clientWith(rest), 'demo/demo-workwell'))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    }),
  )
})
