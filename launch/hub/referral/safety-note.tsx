import { Tag } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { ringWords } from '../../../src/domain/ring-first.ts'
import type { ReferralView } from '../../../src/fhir/referral-view.ts'

/** What keeps the patient or the coach safe, before anything else on the page. */
export function SafetyNote({ view }: { view: ReferralView }): ReactElement | null {
  if (!view.concern.heed) return null
  return (
    <p>
      <Tag modifier="red">Safety</Tag> The referrer says: {view.concern.text}
      {view.talk === 'waiting' && view.ring && `. ${ringWords(view.ring)}`}
      {view.talk === 'recorded' && '. The talk is recorded: see the notes'}
    </p>
  )
}
