import express from 'express'
import type {
  Bundle,
  Consent,
  FhirResource,
  Observation,
  Patient,
  QuestionnaireResponse,
  ServiceRequest,
  Task,
} from 'fhir/r4.js'
import type { CoachAction } from '../../src/domain/coach-action.ts'
import type { Result } from '../../src/domain/result.ts'
import { contactTransaction } from '../../src/fhir/amend-contact.ts'
import { laterNoteTransaction } from '../../src/fhir/told-note.ts'
import { answerTransaction } from '../../src/fhir/write-answer.ts'
import { coachTransaction } from '../../src/fhir/write-coach-action.ts'
import { withdrawalTransaction } from '../../src/fhir/write-withdrawal.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'
import { writtenReferral } from '../fhir/written-referral.ts'
import { ACTING, WORKS_FOR } from '../support/acting.ts'
import { QUESTIONS } from '../support/answers.ts'

const NOW = '2026-09-05T10:00:00.000Z'
const HUB = 'https://hub.example/fhir'

/** One message as it goes to a hub, and what the hub answers. */
export interface Message {
  readonly file: string
  readonly says: string
  readonly request: { readonly method: 'POST'; readonly url: string; readonly body: Bundle<FhirResource> }
  readonly response: { readonly status: number; readonly body: unknown }
}

type Stored<T> = T & { readonly id: string }

/** A hub without a past, whose clock stands still: the same messages get the same answers. */
async function newHub(messages: Message[] = []) {
  const fhir = createFhirServer({ baseUrl: HUB, now: () => new Date(NOW) })
  const server = await listen(express().use('/fhir', fhir.router), 0, '127.0.0.1')
  const base = `http://127.0.0.1:${server.port}/fhir`
  const only = async <T extends FhirResource>(query: string): Promise<Stored<T>> => {
    const answer = await fetch(`${base}/${query}`, { headers: { 'cache-control': 'no-cache' } })
    const { entry }: Bundle<Stored<T>> = await answer.json()
    const found = entry?.[0]?.resource
    if (!found) throw new Error(`nothing at ${query}`)
    return found
  }
  return {
    messages,
    only,
    task: () => only<Task>('Task?code=fulfill'),
    async send(name: string, says: string, body: Bundle<FhirResource>) {
      const headers = { 'content-type': 'application/fhir+json' }
      const answer = await fetch(base, { method: 'POST', headers, body: JSON.stringify(body) })
      const file = `${String(messages.length + 1).padStart(2, '0')}-${name}.json`
      const request = { method: 'POST', url: HUB, body } as const
      // The answer's own id is another each time.
      const { id: _new, ...answered } = await answer.json()
      messages.push({ file, says, request, response: { status: answer.status, body: answered } })
    },
    async close() {
      await server.close()
      await fhir.close()
    },
  }
}

const made = <T>(result: Result<T | 'unchanged', unknown>): T => {
  if (!result.ok || result.value === 'unchanged') throw new Error(JSON.stringify(result))
  return result.value
}

/** Every kind of message: those of a referral from its arrival to its end, then a withdrawal, at another hub and in time. */
export async function playMessages(): Promise<Message[]> {
  const hub = await newHub()
  try {
    const service = await play(hub)
    const advice = await hub.only<Observation>('Observation?code=fitness-for-work-advice')
    const note = {
      source: 'Observation/later',
      recordedOn: '2026-09-05',
      advice: 'may-be-fit',
      period: { from: '2026-09-05', to: '2026-09-25' },
      adjustments: [],
      issue: 'issued',
    } as const
    await hub.send(
      'later-note',
      'The referrer tells of a later fit note',
      laterNoteTransaction(advice, note, ACTING, NOW),
    )
    const atHub = {
      task: await hub.task(),
      request: await hub.only<ServiceRequest>('ServiceRequest'),
      consent: await hub.only<Consent>('Consent'),
    }
    await coach(hub, service, 'close', 'The service closes the referral with an outcome', {
      kind: 'close',
      outcome: 'returned-with-adjustments',
      workStatus: 'employed-at-work',
      plan: 'Half days for four weeks',
      onward: 'Physiotherapy',
      message: 'Back since Monday',
    })
    const late = made(withdrawalTransaction(atHub, 'patient-withdrew', ACTING, NOW))
    await hub.send(
      'withdrawal-too-late',
      'The referrer withdraws an older version: refused, and nothing is changed',
      late,
    )
    return await withdrawnInTime(hub.messages)
  } finally {
    await hub.close()
  }
}

async function withdrawnInTime(messages: Message[]): Promise<Message[]> {
  const before = messages.length
  const hub = await newHub(messages)
  try {
    await hub.send('referral', '', writtenReferral().bundle)
    messages.length = before
    const contact = { phone: '07700 900777', email: '', address: '', safety: 'No voicemail' }
    const stored = {
      task: await hub.task(),
      patient: await hub.only<Patient>('Patient'),
      form: await hub.only<QuestionnaireResponse>('QuestionnaireResponse'),
    }
    const correction = { contact, why: 'new-details', clinician: ACTING, questionnaire: QUESTIONS } as const
    const corrected = made(contactTransaction(stored, correction, NOW))
    await hub.send('contact-corrected', 'The referrer corrects how to reach the patient', corrected)
    const atHub = {
      task: await hub.task(),
      request: await hub.only<ServiceRequest>('ServiceRequest'),
      consent: await hub.only<Consent>('Consent'),
    }
    const withdrawal = made(withdrawalTransaction(atHub, 'patient-withdrew', ACTING, NOW))
    await hub.send('withdrawal', 'The referrer withdraws: the patient no longer agrees', withdrawal)
    return messages
  } finally {
    await hub.close()
  }
}

async function play(hub: Awaited<ReturnType<typeof newHub>>): Promise<string> {
  await hub.send('referral', 'A referral, with all that the patient agreed to share', writtenReferral().bundle)
  const service = `HealthcareService/${(await hub.only('HealthcareService')).id}`
  await coach(hub, service, 'acknowledge', 'Somebody at the service has opened it', { kind: 'acknowledge' })
  await coach(hub, service, 'ask', 'The service asks the referrer', {
    kind: 'ask',
    question: 'Has the patient tried physiotherapy?',
  })
  const question = await hub.only<Task>('Task?part-of:missing=false')
  await hub.send('answer', 'The referrer answers', answerTransaction(question, 'Six sessions', ACTING, NOW))
  await coach(hub, service, 'answered', 'The service goes on', { kind: 'answered' })
  await coach(hub, service, 'accept', 'The service takes it on', { kind: 'accept' })
  await coach(hub, service, 'contact', 'The coach has reached the patient', {
    kind: 'contact',
    method: 'phone',
    result: 'reached',
  })
  await coach(hub, service, 'start', 'Support begins', { kind: 'start' })
  return service
}

async function coach(
  hub: Awaited<ReturnType<typeof newHub>>,
  service: string,
  name: string,
  says: string,
  action: CoachAction,
): Promise<void> {
  const who = { key: 'demo/coach', name: 'Asha Grant', service, worksFor: WORKS_FOR }
  await hub.send(name, says, made(coachTransaction(await hub.task(), action, who, NOW)))
}
