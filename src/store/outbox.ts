import type { Bundle } from 'fhir/r4.js'
import type { CountFacts } from '../domain/count-facts.ts'
import type { MessageKind } from '../domain/delivery.ts'
import { type AcceptedHere, acceptedReferralsOf } from './accepted-referrals.ts'
import type { Audit, AuditAction, AuditActor } from './audit.ts'
import { keepCountFacts } from './count-facts.ts'
import type { Database } from './database.ts'
import { type OpenReferral, openReferralsOf } from './open-referrals.ts'
import { createOutboxClaiming, type OutboxClaiming } from './outbox-claiming.ts'
import { createOutboxRequeueing, type OutboxRequeueing } from './outbox-requeueing.ts'
import { type OutboxRow, type OutboxState, outboxRowOf, payloadOf, READ_COLUMNS } from './outbox-row.ts'
import { createOutboxSettling, type OutboxSettling } from './outbox-settling.ts'
import { type PracticeRows, readPracticeRows } from './practice-rows.ts'
import type { SecretBox } from './secret-box.ts'

export interface AcceptedReferral {
  readonly referralId: string
  /** What is said of the referral after it. Left out: the referral itself, a message that bears the referral's id. */
  readonly message?: { readonly id: string; readonly kind: Exclude<MessageKind, 'referral'> }
  readonly serviceId: string
  readonly handle: string
  /** Frozen from here on: the same message offered again keeps the first one (decision 7). */
  readonly bundle: Bundle
  readonly actor: AuditActor
  readonly patientKey: string
  /** Of the practice whose clinician refers, where the record names it. */
  readonly practiceKey?: string | undefined
  /** For counting. */
  readonly pathway?: string | undefined
  readonly countFacts?: CountFacts | undefined
  /** The patient's open referrals that the clinician has seen, and refers beside. Left out, nothing is looked at. */
  readonly beside?: readonly string[]
}

export interface Outbox extends OutboxClaiming, OutboxRequeueing, OutboxSettling {
  /** One durable commit of the message and its audit entry. False when it was there already, or another referral is open that nobody has seen. */
  accept(message: AcceptedReferral): Promise<boolean>
  /** The patient's open referrals, oldest first. */
  openOf(patientKey: string): Promise<OpenReferral[]>
  acceptedFor(patientKey: string): Promise<AcceptedHere[]>
  payload(messageId: string): Promise<Bundle>
  /** A referral's own message bears the referral's id. */
  read(messageId: string): Promise<OutboxRow | undefined>
  /** The messages of one referral in their order, or those in these states, oldest first. */
  list(which: { referralId: string } | { states: readonly OutboxState[] }): Promise<OutboxRow[]>
  /** The referrals of one practice that are no older than so many days; of those that are delivered the newest `most`. */
  ofPractice(practiceKey: string, days: number, most: number): Promise<PracticeRows>
  /** Deletes what the retention times of decision 8 no longer allow us to hold; how many. */
  purge(): Promise<number>
}

export interface OutboxRetention {
  readonly deliveredDays: number
  readonly deadDays: number
}

const DAY = 86_400_000
const ACCEPTED: Readonly<Record<MessageKind, AuditAction>> = {
  referral: 'accepted',
  amendment: 'amended',
  withdrawal: 'withdrew',
}

export function createOutbox(deps: {
  database: Database
  secretBox: SecretBox
  audit: Audit
  keep?: OutboxRetention
}): Outbox {
  const { database, secretBox, audit, keep = { deliveredDays: 7, deadDays: 30 } } = deps
  const openNote = (messageId: string, sealed: string): string => secretBox.open('delivery note', messageId, sealed)

  return {
    accept: ({
      referralId,
      message,
      serviceId,
      handle,
      bundle,
      actor,
      patientKey,
      practiceKey,
      pathway,
      countFacts,
      beside,
    }) =>
      // Two of one referral come one after the other: later messages take their places, and the same one finds itself. Two referrals of one
      // patient do so too: of two windows, the second hears of the first (hazard H13).
      database.exclusive(beside ? `outbox of ${patientKey}` : `outbox ${referralId}`, async query => {
        const { id, kind } = message ?? { id: referralId, kind: 'referral' as const }
        const open = beside ? await openReferralsOf(query, patientKey) : []
        if (open.some(each => each.referralId !== referralId && !beside?.includes(each.referralId))) return false
        const added = await query.change(
          `insert into outbox_message (message_id, referral_id, position, kind, service_id, handle, patient_key, state, payload,
             attempts, look_first, next_attempt_at, accepted_at, practice_key, pathway)
           select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, 'waiting', $7, 0, 0, $8, $8, $9, $10
             from outbox_message where referral_id = $2
           on conflict (message_id) do nothing returning message_id`,
          [
            id,
            referralId,
            kind,
            serviceId,
            handle,
            patientKey,
            secretBox.seal('outbox payload', id, JSON.stringify(bundle)),
            (await query.now()).toISOString(),
            practiceKey ?? null,
            pathway ?? null,
          ],
        )
        if (added.length === 0) return false
        if (countFacts) await keepCountFacts(query, secretBox, referralId, countFacts)
        await audit.append(query, { action: ACCEPTED[kind], actor, patientKey, referralId, detail: serviceId })
        return true
      }),

    ...createOutboxClaiming(database),
    ...createOutboxRequeueing({ database, audit }),
    ...createOutboxSettling(deps),

    openOf: patientKey => openReferralsOf(database, patientKey),

    acceptedFor: patientKey => acceptedReferralsOf(database, patientKey),

    async payload(messageId) {
      const [row] = await database.select('select payload from outbox_message where message_id = $1', [messageId])
      return payloadOf(row, sealed => secretBox.open('outbox payload', messageId, sealed))
    },

    async read(messageId) {
      const [row] = await database.select(`select ${READ_COLUMNS} from outbox_message where message_id = $1`, [
        messageId,
      ])
      return row && outboxRowOf(row, openNote)
    },

    async list(which) {
      const [condition, values] =
        'referralId' in which
          ? ['referral_id = $1', [which.referralId]]
          : [`state in (${which.states.map((_, index) => `$${index + 1}`).join(', ')})`, which.states]
      const rows = await database.select(
        `select ${READ_COLUMNS} from outbox_message where ${condition} order by accepted_at, referral_id, position`,
        values,
      )
      return rows.map(row => outboxRowOf(row, openNote))
    },

    async ofPractice(practiceKey, days, most) {
      const since = new Date((await database.now()).getTime() - days * DAY).toISOString()
      return readPracticeRows(database, { practiceKey, since, most }, openNote)
    },

    async purge() {
      const now = (await database.now()).getTime()
      const daysAgo = (days: number): string => new Date(now - days * DAY).toISOString()
      const gone = await database.change(
        `update outbox_message set payload = null, failure_note = null
         where payload is not null and ((state = 'delivered' and settled_at < $1) or (state = 'dead' and settled_at < $2))
         returning message_id`,
        [daysAgo(keep.deliveredDays), daysAgo(keep.deadDays)],
      )
      return gone.length
    },
  }
}
