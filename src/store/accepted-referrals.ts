import { z } from 'zod'
import type { Query } from './database.ts'
import { OUTBOX_STATES, type OutboxState } from './outbox-row.ts'

const row = z.object({
  referral_id: z.string(),
  accepted_at: z.string(),
  service_id: z.string(),
  state: z.enum(OUTBOX_STATES),
  practice_key: z.string().nullable(),
  withdrawn_at: z.string().nullable(),
})

/** A referral of a patient that this app has accepted, whatever became of it. */
export interface AcceptedHere {
  readonly referralId: string
  readonly acceptedAt: string
  readonly serviceId: string
  readonly state: OutboxState
  /** The practice that referred; undefined where its record system named none. */
  readonly practiceKey: string | undefined
  /** When it was withdrawn from here, at its service or on the way there. */
  readonly withdrawnAt: string | undefined
}

/** A patient has few; a record that is busier than that is no reason to read on. */
const MOST = 50

/** The newest first. */
export async function acceptedReferralsOf(query: Pick<Query, 'select'>, patientKey: string): Promise<AcceptedHere[]> {
  const rows = await query.select(
    `select m.referral_id, m.accepted_at, m.service_id, m.state, m.practice_key,
       (select max(w.accepted_at) from outbox_message w where w.referral_id = m.referral_id and w.kind = 'withdrawal'
         and w.state not in ('cancelled', 'dead')) as withdrawn_at
     from outbox_message m where m.patient_key = $1 and m.kind = 'referral' order by m.accepted_at desc limit ${MOST}`,
    [patientKey],
  )
  return rows.map(each => {
    const found = row.parse(each)
    return {
      referralId: found.referral_id,
      acceptedAt: found.accepted_at,
      serviceId: found.service_id,
      state: found.state,
      practiceKey: found.practice_key ?? undefined,
      withdrawnAt: found.withdrawn_at ?? undefined,
    }
  })
}
