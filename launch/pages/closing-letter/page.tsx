import { SummaryList } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { displayDate, displayInstant, type Instant } from '../../../src/domain/local-date.ts'
import { displayNhsNumber, isNhsNumber } from '../../../src/domain/nhs-number.ts'
import type { ReferralStatus } from '../../../src/domain/referral-status.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { isWorkStatus, WORK_STATUS } from '../../../src/domain/work-status.ts'
import { CloseForm } from '../close/close-form.tsx'
import type { Consultation } from '../consultation-of.ts'
import { ConsultationPage } from '../consultation-page.tsx'
import { pathOf } from '../gate.ts'
import { OUTCOME_WORDS, STAGE_WORDS } from '../status/words.ts'

const NOT_SAID = 'Not said by the service'

/** What the service said at the end, to be printed or copied into the record. What it did not say is said to be missing. */
export function ClosingLetterPage(props: {
  consultation: Consultation
  service: WorkWellService
  referralId: string
  status: ReferralStatus
  sentOn: Instant | undefined
  workStatusBefore: string | undefined
  synthetic: boolean
}): ReactElement {
  const { consultation, service, referralId, status, sentOn, workStatusBefore, synthetic } = props
  const { patient } = consultation.context
  const lines = [
    ['Patient', patient.name],
    ['Date of birth', patient.birthDate === 'unknown' ? 'Not recorded' : displayDate(patient.birthDate)],
    ['NHS number', isNhsNumber(patient.nhsNumber) ? displayNhsNumber(patient.nhsNumber) : 'Not recorded'],
    ['Service', [service.name, service.provider.name, service.phone].filter(Boolean).join(', ')],
    ['Referral reference', referralId],
    ['Sent', sentOn ? displayInstant(sentOn) : NOT_SAID],
    ['Ended', status.updatedAt === 'unknown' ? NOT_SAID : displayInstant(status.updatedAt)],
    ['How it ended', STAGE_WORDS[status.stage].says],
    ...(status.reason ? [['Reason', status.reason] as const] : []),
    ['Outcome', status.outcome ? OUTCOME_WORDS[status.outcome] : NOT_SAID],
    ['Work status at referral', workStatusIn(workStatusBefore) ?? 'Not known'],
    ['Work status at the end', workStatusIn(status.workStatusAtEnd) ?? NOT_SAID],
    ['Plan', status.plan ?? NOT_SAID],
    ['Onward services', status.onwardServices ?? NOT_SAID],
    ['Message to the practice', status.message ?? NOT_SAID],
  ] as const
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="Closing letter"
      heading="WorkWell: how the referral ended"
    >
      <p className="ww-no-print">
        Print this page, or copy it into the patient’s record: this app does not file it.{' '}
        <a href={`${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}`}>Back to the status</a>
      </p>
      <SummaryList>
        {lines.map(([label, said]) => (
          <SummaryList.Row key={label}>
            <SummaryList.Key>{label}</SummaryList.Key>
            <SummaryList.Value>{said}</SummaryList.Value>
          </SummaryList.Row>
        ))}
      </SummaryList>
      <div className="ww-no-print">
        <CloseForm consultation={consultation} />
      </div>
    </ConsultationPage>
  )
}

/** A service may say it in words of its own. */
const workStatusIn = (code: string | undefined): string | undefined =>
  code === undefined ? undefined : isWorkStatus(code) ? WORK_STATUS[code] : code
