import { displayDate, type Instant, type LocalDate, londonDay } from '../../src/domain/local-date.ts'
import type { ReferralStage } from '../../src/domain/referral-status.ts'
import { phoneWords, type WorkWellService } from '../../src/domain/site.ts'
import { addWorkingDays } from '../../src/domain/working-days.ts'

/** What is said in two working days as on the practice’s list (hazard H03). */
const WORKING_DAYS = 2

const NOTHING: Partial<Record<ReferralStage, string>> = {
  'closed-declined': 'The patient did not want it, and can come back at any time.',
  'closed-consent-withdrawn': 'The patient withdrew their agreement.',
  withdrawn: 'The referral was withdrawn.',
  'entered-in-error': 'The referral was cancelled as a mistake.',
}

const INFORMATION: Partial<Record<ReferralStage, string>> = {
  'closed-outcome': 'WorkWell has finished its work with the patient.',
  finished: 'WorkWell has finished its work with the patient, and does not say what came of it.',
  'closed-no-contact': 'WorkWell could not reach the patient. They can be referred again.',
  'not-accepted': 'WorkWell declined the referral.',
}

/**
 * The first line of what comes to a practice: nothing to do, for information, or what to do and by when. A task is made for the practice only where
 * nobody else can know that the patient waits.
 */
export function forPractice(
  stage: ReferralStage,
  endedAt: Instant | 'unknown',
  service: WorkWellService,
  today: LocalDate,
): string {
  const nothing = NOTHING[stage]
  if (nothing !== undefined) return `Nothing to do. ${nothing}`
  if (stage === 'failed') {
    const from = endedAt === 'unknown' ? today : londonDay(new Date(endedAt))
    const by = displayDate(addWorkingDays(from, WORKING_DAYS))
    return `Please do: ring ${service.name} on ${phoneWords(service)}, by ${by}. The referral did not reach a coach.`
  }
  return `For information. ${INFORMATION[stage] ?? 'The referral has ended, and the service does not say in full how.'}`
}
