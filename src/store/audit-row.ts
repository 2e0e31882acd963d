import { z } from 'zod'
import type { Row } from './database.ts'
import type { SecretBox } from './secret-box.ts'

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
export type AuditRow = z.infer<typeof auditRow>

export const auditRowOf = (row: Row): AuditRow => auditRow.parse(row)

/** Where the chain ends: to be kept outside the store, for a whole store put back to an earlier day is whole in itself. */
export interface AuditHead {
  readonly seq: number
  readonly hash: string
}

/** The keyed hash of a row covers the row before it. */
export const chainHash = (secretBox: SecretBox, before: string, row: Omit<AuditRow, 'hash'>): string =>
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

/** The head's own seal: without the key nobody can let the chain end earlier. */
export const headSeal = (secretBox: SecretBox, { seq, hash }: AuditHead): string =>
  secretBox.keyedHash(JSON.stringify(['head', seq, hash]), 'audit')
