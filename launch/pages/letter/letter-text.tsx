import type { Bundle, FhirResource } from 'fhir/r4.js'
import type { ReactElement } from 'react'
import { displayDate, type LocalDate } from '../../../src/domain/local-date.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { describeTransaction } from '../../../src/fhir/describe-transaction.ts'
import { Lines } from '../lines.tsx'

/** What the letter says: the lines are read back from the Bundle that would be sent (hazard H09). */
export function LetterText(props: {
  service: WorkWellService
  bundle: Bundle<FhirResource>
  day: LocalDate
}): ReactElement {
  const { service, bundle, day } = props
  return (
    <>
      <p>
        To {service.name} ({service.provider.name}). {displayDate(day)}.
      </p>
      <p>The patient has agreed to this referral, and to sharing what is below and nothing else.</p>
      <Lines lines={describeTransaction(bundle).map(({ label, value }) => [label, value])} />
    </>
  )
}
