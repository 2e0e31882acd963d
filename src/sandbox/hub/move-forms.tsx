import { Button, Radios, Textarea } from 'nhsuk-react-components'
import type { ReactElement, ReactNode } from 'react'
import { OUTCOME_NAMES } from '../../domain/coach-words.ts'
import { REASONS } from '../../domain/referral-reasons.ts'
import { OUTCOMES } from '../../domain/referral-status.ts'
import type { ReferralView } from '../../fhir/referral-view.ts'
import type { MoveDraft, MoveProblem } from './move-form.ts'
import { DECLINE_ORDER, type Move, mayDecide, mayDecline } from './task-moves.ts'

interface MoveFormsProps {
  readonly referral: ReferralView
  readonly home: string
  readonly draft: MoveDraft
  readonly problem?: MoveProblem | undefined
}

function MoveForm(props: {
  referral: ReferralView
  home: string
  kind: Move['kind']
  button: string
  secondary?: boolean
  children?: ReactNode
}): ReactElement {
  const { referral, home, kind, button, secondary = false, children } = props
  return (
    <form method="post" action={`${home}referrals/${referral.taskId}/${kind}`} noValidate>
      <input type="hidden" name="version" value={referral.version} />
      <input type="hidden" name="about" value={referral.about} />
      {children}
      <Button type="submit" secondary={secondary}>
        {button}
      </Button>
    </form>
  )
}

/** The decisions that are possible now, and no others; each form says on which version of the Task it was made. */
export function MoveForms({ referral, home, draft, problem }: MoveFormsProps): ReactElement {
  const { taskStatus } = referral
  const reasons = DECLINE_ORDER.filter(code => mayDecline(taskStatus, code))
  const at = (field: MoveProblem['field']) => (problem?.field === field ? problem.message : undefined)
  return (
    <>
      {mayDecide(taskStatus, 'acknowledge') && (
        <MoveForm referral={referral} home={home} kind="acknowledge" button="Acknowledge" />
      )}
      {mayDecide(taskStatus, 'accept') && (
        <MoveForm referral={referral} home={home} kind="accept" button="Accept" secondary />
      )}
      {reasons.length > 0 && (
        <MoveForm referral={referral} home={home} kind="decline" button="Decline" secondary>
          <Radios
            id="reason--options"
            name="reason"
            legend="Why is the referral declined?"
            legendProps={{ size: 's' }}
            {...(at('reason') !== undefined && { error: at('reason') })}
            small
          >
            {reasons.map((code, index) => (
              <Radios.Item
                key={code}
                id={index === 0 ? 'reason' : `reason-${code}`}
                value={code}
                defaultChecked={draft.reason === code}
              >
                {REASONS[code].name}
              </Radios.Item>
            ))}
          </Radios>
          <Textarea
            id="words"
            name="words"
            label="In your own words (optional)"
            hint="The referrer reads this."
            rows={3}
            defaultValue={draft.words}
            {...(at('words') !== undefined && { error: at('words') })}
          />
        </MoveForm>
      )}
      {mayDecide(taskStatus, 'close') && (
        <MoveForm referral={referral} home={home} kind="close" button="Close with an outcome" secondary>
          <Radios
            id="outcome--options"
            name="outcome"
            legend="How did it end?"
            legendProps={{ size: 's' }}
            {...(at('outcome') !== undefined && { error: at('outcome') })}
            small
          >
            {OUTCOMES.map((outcome, index) => (
              <Radios.Item
                key={outcome}
                id={index === 0 ? 'outcome' : `outcome-${outcome}`}
                value={outcome}
                defaultChecked={draft.outcome === outcome}
              >
                {OUTCOME_NAMES[outcome]}
              </Radios.Item>
            ))}
          </Radios>
        </MoveForm>
      )}
    </>
  )
}
