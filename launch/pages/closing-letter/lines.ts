import { displayDate, displayInstant, type Instant } from '../../../src/domain/local-date.ts'
import { displayNhsNumber, isNhsNumber } from '../../../src/domain/nhs-number.ts'
import type { ReferralStatus } from '../../../src/domain/referral-status.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { isWorkStatus, WORK_STATUS } from '../../../src/domain/work-status.ts'
import type { Consultation } from '../consultation-of.ts'
import { OUTCOME_WORDS, stageWords } from '../status/words.ts'

/** What a closing letter is written from. */
export interface Closing {
  readonly consultation: Consultation
  readonly service: WorkWellService
  readonly referralId: string
  readonly status: ReferralStatus
  readonly sentOn: Instant | undefined
  readonly workStatusBefore: string | undefined
}

const NOT_SAID = 'Not said by the service'

/** The letter line by line. What the service did not say is said to be missing. */
export function closingLines(closing: Closing): readonly (readonly [label: string, said: string])[] {
  const { consultation, service, referralId, status, sentOn, workStatusBefore } = closing
  const { patient } = consultation.context
  return [
    ['Patient', patient.name],
    ['Date of birth', patient.birthDate === 'unknown' ? 'Not recorded' : displayDate(patient.birthDate)],
    ['NHS number', isNhsNumber(patient.nhsNumber) ? displayNhsNumber(patient.nhsNumber) : 'Not recorded'],
    ['Service', [service.name, service.provider.name, service.phone].filter(Boolean).join(', ')],
    ['Referral reference', referralId],
    ['Sent', sentOn ? displayInstant(sentOn) : NOT_SAID],
    ['Ended', status.updatedAt === 'unknown' ? NOT_SAID : displayInstant(status.updatedAt)],
    ['How it ended', stageWords(status.stage, service).says],
    ...(status.reason ? [['Reason', status.reason] as const] : []),
    ['Outcome', status.outcome ? OUTCOME_WORDS[status.outcome] : NOT_SAID],
    ['Work status at referral', workStatusIn(workStatusBefore) ?? 'Not known'],
    ['Work status at the end', workStatusIn(status.workStatusAtEnd) ?? NOT_SAID],
    ['Plan', status.plan ?? NOT_SAID],
    ['Onward services', status.onwardServices ?? NOT_SAID],
    ['Message to the practice', status.message ?? NOT_SAID],
  ]
}

/** A service may say it in words of its own. */
const workStatusIn = (code: string | undefined): string | undefined =>
  code === undefined ? undefined : isWorkStatus(code) ? WORK_STATUS[code] : code
