import { Button, WarningCallout } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { ringWords } from '../../../src/domain/ring-first.ts'
import type { ReferralView } from '../../../src/fhir/referral-view.ts'
import { TALK_WORDS } from '../talk/talk-words.ts'

/** Before anything else that could be done: the talk that the referrer asked for (hazard H10). */
export function TalkNote(props: {
  view: ReferralView
  /** Where the referral stands, without a slash at its end. */
  place: string
  isManager: boolean
  canAct: boolean
}): ReactElement | null {
  const { view, place, isManager, canAct } = props
  if (view.talk !== 'waiting' || !view.ring) return null
  return (
    <WarningCallout>
      <WarningCallout.Heading headingLevel="h2">Phone the referrer first</WarningCallout.Heading>
      <p>
        <strong>{ringWords(view.ring)}</strong>
      </p>
      <p>
        {view.isHeldBack
          ? 'No phone number, email or address of the patient was sent. They follow as soon as the talk is recorded.'
          : 'The contact details came with this referral. Do not use them before you have spoken.'}
      </p>
      {canAct && (
        <p className="ww-no-print">
          <Button as="a" href={`${place}/spoken`}>
            {TALK_WORDS.spoken.does}
          </Button>
        </p>
      )}
      {canAct && view.isHeldBack && (
        <p className="ww-no-print">
          {isManager ? (
            <a href={`${place}/open-contact`}>{TALK_WORDS['open-contact'].does}</a>
          ) : (
            'If nobody at the practice can be reached, ask a manager of your service: they can open the contact details, with a reason.'
          )}
        </p>
      )}
    </WarningCallout>
  )
}
