import { z } from 'zod'
import { type AuditReading, createAuditReading } from './audit-reading.ts'
import { chainHash, headSeal } from './audit-row.ts'
import type { Database, Query } from './database.ts'
import type { SecretBox } from './secret-box.ts'

export const AUDIT_ACTIONS = [
  'launched',
  'viewed',
  'offered',
  'changed',
  'accepted',
  'amended',
  'contact-released',
  'contact-opened',
  'withdrew',
  'delivered',
  'not-delivered',
  'retried',
  'cancelled',
  'declined',
  'against-rules',
  'status-read',
  'copied-to-record',
  'audit-searched',
  'coach-signed-in',
  'worklist-viewed',
  'referral-opened',
  'referral-moved',
  'counts-read',
  'practice-list-viewed',
  'letter-opened',
  'letter-refused',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** A clinician as the EHR's id_token names them, or this app itself (delivery in the background). */
export type AuditActor = { readonly fhirUser: string; readonly issuer: string } | 'system'

export interface AuditEntry {
  readonly action: AuditAction
  readonly actor: AuditActor
  /** A keyed hash, never an NHS number. */
  readonly patientKey?: string
  readonly referralId?: string
  /** A code such as TIMEOUT. Never clinical text: anything that is not a code is refused. */
  readonly detail: string
}

export interface Audit extends AuditReading {
  record(entry: AuditEntry): Promise<void>
  /** The same inside a transaction: what happened and its audit entry are one commit. */
  append(query: Query, entry: AuditEntry): Promise<void>
  /** Once, for a store from before the end of the chain was sealed. */
  sealHead(): Promise<void>
}

const CODE = /^[A-Za-z0-9._:-]{1,64}$/
const headRow = z.object({ seq: z.number(), hash: z.string() })

/** Append-only. Each row's keyed hash covers the row before it, so that nobody without the data key can mend the chain. */
export function createAudit(database: Database, secretBox: SecretBox): Audit {
  async function append(query: Query, entry: AuditEntry): Promise<void> {
    if (!CODE.test(entry.detail)) throw new Error(`The audit detail of "${entry.action}" is not a code.`)
    // Moving the head first makes writers on other instances wait here, so the chain never forks.
    const [moved] = await query.change('update audit_head set seq = seq + 1 where id = 1 returning seq, hash')
    const before = headRow.parse(moved)
    const actor = entry.actor === 'system' ? { fhirUser: 'system', issuer: '' } : entry.actor
    const row = {
      seq: before.seq,
      recorded_at: (await query.now()).toISOString(),
      action: entry.action,
      fhir_user: actor.fhirUser,
      issuer: actor.issuer,
      patient_key: entry.patientKey ?? null,
      referral_id: entry.referralId ?? null,
      detail: entry.detail,
    }
    const hash = chainHash(secretBox, before.hash, row)
    await query.change(
      `insert into audit (seq, recorded_at, action, fhir_user, issuer, patient_key, referral_id, detail, hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [...Object.values(row), hash],
    )
    await query.change('update audit_head set hash = $1, seal = $2 where id = 1', [
      hash,
      headSeal(secretBox, { seq: row.seq, hash }),
    ])
  }

  return {
    record: entry => database.transaction(query => append(query, entry)),
    append,
    sealHead: () =>
      database.transaction(async query => {
        const [found] = await query.select('select seq, hash from audit_head where id = 1 and seal is null for update')
        if (!found) return
        await query.change('update audit_head set seal = $1 where id = 1', [headSeal(secretBox, headRow.parse(found))])
      }),
    ...createAuditReading(database, secretBox),
  }
}
