import type { Bundle, FhirResource } from 'fhir/r4.js'
import type { ReactElement } from 'react'
import { displayDate, type LocalDate } from '../../../src/domain/local-date.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { agreedSharing } from '../../../src/fhir/agreed-sharing.ts'
import { letterLines } from '../../paper/letter-lines.ts'
import { PaperLines } from '../../paper/paper-lines.tsx'
import { letterTerms } from '../../paper/what-papers-hold.ts'

/** What the letter says: the lines are read back from the Bundle that would be sent (hazard H09). */
export function LetterText(props: {
  paper: 'letter' | 'letter-with-link'
  service: WorkWellService
  bundle: Bundle<FhirResource>
  day: LocalDate
}): ReactElement {
  const { paper, service, bundle, day } = props
  return (
    <>
      <p>
        To {service.name} ({service.provider.name}). {displayDate(day)}.
      </p>
      <p>The patient has agreed to this referral, and to sharing what is below and nothing else.</p>
      <PaperLines lines={letterLines(bundle)} terms={letterTerms(paper, service, agreedSharing(bundle))} />
    </>
  )
}
