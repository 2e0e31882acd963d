import type { Bundle } from 'fhir/r4.js'
import { z } from 'zod'
import { type DeliveryFailure, MESSAGE_KINDS, type MessageKind } from '../domain/delivery.ts'
import { GATEWAY_FAILURE_CODES } from '../domain/gateway-failure.ts'
import type { Instant } from '../domain/local-date.ts'
import type { Receipt } from '../domain/receipt.ts'
import type { AuditEntry } from './audit.ts'
import type { Row } from './database.ts'

/** A message that this deliverer holds until its lease ends. `attempts` tells it from a later claim of the same row. */
export interface OutboxClaim {
  /** The first message of a referral bears the referral's own id. */
  readonly messageId: string
  readonly referralId: string
  readonly kind: MessageKind
  readonly serviceId: string
  readonly attempts: number
  /** An earlier attempt may have arrived: look it up before sending again. */
  readonly lookFirst: boolean
}

export const OUTBOX_STATES = ['waiting', 'delivering', 'delivered', 'dead', 'cancelled'] as const
export type OutboxState = (typeof OUTBOX_STATES)[number]

export interface OutboxRow {
  readonly messageId: string
  readonly referralId: string
  readonly kind: MessageKind
  readonly serviceId: string
  readonly handle: string
  readonly state: OutboxState
  readonly attempts: number
  /** While delivering: when the lease ends. */
  readonly nextAttemptAt: Instant
  readonly receipt?: Receipt
  readonly lastFailure?: DeliveryFailure
  readonly acceptedAt: Instant
  /** When it was delivered, given up or taken back. */
  readonly settledAt?: Instant
}

export const FAILURE_CODES = [
  ...GATEWAY_FAILURE_CODES,
  'NO_HUB',
  'INTERNAL',
] as const satisfies readonly DeliveryFailure['code'][]

const claimRow = z.object({
  message_id: z.string(),
  referral_id: z.string(),
  kind: z.enum(MESSAGE_KINDS),
  service_id: z.string(),
  attempts: z.number(),
  look_first: z.number(),
})
const receiptText = z.object({
  receivedAt: z.string(),
  serviceRequest: z.string(),
  task: z.string(),
  patient: z.string(),
})
const outboxRow = claimRow.omit({ look_first: true }).extend({
  handle: z.string(),
  state: z.enum(OUTBOX_STATES),
  next_attempt_at: z.string(),
  receipt: z.string().nullable(),
  failure_code: z.enum(FAILURE_CODES).nullable(),
  failure_status: z.number().nullable(),
  failure_note: z.string().nullable(),
  accepted_at: z.string(),
  settled_at: z.string().nullable(),
})
const auditColumns = z.object({ patient_key: z.string(), referral_id: z.string() })
const transaction = z.looseObject({ resourceType: z.literal('Bundle'), type: z.literal('transaction') })
const frozenBundle = z.custom<Bundle>(value => transaction.safeParse(value).success)

/** All that `outboxRowOf` reads: not the payload, which only its delivery opens. */
export const READ_COLUMNS = Object.keys(outboxRow.shape).join(', ')
export const CLAIM_COLUMNS = Object.keys(claimRow.shape).join(', ')

export function claimOf(row: Row): OutboxClaim {
  const { message_id, referral_id, kind, service_id, attempts, look_first } = claimRow.parse(row)
  return {
    messageId: message_id,
    referralId: referral_id,
    kind,
    serviceId: service_id,
    attempts,
    lookFirst: look_first === 1,
  }
}

export function outboxRowOf(row: Row, openNote: (messageId: string, sealed: string) => string): OutboxRow {
  const found = outboxRow.parse(row)
  return {
    messageId: found.message_id,
    referralId: found.referral_id,
    kind: found.kind,
    serviceId: found.service_id,
    handle: found.handle,
    state: found.state,
    attempts: found.attempts,
    nextAttemptAt: found.next_attempt_at,
    acceptedAt: found.accepted_at,
    ...(found.receipt !== null && { receipt: receiptText.parse(JSON.parse(found.receipt)) }),
    ...(found.settled_at !== null && { settledAt: found.settled_at }),
    ...(found.failure_code !== null && {
      lastFailure: {
        code: found.failure_code,
        ...(found.failure_status !== null && { status: found.failure_status }),
        ...(found.failure_note !== null && { diagnostics: openNote(found.message_id, found.failure_note) }),
      },
    }),
  }
}

export function payloadOf(row: Row | undefined, open: (sealed: string) => string): Bundle {
  const sealed = z.string().safeParse(row?.payload)
  if (!sealed.success) throw new Error('The referral has no stored Bundle: it was deleted when its time was over.')
  return frozenBundle.parse(JSON.parse(open(sealed.data)))
}

/** Whom an audit entry about this row concerns. */
export function auditedOf(row: Row): Pick<AuditEntry, 'patientKey'> & { referralId: string } {
  const { patient_key, referral_id } = auditColumns.parse(row)
  return { patientKey: patient_key, referralId: referral_id }
}
