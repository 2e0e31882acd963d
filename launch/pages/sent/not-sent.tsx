import { Button, Details } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Delivery, DeliveryFailure } from '../../../src/domain/delivery.ts'
import { kindOf } from '../../../src/domain/failure-kind.ts'
import type { FailureKind } from '../../../src/domain/gateway-failure.ts'
import { phoneWords, type WorkWellService } from '../../../src/domain/site.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { mayPointTo } from '../../consultation/pointed-to.ts'
import { PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { whyNotSent } from './why-not-sent.ts'

export type Undelivered = Extract<Delivery, { state: 'waiting' | 'dead' }>

const failureOf = (delivery: Undelivered): DeliveryFailure | undefined =>
  delivery.state === 'dead' ? delivery.failure : delivery.lastFailure

/** Until a hub has been heard, nothing but time stands in the way. */
const kindOfDelivery = (delivery: Undelivered): FailureKind => {
  const failure = failureOf(delivery)
  return failure ? kindOf(failure) : 'passing'
}

const HEADINGS: Readonly<Record<FailureKind, (service: WorkWellService) => string>> = {
  passing: () => 'Referral saved, not sent yet',
  'to-mend': ({ name }) => `Referral saved, not sent: the connection to ${name} has a fault`,
  declined: ({ name }) => `${name} did not take this referral`,
}

export const notSentHeading = (delivery: Undelivered, service: WorkWellService): string =>
  HEADINGS[kindOfDelivery(delivery)](service)

/** What is true of a referral that is not at its service, and what the clinician does: each kind has its own words (hazard H03). */
export function NotSent(props: {
  consultation: Consultation
  service: WorkWellService
  delivery: Undelivered
}): ReactElement {
  const { consultation, service, delivery } = props
  const failure = failureOf(delivery)
  const selfReferral = mayPointTo(consultation) ? service.selfReferral : undefined
  return (
    <>
      {PARTS[kindOfDelivery(delivery)]({ service, failure, selfReferral })}
      <HubWords failure={failure} />
      <form method="post">
        <PageIdentity consultation={consultation} />
        <Button type="submit">Try to send it now</Button>
      </form>
      <p>
        <a href={pathOf(consultation, 'status')}>See how the referral stands</a>
      </p>
    </>
  )
}

interface Said {
  readonly service: WorkWellService
  readonly failure: DeliveryFailure | undefined
  /** Undefined where the service's own rules refuse the patient. */
  readonly selfReferral: string | undefined
}

const PARTS: Readonly<Record<FailureKind, (said: Said) => ReactElement>> = {
  passing: Passing,
  'to-mend': ToMend,
  declined: Declined,
}

function Passing({ service, failure }: Said): ReactElement {
  return (
    <>
      <p>
        {service.name} {failure ? whyNotSent(failure) : 'has not confirmed the referral.'} It is saved safely and is
        sent again by itself until the service confirms it. You do not need to do anything, and can close this window.
      </p>
      <p>
        Tell the patient that it is not certain yet that the referral has arrived. If it is still not sent tomorrow,
        ring the service on {phoneWords(service)}.
      </p>
    </>
  )
}

function ToMend({ service, failure, selfReferral }: Said): ReactElement {
  return (
    <>
      <p>
        <strong>
          The computer system of {service.name} {failure && whyNotSent(failure)}
        </strong>{' '}
        This is a fault between two systems. It says nothing about the patient, and nothing that you entered is wrong.
      </p>
      <p>
        The referral is saved safely and goes once the connection has been put right. The people who run this app are
        told. You do not need to enter it again, and can close this window.
      </p>
      <p>
        Tell the patient that the referral has not been sent yet. If it should not wait, ring the service on{' '}
        {phoneWords(service)}
        {selfReferral ? `, or give the patient the way to refer themselves: ${selfReferral}` : '.'}
      </p>
    </>
  )
}

function Declined({ service, failure, selfReferral }: Said): ReactElement {
  return (
    <>
      <p>
        <strong>
          The computer system of {service.name} {failure && whyNotSent(failure)}
        </strong>{' '}
        It is kept here, and not sent again by itself.
      </p>
      <p>
        If it gave a reason, you can read it below. Ring the service on {phoneWords(service)} and ask whether it can
        help the patient after all. If not, tell the patient and think about another way to help
        {selfReferral ? `, such as referring themselves: ${selfReferral}` : '.'}
      </p>
    </>
  )
}

/** What the service's system gave as its reason, word for word, for whoever rings there. */
function HubWords({ failure }: { failure: DeliveryFailure | undefined }): ReactElement | null {
  if (failure?.diagnostics === undefined) return null
  return (
    <Details>
      <Details.Summary>What the service’s system answered</Details.Summary>
      <Details.Text>
        <p>{failure.diagnostics}</p>
      </Details.Text>
    </Details>
  )
}
