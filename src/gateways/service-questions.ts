import type { Task } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ActingClinician } from '../fhir/acting-clinician.ts'
import { codeIn } from '../fhir/elements.ts'
import { isPartOf } from '../fhir/proven-referral.ts'
import { CS } from '../fhir/systems.ts'
import { answerTransaction } from '../fhir/write-answer.ts'
import type { FhirClient } from './fhir-client.ts'
import type { Locating } from './stored-referral.ts'

/** What the service asked the referrer about a referral. */
export interface ServiceQuestion {
  readonly id: string
  readonly question: string
  /** Undefined as long as nobody has answered it. */
  readonly answer: string | undefined
}

type Question = Task & { readonly id: string }
type Reading = Pick<FhirClient, 'baseUrl' | 'search'>

async function questionsAt(
  fhir: Reading,
  locate: Locating,
  referralId: string,
): Promise<Result<Question[], GatewayFailure>> {
  const referral = await locate()
  if (!referral.ok || !referral.value) return referral.ok ? ok([]) : referral
  const about = referral.value
  const found = await fhir.search('Task', { 'part-of': `Task/${about.task.id}`, _count: '50' })
  if (!found.ok) return found
  // Between two answers a hub may have given its ids to others: what was found counts only while the referral stands where it stood.
  const after = await locate()
  if (!after.ok) return after
  if (after.value?.task.id !== about.task.id) return ok([])
  // A server that does not know the parameter answers with anything: only questions about this very referral count (hazard H01).
  return ok(
    found.value.filter(
      (each): each is Question =>
        each.resourceType === 'Task' &&
        each.id !== undefined &&
        codeIn(each.code, CS.taskKind) === 'provide-information' &&
        isPartOf(each, referralId, about, fhir.baseUrl),
    ),
  )
}

export async function readQuestions(
  fhir: Reading,
  locate: Locating,
  referralId: string,
): Promise<Result<ServiceQuestion[], GatewayFailure>> {
  const found = await questionsAt(fhir, locate, referralId)
  if (!found.ok) return found
  return ok(
    found.value
      .filter(({ status, description }) => description && (status === 'requested' || status === 'completed'))
      .map(({ id, description = '', output = [] }) => ({
        id,
        question: description,
        answer: output.find(each => each.valueString)?.valueString,
      })),
  )
}

/** `answered` also where somebody else was quicker: one answer is what the service asked for. */
export async function answerQuestion(
  fhir: Pick<FhirClient, 'baseUrl' | 'search' | 'transaction'>,
  locate: Locating,
  referralId: string,
  { questionId, text, clinician }: { questionId: string; text: string; clinician: ActingClinician },
  now: () => Date,
): Promise<Result<'answered' | 'answered-before', GatewayFailure>> {
  const found = await questionsAt(fhir, locate, referralId)
  if (!found.ok) return found
  const question = found.value.find(each => each.id === questionId)
  if (!question) return fail({ code: 'NOT_FOUND', diagnostics: 'no question about this referral' })
  if (question.status !== 'requested') return ok('answered-before')
  const sent = await fhir.transaction(answerTransaction(question, text, clinician, now().toISOString()))
  if (sent.ok) return ok('answered')
  // After an answer that says nothing the hub itself is asked whether it took it.
  const after = await questionsAt(fhir, locate, referralId)
  const stored = after.ok ? after.value.find(each => each.id === questionId) : undefined
  if (stored?.status === 'completed')
    return ok(stored.output?.some(each => each.valueString === text) ? 'answered' : 'answered-before')
  return sent
}
