import type { Database } from '../../src/store/database.ts'

const MINUTE = 60_000
const PATHWAYS = ['refer', 'note-and-refer', 'note-perhaps']
const ENDS = ['returned-same-role', 'still-absent', null]

/** Referrals of one service as the store keeps them once they were delivered: every tenth has just been sent, half have ended. */
export async function fillStore(
  database: Database,
  { count, practiceKey, minutesApart }: { count: number; practiceKey: string; minutesApart: number },
): Promise<void> {
  const now = Date.now()
  const at = (minutes: number): string => new Date(now - minutes * MINUTE).toISOString()
  await database.transaction(async query => {
    for (let index = 0; index < count; index += 1) {
      const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
      const minutes = (count - index) * minutesApart
      const receipt = {
        receivedAt: at(minutes),
        serviceRequest: `ServiceRequest/${index}`,
        task: `Task/${index}`,
        patient: `Patient/${index}`,
      }
      await query.change(
        `insert into outbox_message (message_id, referral_id, position, kind, service_id, handle, patient_key, state, payload, attempts, look_first,
           next_attempt_at, receipt, accepted_at, settled_at, practice_key, pathway)
         values ($1, $1, 1, 'referral', 'demo-workwell', 'handle', 'key', 'delivered', null, 1, 0, $2, $3, $2, $2, $4, $5)`,
        [id, at(minutes), JSON.stringify(receipt), practiceKey, PATHWAYS[index % 3] ?? null],
      )
      const [isSeen, isContacted, isEnded] = [index % 10 > 0, index % 10 > 2, index % 2 === 0]
      await query.change(
        `insert into referral_course (referral_id, checked_at, stage, version, seen_at, acknowledged_at, first_contact_at, started_at, ended_at, outcome)
         values ($1, $2, $3, '3', $2, $4, $5, $6, $7, $8)`,
        [
          id,
          at(0),
          isEnded ? 'closed-outcome' : isContacted ? 'contacted' : isSeen ? 'received' : 'sent',
          isSeen ? at(minutes - 60) : null,
          isContacted ? at(minutes - (index % 9) * 1440) : null,
          isEnded ? at(minutes - 20_000) : null,
          isEnded ? at(minutes - 40_000) : null,
          isEnded ? (ENDS[index % 3] ?? null) : null,
        ],
      )
    }
  })
}
