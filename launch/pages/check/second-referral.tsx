import { Checkboxes } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { displayDate } from '../../../src/domain/local-date.ts'
import type { OpenBeside } from '../../../src/domain/open-beside.ts'
import { BESIDE_FIELD, besideValue } from '../../consultation/referrals-beside.ts'

const NOT_CONFIRMED = 'Tick the box if a second referral is needed. Nothing has been sent'

interface Beside {
  readonly beside: readonly OpenBeside[]
  /** The button was pressed without a yes to each of them. */
  readonly isUnconfirmed: boolean
}

/** A second referral is never sent by the way: it takes a tick of its own (hazard H13). */
export function SecondReferral({ beside, isUnconfirmed }: Beside): ReactElement | null {
  if (beside.length === 0) return null
  return (
    <Checkboxes
      small
      name={BESIDE_FIELD}
      id={BESIDE_FIELD}
      legend={openWords(beside)}
      legendProps={{ size: 's' }}
      hint="A second one may lead to two coaches calling."
      error={isUnconfirmed ? NOT_CONFIRMED : undefined}
    >
      <Checkboxes.Item id={`${BESIDE_FIELD}-yes`} value={besideValue(beside)}>
        Refer a second time all the same
      </Checkboxes.Item>
    </Checkboxes>
  )
}

/** At the top of the page, where the tick is missing. */
export function SecondReferralError({ beside, isUnconfirmed }: Beside): ReactElement | null {
  if (!isUnconfirmed) return null
  return (
    <div className="nhsuk-error-summary" role="alert">
      <h2 className="nhsuk-error-summary__title">{openWords(beside)}</h2>
      <p>
        <a href={`#${BESIDE_FIELD}-yes`}>{NOT_CONFIRMED}</a>
      </p>
    </div>
  )
}

export const openWords = (beside: readonly OpenBeside[]): string => {
  const days = beside.flatMap(({ sentOn }) => (sentOn === 'unknown' ? [] : [displayDate(sentOn)]))
  const sent = days.length > 0 ? `, sent on ${[...new Set(days)].join(' and ')}` : ''
  return beside.length === 1
    ? `A WorkWell referral is open already${sent}`
    : `WorkWell referrals are open already${sent}`
}
