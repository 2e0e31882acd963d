import { Tag } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { kindOf } from '../../../src/domain/failure-kind.ts'
import type { FailureKind } from '../../../src/domain/gateway-failure.ts'
import { phoneWords, type WorkWellService } from '../../../src/domain/site.ts'
import { notSentHeading, type Undelivered } from '../sent/not-sent.tsx'

const NOT_CONFIRMED = 'Not sent yet: the service has not confirmed it. It is tried again by itself.'

/** Of a referral that is not at its service, in the words of the page that said so first (hazard H03). */
export function NotSentStatus({
  delivery,
  service,
}: {
  delivery: Undelivered
  service: WorkWellService
}): ReactElement {
  const failure = delivery.state === 'dead' ? delivery.failure : delivery.lastFailure
  const kind = failure ? kindOf(failure) : 'passing'
  return (
    <div className="ww-glance">
      <p>
        <Tag color="orange">Not sent yet</Tag>
      </p>
      {kind === 'passing' ? (
        <p>{NOT_CONFIRMED}</p>
      ) : (
        <p>
          {notSentHeading(delivery, service)}. {NEXT[kind]} Ring the service on {phoneWords(service)}
          {kind === 'to-mend' && ' if it should not wait'}.
        </p>
      )}
    </div>
  )
}

const NEXT: Readonly<Record<Exclude<FailureKind, 'passing'>, string>> = {
  'to-mend': 'It is kept, and goes once the connection has been put right. The fault is not about the patient.',
  declined: 'It is not sent again by itself.',
}
