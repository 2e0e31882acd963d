import { displayInstant, type Instant } from '../../../src/domain/local-date.ts'
import type { ReferralStatus } from '../../../src/domain/referral-status.ts'
import { shortReference } from '../../../src/domain/short-reference.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { isWorkStatus, WORK_STATUS } from '../../../src/domain/work-status.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { closingLetter } from '../../paper/closing-letter.ts'
import { forPractice } from '../../paper/for-practice.ts'
import type { PaperDocument } from '../../paper/paper-document.ts'
import type { PaperLine } from '../../paper/paper-line.ts'
import { patientLines } from '../../paper/patient-lines.ts'
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

/** As the answers of this very consultation say, or the service's Task of an earlier one; where neither says so it is not known. */
export const isPhoneFirst = ({
  consultation,
  referralId,
  status,
}: Pick<Closing, 'consultation' | 'referralId' | 'status'>): boolean =>
  status.phoneFirst === true || (referralId === consultation.draft.referralId && asksPhoneFirst(consultation))

const NOT_SAID = 'Not said by the service'

export const closingPaper = (closing: Closing): PaperDocument => {
  const { status, service, consultation } = closing
  return closingLetter(forPractice(status.stage, status.updatedAt, service, consultation.today), closingLines(closing))
}

/** The letter line by line. What the service did not say is said to be missing. */
function closingLines(closing: Closing): PaperLine[] {
  const { consultation, service, referralId, status, sentOn, workStatusBefore } = closing
  const course = (label: string, said: string): PaperLine => ({ element: 'course', label, said })
  const names = [service.name, service.provider.name].join(', ')
  return [
    ...patientLines(consultation.context.patient),
    { element: 'service', label: 'Service', said: names },
    ...(service.phone
      ? [{ element: 'service-contact', label: 'Phone of the service', said: service.phone } as const]
      : []),
    { element: 'reference', label: 'Reference', said: shortReference(referralId) },
    course('Sent', sentOn ? displayInstant(sentOn) : NOT_SAID),
    course('Ended', status.updatedAt === 'unknown' ? NOT_SAID : displayInstant(status.updatedAt)),
    course('How it ended', stageWords(status.stage, undefined).says),
    ...(status.reason ? [course('Reason', status.reason)] : []),
    course('Outcome', status.outcome ? OUTCOME_WORDS[status.outcome] : NOT_SAID),
    course('Work status at referral', workStatusIn(workStatusBefore) ?? 'Not known'),
    course('Work status at the end', workStatusIn(status.workStatusAtEnd) ?? NOT_SAID),
    course('Plan', status.plan ?? NOT_SAID),
    course('Onward services', status.onwardServices ?? NOT_SAID),
    course('Message to the practice', status.message ?? NOT_SAID),
  ]
}

/** A service may say it in words of its own. */
const workStatusIn = (code: string | undefined): string | undefined =>
  code === undefined ? undefined : isWorkStatus(code) ? WORK_STATUS[code] : code
