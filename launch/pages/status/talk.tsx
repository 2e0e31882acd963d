import { Button, InsetText } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { displayInstant } from '../../../src/domain/local-date.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import type { HeldContact } from '../../../src/store/held-contacts.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { type NotConfirmed, notConfirmedWords } from '../frame/not-confirmed.ts'

const AGAIN = '. Nothing is lost: press again, which does no harm'

/** The talk that the referrer asked for, while it is not recorded (hazard H10). */
export function Talk(props: {
  consultation: Consultation
  service: WorkWellService
  referralId: string
  held: HeldContact | undefined
  trouble: NotConfirmed | undefined
}): ReactElement {
  const { consultation, service, referralId, held, trouble } = props
  return (
    <InsetText>
      <p>
        <strong>{service.name} was asked to phone before it contacts the patient.</strong> No talk is recorded yet.
      </p>
      <p>
        {held
          ? `It has no phone number, email or address of the patient: they are kept here until ${displayInstant(held.until)}.`
          : 'No contact details are kept here for it (any more). If it has none, correct how to reach the patient below.'}
      </p>
      {trouble && (
        <p role="alert">
          <strong>{notConfirmedWords(trouble, { service, what: 'the talk', again: AGAIN })}.</strong>
        </p>
      )}
      <form method="post" action={`${pathOf(consultation, 'release')}/${encodeURIComponent(referralId)}`}>
        <PageIdentity consultation={consultation} />
        <Button type="submit" preventDoubleClick>
          {held ? 'We have spoken: send the contact details' : 'We have spoken'}
        </Button>
      </form>
    </InsetText>
  )
}
