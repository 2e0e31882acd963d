import { z } from 'zod'
import type { Query } from './database.ts'

const row = z.object({ referral_id: z.string(), accepted_at: z.string() })

/** A referral of a patient that this app has accepted and nobody has ended: on its way, or at its service. */
export interface OpenReferral {
  readonly referralId: string
  readonly acceptedAt: string
}

/** Of this patient, without those that were given up, taken back, withdrawn or have ended at their service (hazard H13). */
export async function openReferralsOf(query: Pick<Query, 'select'>, patientKey: string): Promise<OpenReferral[]> {
  const rows = await query.select(
    `select m.referral_id, m.accepted_at from outbox_message m
       left join referral_course c on c.referral_id = m.referral_id
     where m.patient_key = $1 and m.kind = 'referral' and m.state not in ('cancelled', 'dead') and c.ended_at is null
       and not exists (select 1 from outbox_message w
         where w.referral_id = m.referral_id and w.kind = 'withdrawal' and w.state not in ('cancelled', 'dead'))
     order by m.accepted_at`,
    [patientKey],
  )
  return rows.map(each => {
    const { referral_id: referralId, accepted_at: acceptedAt } = row.parse(each)
    return { referralId, acceptedAt }
  })
}
