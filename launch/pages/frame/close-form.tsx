import type { ReactElement } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { PageIdentity } from './consultation-page.tsx'
import { pathOf } from './gate.ts'

/** "Close": ends the session here and gives the EHR's tokens back. Needs no script. */
export function CloseForm({ consultation }: { consultation: Consultation }): ReactElement {
  return (
    <form method="post" action={pathOf(consultation, 'close')}>
      <PageIdentity consultation={consultation} />
      <button className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">
        Close
      </button>
    </form>
  )
}
