import type { EarlierReferral } from '../../src/domain/clinical-context.ts'
import { type LocalDate, londonDay } from '../../src/domain/local-date.ts'
import type { AcceptedHere } from '../../src/store/accepted-referrals.ts'
import type { BasicDeps, SendingDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import { practiceKeyOf } from './practice-key.ts'

/** A referral of this patient beside the one of this consultation. */
export interface KnownReferral {
  readonly referralId: string
  readonly sentOn: LocalDate | 'unknown'
  /** As the record has it; undefined where the record has no copy. */
  readonly recorded: EarlierReferral | undefined
  /** As this app accepted it; undefined where another one did. */
  readonly accepted: AcceptedHere | undefined
}

/**
 * What the patient's record names, and what the clinician's own practice sent by this app where the record could not be given a copy. Nobody
 * reaches another patient's by guessing, nor learns by it what another practice sent (hazard H01): that stands on the practice's own list alone.
 */
export async function earlierReferrals(
  { context, draft, patientKey }: Consultation,
  deps: Pick<BasicDeps, 'patientKeyOf'> & Pick<SendingDeps, 'delivery'>,
): Promise<KnownReferral[]> {
  const accepted = await deps.delivery.acceptedFor(patientKey)
  const ownPractice = practiceKeyOf(draft.record, deps)
  const inRecord = context.referrals.map(
    (recorded): KnownReferral => ({
      referralId: recorded.referralId,
      sentOn: recorded.sentOn,
      recorded,
      accepted: accepted.find(each => each.referralId === recorded.referralId),
    }),
  )
  const onlyHere = accepted
    .filter(({ practiceKey }) => practiceKey !== undefined && practiceKey === ownPractice)
    .filter(({ referralId }) => !inRecord.some(each => each.referralId === referralId))
    .map((each): KnownReferral => {
      const sentOn = londonDay(new Date(each.acceptedAt))
      return { referralId: each.referralId, sentOn, recorded: undefined, accepted: each }
    })
  return [...inRecord, ...onlyHere].filter(({ referralId }) => referralId !== draft.referralId)
}
