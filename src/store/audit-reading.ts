import { z } from 'zod'
import { fail, ok, type Result } from '../domain/result.ts'
import { type AuditHead, type AuditRow, auditRowOf, chainHash, headSeal } from './audit-row.ts'
import type { Database, SqlValue } from './database.ts'
import type { SecretBox } from './secret-box.ts'

export interface AuditReading {
  /**
   * Whether any entry was changed, removed, moved or slipped in, or the end cut off; `seq` is the first that is wrong. With a
   * head that was noted outside, also whether the whole store was put back to an earlier day.
   */
  verify(noted?: AuditHead): Promise<Result<{ entries: number; head: string }, { seq: number }>>
  head(): Promise<AuditHead>
  /** For a subject access request: all entries about one patient, or by one clinician, in their order. */
  search(which: { patientKey: string } | { fhirUser: string; issuer?: string | undefined }): Promise<AuditRow[]>
  /** Every entry, a page at a time. */
  pages(): AsyncGenerator<AuditRow[]>
}

const PAGE = 1000
const LOWEST_INTEGER = -(2 ** 31)
const headRow = z.object({ seq: z.number(), hash: z.string(), seal: z.string().nullable(), newest: z.number() })

export function createAuditReading(database: Database, secretBox: SecretBox): AuditReading {
  async function readHead() {
    const [row] = await database.select(
      'select seq, hash, seal, (select coalesce(max(seq), 0) from audit) as newest from audit_head where id = 1',
    )
    return headRow.parse(row)
  }

  async function* pagesUpTo(last: number): AsyncGenerator<AuditRow[]> {
    // From below 1 on: an entry that was slipped in there is found too.
    for (let seq = LOWEST_INTEGER; ; ) {
      const rows = await database.select(
        `select * from audit where seq > $1 and seq <= $2 order by seq limit ${PAGE}`,
        [seq, last],
      )
      if (rows.length > 0) yield rows.map(auditRowOf)
      if (rows.length < PAGE) return
      seq = auditRowOf(rows.at(-1) ?? {}).seq
    }
  }

  return {
    async verify(noted) {
      const head = await readHead()
      if (head.newest > head.seq) return fail({ seq: head.seq + 1 })
      let seq = 0
      let before = ''
      for await (const rows of pagesUpTo(head.seq)) {
        for (const row of rows) {
          if (row.seq !== seq + 1 || row.hash !== chainHash(secretBox, before, row)) return fail({ seq: seq + 1 })
          if (noted?.seq === row.seq && noted.hash !== row.hash) return fail({ seq: row.seq })
          seq = row.seq
          before = row.hash
        }
      }
      const isWhole = seq === head.seq && before === head.hash && (noted === undefined || noted.seq <= seq)
      const isSealed = seq === 0 || head.seal === headSeal(secretBox, head)
      return isWhole && isSealed ? ok({ entries: seq, head: before }) : fail({ seq: seq + 1 })
    },
    async head() {
      const { seq, hash } = await readHead()
      return { seq, hash }
    },
    async search(which) {
      const [condition, values]: [string, SqlValue[]] =
        'patientKey' in which
          ? ['patient_key = $1', [which.patientKey]]
          : which.issuer === undefined
            ? ['fhir_user = $1', [which.fhirUser]]
            : ['fhir_user = $1 and issuer = $2', [which.fhirUser, which.issuer]]
      return (await database.select(`select * from audit where ${condition} order by seq`, values)).map(auditRowOf)
    },
    async *pages() {
      yield* pagesUpTo((await readHead()).seq)
    },
  }
}
