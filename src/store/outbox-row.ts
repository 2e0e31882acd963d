import type { Bundle } from 'fhir/r4.js'
import { z } from 'zod'
import type { DeliveryFailure } from '../domain/delivery.ts'
import { GATEWAY_FAILURE_CODES } from '../domain/gateway-failure.ts'
import type { Instant } from '../domain/local-date.ts'
import type { Receipt } from '../domain/receipt.ts'
import type { AuditEntry } from './audit.ts'
import type { Row } from './database.ts'

/** A referral that this deliverer holds until its lease ends. `attempts` tells it from a later claim of the same row. */
export interface OutboxClaim {
  readonly referralId: string
  readonly serviceId: string
  readonly attempts: number
  /** An earlier attempt may have arrived: look the referral up before sending again. */
  readonly lookFirst: boolean
}

export interface OutboxRow {
  readonly referralId: string
  readonly serviceId: string
  readonly handle: string
  readonly state: 'waiting' | 'delivering' | 'delivered' | 'dead'
  readonly attempts: number
  /** While delivering: when the lease ends. */
  readonly nextAttemptAt: Instant
  readonly receipt?: Receipt
  readonly lastFailure?: DeliveryFailure
  readonly acceptedAt: Instant
  /** When it was delivered or given up. */
  readonly settledAt?: Instant
}

const FAILURE_CODES = [
  ...GATEWAY_FAILURE_CODES,
  'NO_HUB',
  'INTERNAL',
] as const satisfies readonly DeliveryFailure['code'][]

const claimRow = z.object({
  referral_id: z.string(),
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
const outboxRow = z.object({
  referral_id: z.string(),
  service_id: z.string(),
  handle: z.string(),
  state: z.enum(['waiting', 'delivering', 'delivered', 'dead']),
  attempts: z.number(),
  next_attempt_at: z.string(),
  receipt: z.string().nullable(),
  failure_code: z.enum(FAILURE_CODES).nullable(),
  failure_status: z.number().nullable(),
  failure_note: z.string().nullable(),
  accepted_at: z.string(),
  settled_at: z.string().nullable(),
})
const patientKeyOf = z.object({ patient_key: z.string() })
const frozenBundle = z.custom<Bundle>(
  value =>
    z.looseObject({ resourceType: z.literal('Bundle'), type: z.literal('transaction') }).safeParse(value).success,
)

export function claimOf(row: Row): OutboxClaim {
  const { referral_id, service_id, attempts, look_first } = claimRow.parse(row)
  return { referralId: referral_id, serviceId: service_id, attempts, lookFirst: look_first === 1 }
}

export function outboxRowOf(row: Row, openNote: (sealed: string) => string): OutboxRow {
  const found = outboxRow.parse(row)
  return {
    referralId: found.referral_id,
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
        ...(found.failure_note !== null && { diagnostics: openNote(found.failure_note) }),
      },
    }),
  }
}

export function payloadOf(row: Row | undefined, open: (sealed: string) => string): Bundle {
  const sealed = z.string().safeParse(row?.payload)
  if (!sealed.success) throw new Error('The referral has no stored Bundle: it was deleted when its time was over.')
  return frozenBundle.parse(JSON.parse(open(sealed.data)))
}

/** What a delivery that ended in the background says in the audit: nobody was at the keyboard. */
export const settledOf = (row: Row, claim: OutboxClaim): Pick<AuditEntry, 'actor' | 'patientKey' | 'referralId'> => ({
  actor: 'system',
  patientKey: patientKeyOf.parse(row).patient_key,
  referralId: claim.referralId,
})
