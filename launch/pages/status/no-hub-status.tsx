import { Tag } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { displayInstant } from '../../../src/domain/local-date.ts'
import type { Course } from '../../../src/domain/referral-course.ts'
import { phoneWords, type WorkWellService } from '../../../src/domain/site.ts'
import type { Hub } from '../../../src/gateways/hub.ts'
import type { KnownStatus } from './known-status.ts'
import { NotSentStatus } from './not-sent-status.tsx'
import { stageWords } from './words.ts'

/** What is true where the service does not say how the referral stands (hazards H03, H16). */
export function NoHubStatus(props: {
  known: KnownStatus
  service: WorkWellService
  hub: Hub | undefined
}): ReactElement {
  const { known, service, hub } = props
  const { delivery, lastSeen } = known
  if (delivery !== 'not-ours' && delivery.state === 'cancelled') {
    return <p>The referral was taken back before it was sent. The service does not have it.</p>
  }
  if (delivery !== 'not-ours' && delivery.state !== 'delivered') {
    return <NotSentStatus delivery={delivery} service={service} />
  }
  if (known.hub === 'not-found')
    return (
      <div className="ww-glance">
        <p>
          <Tag color="orange">Not at the service</Tag>
        </p>
        <p>
          <strong>{service.name}’s system does not have this referral.</strong> It may have been lost there, so nobody
          may be in touch with the patient. Ring the service on {phoneWords(service)} and ask whether somebody has it.
          If not, refer again.
        </p>
        <LastSeen lastSeen={lastSeen} hub={hub} />
      </div>
    )
  return (
    <div className="ww-glance">
      <p>
        <Tag color="orange">Not known at this moment</Tag>
      </p>
      <LastSeen lastSeen={lastSeen} hub={hub} />
      <p>
        {arrivedWords(props)} {UNKNOWN_WORDS[unknownOf(known.hub)]} ring {phoneWords(service)}.
      </p>
    </div>
  )
}

function arrivedWords({ known, service, hub }: Parameters<typeof NoHubStatus>[0]): string {
  if (hub?.prints) return 'The letter was made.'
  return known.receivedAt === undefined
    ? 'Sent.'
    : `${service.name} received it on ${displayInstant(known.receivedAt)}.`
}

const UNKNOWN_WORDS = {
  'not-let-in':
    'How it stands cannot be read from the service: the connection to it has a fault, which somebody has to put right. Loading this page again will not help yet:',
  'not-read': 'How it stands could not be read from the service just now: reload this page, or',
  'not-told': 'This service does not say here how it stands. To hear it,',
}
const unknownOf = (hub: KnownStatus['hub']): keyof typeof UNKNOWN_WORDS =>
  hub === 'not-let-in' || hub === 'not-told' ? hub : 'not-read'

function LastSeen({ lastSeen, hub }: { lastSeen: Course | undefined; hub: Hub | undefined }): ReactElement | null {
  if (!lastSeen || lastSeen.stage === 'unknown') return null
  return (
    <p>
      When it was last read, on {displayInstant(lastSeen.seenAt)}:{' '}
      <strong>{stageWords(lastSeen.stage, hub).says}</strong>.
    </p>
  )
}
