import { Button, WarningCallout } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { ConsultationPage, PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'

/** An urgent or safeguarding concern comes first: nothing is sent until the clinician says it is managed (hazard H04). */
export function PausePage({
  consultation,
  synthetic,
}: {
  consultation: Consultation
  synthetic: boolean
}): ReactElement {
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="Paused"
      heading="Deal with the concern first"
    >
      <WarningCallout>
        <WarningCallout.Heading headingLevel="h2">Nothing has been sent</WarningCallout.Heading>
        <p>WorkWell is not an urgent service. {consultation.service?.firstContact}</p>
        <ul>
          <li>Immediate danger to life: call 999.</li>
          <li>Mental health crisis: your local crisis team, or NHS 111 and choose the mental health option.</li>
          {(consultation.service?.crisis ?? []).map(each => (
            <li key={each.name}>
              {each.name}: {each.phone}.
            </li>
          ))}
          <li>Safeguarding: follow your local safeguarding procedure today.</li>
          <li>Do not leave a message or send a text to a phone that somebody else may read.</li>
        </ul>
      </WarningCallout>
      <p>Your answers are kept. A fit note is not affected.</p>
      <form method="post">
        <PageIdentity consultation={consultation} />
        <Button type="submit" secondary>
          Managed, still refer
        </Button>
      </form>
      <p>
        <a href={pathOf(consultation, '')}>Change the answers</a>
      </p>
    </ConsultationPage>
  )
}
