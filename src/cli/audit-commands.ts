import { isNhsNumber } from '../domain/nhs-number.ts'
import { patientIdentity } from '../domain/patient-identity.ts'
import { writeAuditEvent } from '../fhir/write-audit-event.ts'
import type { AuditHead, AuditRow } from '../store/audit-row.ts'
import type { Store } from '../store/open-store.ts'

export const AUDIT_USAGE = `npm run audit -- head                                 where the chain ends: note it outside the store
npm run audit -- verify [seq:hash]                    was any entry changed, removed, moved or cut off; with a noted head, also a store put back
npm run audit -- patient <NHS number> [csv|json]      all entries about one patient (or: <FHIR base of the EHR>/Patient/<id>)
npm run audit -- clinician <fhirUser> [csv|json]      all entries by one clinician, e.g. Practitioner/123
npm run audit -- export                               every entry as a FHIR AuditEvent, one a line (NDJSON)`

const COLUMNS = ['seq', 'recorded_at', 'action', 'fhir_user', 'issuer', 'referral_id', 'detail'] as const

/** `npm run audit`: the exit code; 2 when the command was not understood. */
export async function runAudit(
  { audit, secretBox }: Pick<Store, 'audit' | 'secretBox'>,
  [command, subject = '', format = 'csv']: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  switch (command) {
    case 'head': {
      const { seq, hash } = await audit.head()
      say(`${seq}:${hash}`)
      return 0
    }
    case 'verify':
      return verify(subject)
    case 'patient': {
      const identity = identityOf(subject)
      if (identity === undefined)
        return notUnderstood(`${subject || 'Nothing'} is no NHS number: ten digits, the last a check digit.`)
      const patientKey = secretBox.keyedHash(identity)
      const found = await audit.search({ patientKey })
      await audit.record({ action: 'audit-searched', actor: 'system', patientKey, detail: 'patient' })
      return list(found, format)
    }
    case 'clinician': {
      if (subject === '') return notUnderstood('Say which clinician: the fhirUser of their id_token.')
      const found = await audit.search({ fhirUser: subject })
      await audit.record({ action: 'audit-searched', actor: 'system', detail: 'clinician' })
      return list(found, format)
    }
    case 'export':
      for await (const rows of audit.pages()) for (const row of rows) say(JSON.stringify(writeAuditEvent(actOf(row))))
      return 0
    default:
      return notUnderstood(AUDIT_USAGE)
  }

  async function verify(noted: string): Promise<number> {
    const head = headOf(noted)
    if (noted !== '' && head === undefined) return notUnderstood('A noted head is seq:hash, as "head" prints it.')
    const result = await audit.verify(head)
    say(
      result.ok
        ? `The audit is whole: ${result.value.entries} entries, the last ${result.value.head || 'none'}.`
        : `The audit is NOT whole: entry ${result.failure.seq} was changed, removed or moved. Keep the store as it is, and ask who could write to it.`,
    )
    return result.ok ? 0 : 1
  }

  function list(rows: readonly AuditRow[], as: string): number {
    if (as !== 'csv' && as !== 'json') return notUnderstood('The format is csv or json.')
    const shown = rows.map(row => Object.fromEntries(COLUMNS.map(name => [name, row[name]])))
    if (as === 'json') say(JSON.stringify(shown, null, 2))
    else
      for (const line of [COLUMNS, ...shown.map(row => COLUMNS.map(name => row[name]))]) say(line.map(cell).join(','))
    return 0
  }

  function notUnderstood(why: string): number {
    say(why)
    return 2
  }
}

function identityOf(subject: string): string | undefined {
  const digits = subject.replace(/\s/g, '')
  if (isNhsNumber(digits)) return patientIdentity({ nhsNumber: digits, issuer: '', id: '' })
  const [, issuer, id] = /^(https?:\/\/.+)\/Patient\/([A-Za-z0-9\-.]{1,64})$/.exec(subject) ?? []
  return issuer === undefined || id === undefined ? undefined : patientIdentity({ issuer, id })
}

function headOf(text: string): AuditHead | undefined {
  const [, seq, hash] = /^(\d{1,9}):([\w-]*)$/.exec(text) ?? []
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash }
}

const actOf = (row: AuditRow) => ({
  seq: row.seq,
  recordedAt: row.recorded_at,
  action: row.action,
  fhirUser: row.fhir_user,
  issuer: row.issuer,
  patientKey: row.patient_key,
  referralId: row.referral_id,
  detail: row.detail,
})

/** Quoted where a comma or quote is in it; never begun with a sign that a spreadsheet takes for a formula. */
function cell(value: unknown): string {
  const text = String(value ?? '').replace(/^[=+\-@\t\r]/, "'$&")
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}
