import { z } from 'zod'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Database, Query } from './database.ts'
import type { SecretBox } from './secret-box.ts'

export const AUDIT_ACTIONS = [
  'launched',
  'viewed',
  'changed',
  'accepted',
  'amended',
  'withdrew',
  'delivered',
  'not-delivered',
  'retried',
  'cancelled',
  'declined',
  'status-read',
  'copied-to-record',
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

export interface Audit {
  record(entry: AuditEntry): Promise<void>
  /** The same inside a transaction: what happened and its audit entry are one commit. */
  append(query: Query, entry: AuditEntry): Promise<void>
  /** Whether any entry was changed, removed or slipped in. Keep `head` elsewhere to notice a swap of the whole store. */
  verify(): Promise<Result<{ entries: number; head: string }, { seq: number }>>
}

const CODE = /^[A-Za-z0-9._:-]{1,64}$/
const PAGE = 1000

const headRow = z.object({ seq: z.number(), hash: z.string() })
const newestRow = headRow.extend({ newest: z.number() })
const auditRow = z.object({
  seq: z.number(),
  recorded_at: z.string(),
  action: z.string(),
  fhir_user: z.string(),
  issuer: z.string(),
  patient_key: z.string().nullable(),
  referral_id: z.string().nullable(),
  detail: z.string(),
  hash: z.string(),
})
type AuditRow = z.infer<typeof auditRow>

/** Append-only. Each row's keyed hash covers the row before it, so that nobody without the data key can mend the chain. */
export function createAudit(database: Database, secretBox: SecretBox): Audit {
  const hashOf = (before: string, row: Omit<AuditRow, 'hash'>): string =>
    secretBox.keyedHash(
      JSON.stringify([
        before,
        row.seq,
        row.recorded_at,
        row.action,
        row.fhir_user,
        row.issuer,
        row.patient_key,
        row.referral_id,
        row.detail,
      ]),
      'audit',
    )

  async function append(query: Query, entry: AuditEntry): Promise<void> {
    if (!CODE.test(entry.detail)) throw new Error(`The audit detail of "${entry.action}" is not a code.`)
    // Moving the head first makes writers on other instances wait here, so the chain never forks.
    const [moved] = await query.change('update audit_head set seq = seq + 1 where id = 1 returning seq, hash')
    const head = headRow.parse(moved)
    const actor = entry.actor === 'system' ? { fhirUser: 'system', issuer: '' } : entry.actor
    const row = {
      seq: head.seq,
      recorded_at: (await query.now()).toISOString(),
      action: entry.action,
      fhir_user: actor.fhirUser,
      issuer: actor.issuer,
      patient_key: entry.patientKey ?? null,
      referral_id: entry.referralId ?? null,
      detail: entry.detail,
    }
    const hash = hashOf(head.hash, row)
    await query.change(
      `insert into audit (seq, recorded_at, action, fhir_user, issuer, patient_key, referral_id, detail, hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [...Object.values(row), hash],
    )
    await query.change('update audit_head set hash = $1 where id = 1', [hash])
  }

  async function verify(): Promise<Result<{ entries: number; head: string }, { seq: number }>> {
    const [first] = await database.select(
      'select seq, hash, (select coalesce(max(seq), 0) from audit) as newest from audit_head where id = 1',
    )
    const head = newestRow.parse(first)
    if (head.newest > head.seq) return fail({ seq: head.seq + 1 })
    let seq = 0
    let before = ''
    for (;;) {
      const rows = await database.select(
        `select * from audit where seq > $1 and seq <= $2 order by seq limit ${PAGE}`,
        [seq, head.seq],
      )
      for (const found of rows) {
        const row = auditRow.parse(found)
        if (row.seq !== seq + 1 || row.hash !== hashOf(before, row)) return fail({ seq: seq + 1 })
        seq = row.seq
        before = row.hash
      }
      if (rows.length < PAGE) break
    }
    return seq === head.seq && before === head.hash ? ok({ entries: seq, head: before }) : fail({ seq: seq + 1 })
  }

  return { record: entry => database.transaction(query => append(query, entry)), append, verify }
}
