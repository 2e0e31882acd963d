import { Button, ErrorSummary, Radios } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { phoneWords, type WorkWellService } from '../../../src/domain/site.ts'
import { WITHDRAWALS } from '../../../src/domain/withdrawal.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { ConsultationPage, PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { isNotConfirmed, type NotConfirmed, notConfirmedWords } from '../frame/not-confirmed.ts'

/** Why a referral could not be taken back. Each says what is true now, and what to do. */
export type Trouble = 'NO_REASON' | 'OVER' | 'NOT_THERE' | 'NOT_CERTAIN' | 'NOT_READ' | NotConfirmed

const TROUBLES: Readonly<Record<Exclude<Trouble, NotConfirmed>, (service: WorkWellService) => string>> = {
  NO_REASON: () => 'Select why you are withdrawing the referral',
  OVER: () => 'The service has already ended this referral, so there is nothing to withdraw. Nothing was changed.',
  NOT_THERE: service =>
    `${service.name}’s system does not have this referral now, so it could not be withdrawn there. Somebody at the service may still know of it: ring ${phoneWords(service)} if the patient must not be contacted.`,
  NOT_CERTAIN: service =>
    `It is not certain whether ${service.name} has the referral, so it was not withdrawn. Try again in a few minutes, or ring ${phoneWords(service)}.`,
  NOT_READ: service =>
    `How the referral stands could not be read from ${service.name}. Nothing was changed. Try again in a few minutes, or ring ${phoneWords(service)}.`,
}

const AGAIN =
  ', so it may not know of it. Try again in a few minutes: doing it twice does no harm. If the patient must not be contacted, do not wait'

const wordsOf = (trouble: Trouble, service: WorkWellService): string =>
  isNotConfirmed(trouble)
    ? `${notConfirmedWords(trouble, { service, what: 'the withdrawal', again: AGAIN })}.`
    : TROUBLES[trouble](service)

/** The referral is taken back with a reason, and the service is told (hazards H01, H11). Nothing is selected beforehand. */
export function WithdrawPage(props: {
  consultation: Consultation
  service: WorkWellService
  referralId: string
  trouble: Trouble | undefined
  synthetic: boolean
}): ReactElement {
  const { consultation, service, referralId, trouble, synthetic } = props
  const error = trouble && wordsOf(trouble, service)
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="Withdraw the referral"
      heading="Withdraw the referral"
      errors={error !== undefined}
    >
      {error && (
        <ErrorSummary>
          <ErrorSummary.Title>There is a problem</ErrorSummary.Title>
          <ErrorSummary.List>
            <ErrorSummary.ListItem {...(trouble === 'NO_REASON' && { href: '#why' })}>{error}</ErrorSummary.ListItem>
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      <p>
        {service.name} will be told to stop. It keeps what it has received, marked as withdrawn. Fit notes, and copies
        in the patient’s record, do not change.
      </p>
      <form method="post" noValidate>
        <PageIdentity consultation={consultation} />
        <Radios
          id="why-group"
          name="why"
          legend="Why are you withdrawing it?"
          legendProps={{ size: 'm' }}
          {...(trouble === 'NO_REASON' && { error })}
        >
          {Object.entries(WITHDRAWALS).map(([code, words], index) => (
            <Radios.Item key={code} id={index === 0 ? 'why' : `why-${code}`} value={code}>
              {words}
            </Radios.Item>
          ))}
        </Radios>
        <Button type="submit" warning>
          Withdraw the referral
        </Button>
      </form>
      <p>
        <a href={`${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}`}>Keep the referral</a>
      </p>
    </ConsultationPage>
  )
}
