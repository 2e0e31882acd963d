import type { Bundle, FhirResource, Task } from 'fhir/r4.js'
import type { CoachAction } from '../../../src/domain/coach-action.ts'
import { AMENDMENTS, type Amendment } from '../../../src/domain/contact-details.ts'
import type { WholeNote } from '../../../src/domain/later-note.ts'
import { WITHDRAWALS, type Withdrawal } from '../../../src/domain/withdrawal.ts'
import { contactTransaction } from '../../../src/fhir/amend-contact.ts'
import { laterNoteTransaction } from '../../../src/fhir/told-note.ts'
import { answerTransaction } from '../../../src/fhir/write-answer.ts'
import { coachTransaction } from '../../../src/fhir/write-coach-action.ts'
import { withdrawalTransaction } from '../../../src/fhir/write-withdrawal.ts'
import { resourceIn, writtenReferral } from '../../fhir/written-referral.ts'
import { ACTING, WORKS_FOR } from '../../support/acting.ts'
import { QUESTIONS } from '../../support/answers.ts'
import type { Input } from './judge.ts'

const NOW = '2026-09-05T10:00:00.000Z'
const COACH = { key: 'demo/coach', name: 'Asha Grant', service: 'HealthcareService/service', worksFor: WORKS_FOR }

const LATER_NOTE = {
  source: 'Observation/later',
  recordedOn: '2026-09-05',
  period: { from: '2026-09-05', to: '2026-09-25' },
  adjustments: [],
  issue: 'issued',
} satisfies Omit<WholeNote, 'advice'>

const NEW_CONTACT = {
  phone: '07700 900777',
  email: 'new@patient.example',
  address: '1 Placeholder Lane, Demobury, XX1 8AA',
  safety: 'No voicemail',
}

/** Everything that a coach can do, from the referral's arrival to its end. */
const DEEDS: readonly CoachAction[] = [
  { kind: 'acknowledge' },
  { kind: 'ask', question: 'Has the patient tried physiotherapy?' },
  { kind: 'answered' },
  { kind: 'accept' },
  { kind: 'assign', to: 'me', name: 'Asha Grant' },
  { kind: 'contact', method: 'phone', result: 'no-answer' },
  { kind: 'contact', method: 'text', result: 'reached' },
  { kind: 'wait', from: '2026-10-01' },
  { kind: 'book', day: '2026-10-05', time: '10:30', method: 'video' },
  { kind: 'start' },
  { kind: 'plan' },
  { kind: 'pause', why: 'In hospital', until: '2026-11-01' },
  { kind: 'resume' },
  {
    kind: 'close',
    outcome: 'returned-with-adjustments',
    workStatus: 'employed-at-work',
    plan: 'Half days',
    onward: 'Physiotherapy',
    message: 'Back since Monday',
  },
]

/** The resources of a referral as a hub that gave them ids would hold them. */
function stored() {
  const { bundle } = writtenReferral()
  const ids = new Map(
    (bundle.entry ?? []).map(({ fullUrl, resource }, index) => [fullUrl ?? '', `${resource?.resourceType}/r${index}`]),
  )
  const text = [...ids].reduce((all, [url, reference]) => all.replaceAll(url, reference), JSON.stringify(bundle))
  const held: Bundle<FhirResource> = JSON.parse(text)
  const idOf = ({ resourceType }: FhirResource): string => {
    const entry = bundle.entry?.find(each => each.resource?.resourceType === resourceType)
    return ids.get(entry?.fullUrl ?? '')?.split('/')[1] ?? 'none'
  }
  const withId = <T extends FhirResource>(resource: T): T & { readonly id: string } =>
    Object.assign({}, resource, { id: idOf(resource), meta: { ...resource.meta, versionId: '3' } })
  const advice = held.entry
    ?.map(each => each.resource)
    .find(each => each?.resourceType === 'Observation' && each.identifier?.[0]?.value?.endsWith('.note-advice'))
  if (advice?.resourceType !== 'Observation') throw new Error('the written referral has no advice')
  return {
    advice: { ...advice, id: 'advice', meta: { ...advice.meta, versionId: '3' } },
    task: withId(resourceIn(held, 'Task')),
    request: withId(resourceIn(held, 'ServiceRequest')),
    consent: withId(resourceIn(held, 'Consent')),
    patient: withId(resourceIn(held, 'Patient')),
    form: withId(resourceIn(held, 'QuestionnaireResponse')),
  }
}

/** References inside a transaction as the hub has them afterwards. */
function atHub(task: Task, { entry = [] }: Bundle<FhirResource>, id: string): Task {
  const text = entry.reduce(
    (all, { fullUrl = '', resource }) =>
      all.replaceAll(fullUrl, `${resource?.resourceType}/${resource?.id ?? fullUrl.slice('urn:uuid:'.length)}`),
    JSON.stringify(task),
  )
  const stored: Task = JSON.parse(text)
  return { ...stored, id, meta: { ...stored.meta, versionId: '3' } }
}

/** What is sent of a referral after it has arrived: each move of a coach, the answer to a question, each withdrawal, a later note, corrected contact details. */
export function laterMessages(): Input[] {
  const messages: Input[] = []
  let { task } = stored()
  for (const deed of DEEDS) {
    const made = coachTransaction(task, deed, COACH, NOW)
    if (!made.ok || made.value === 'unchanged') throw new Error(`${deed.kind}: ${JSON.stringify(made)}`)
    messages.push({ name: `coach: ${deed.kind}`, resource: made.value })
    const moved = made.value.entry?.find(
      each => each.resource?.resourceType === 'Task' && each.request?.method === 'PUT',
    )
    task = { ...atHub(moved?.resource as Task, made.value, task.id), id: task.id }
    const question = made.value.entry?.find(
      each => each.resource?.resourceType === 'Task' && each.request?.method === 'POST',
    )
    if (question?.resource) {
      const asked = { ...atHub(question.resource as Task, made.value, 'question'), id: 'question' }
      messages.push({ name: 'answer', resource: answerTransaction(asked, 'Six sessions', ACTING, NOW) })
    }
  }
  for (const why of Object.keys(WITHDRAWALS) as Withdrawal[]) {
    const made = withdrawalTransaction(stored(), why, ACTING, NOW)
    if (!made.ok || made.value === 'unchanged') throw new Error(`${why}: ${JSON.stringify(made)}`)
    messages.push({ name: `withdrawal: ${why}`, resource: made.value })
  }
  for (const advice of ['not-fit', 'may-be-fit'] as const)
    messages.push({
      name: `later note: ${advice}`,
      resource: laterNoteTransaction(stored().advice, { ...LATER_NOTE, advice }, ACTING, NOW),
    })
  for (const [index, why] of (Object.keys(AMENDMENTS) as Amendment[]).entries()) {
    // Yes, no, and not answered (any more).
    const said = [{ messages: true }, { messages: false }, {}][index]
    const made = contactTransaction(
      stored(),
      { contact: { ...NEW_CONTACT, ...said }, why, clinician: ACTING, questionnaire: QUESTIONS },
      NOW,
    )
    if (!made.ok || made.value === 'unchanged') throw new Error(`${why}: ${JSON.stringify(made)}`)
    messages.push({ name: `contact: ${why}`, resource: made.value })
  }
  return messages
}
