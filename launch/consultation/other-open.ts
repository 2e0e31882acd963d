import type { LocalDate } from '../../src/domain/local-date.ts'
import { isEnded } from '../../src/domain/referral-course.ts'
import { newest } from '../../src/domain/referral-to-show.ts'
import type { BasicDeps, FollowingDeps, SendingDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import { earlierReferrals } from './earlier-referrals.ts'

/** Another referral of the patient that is open as far as record and store say; its own page asks the service. */
export interface OtherOpen {
  readonly referralId: string
  readonly sentOn: LocalDate | 'unknown'
}

/** The newest first. */
export async function otherOpenReferrals(
  consultation: Consultation,
  than: string,
  deps: Pick<BasicDeps, 'patientKeyOf'> & Pick<SendingDeps, 'delivery'> & Pick<FollowingDeps, 'lastSeen'>,
): Promise<OtherOpen[]> {
  const known = await earlierReferrals(consultation, deps)
  const open = await Promise.all(
    known.map(async ({ referralId, recorded, accepted }) => {
      if (recorded?.open === false || accepted?.withdrawnAt) return false
      if (accepted?.state === 'cancelled' || accepted?.state === 'dead') return false
      const last = await deps.lastSeen(referralId)
      return !(last && isEnded(last.stage))
    }),
  )
  return newest(known.filter((each, index) => open[index] && each.referralId !== than)).map(
    ({ referralId, sentOn }) => ({ referralId, sentOn }),
  )
}
