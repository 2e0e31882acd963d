import type { Bundle, FhirResource } from 'fhir/r4.js'
import type { ReactElement } from 'react'
import { displayDate, type LocalDate } from '../../../src/domain/local-date.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { agreedSharing } from '../../../src/fhir/agreed-sharing.ts'
import { isHeldBack } from '../../../src/fhir/held-back.ts'
import { concernText } from '../../../src/fhir/task-talk.ts'
import { letterLines } from '../../paper/letter-lines.ts'
import { PaperLines } from '../../paper/paper-lines.tsx'
import { letterTerms, mayStand } from '../../paper/what-papers-hold.ts'

/** What the letter says: the lines are read back from the Bundle that would be sent (hazard H09). */
export function LetterText(props: {
  paper: 'letter' | 'letter-with-link'
  service: WorkWellService
  bundle: Bundle<FhirResource>
  day: LocalDate
}): ReactElement {
  const { paper, service, bundle, day } = props
  const terms = letterTerms(paper, service, agreedSharing(bundle))
  const ring = ringIn(bundle)
  return (
    <>
      <p>
        To {service.name} ({service.provider.name}). {displayDate(day)}.
      </p>
      {ring && mayStand('ring-first', terms) && (
        <div className="ww-letter-first">
          <p>
            <strong>Before any contact with the patient: {ring}</strong>
          </p>
          <p>
            How to reach the patient is not on this letter.{' '}
            {paper === 'letter-with-link'
              ? 'Once you have spoken, say so on the page of the link below: it is shown there.'
              : 'The referrer tells you when you speak.'}
          </p>
        </div>
      )}
      <p>The patient has agreed to this referral, and to sharing what is below and nothing else.</p>
      <PaperLines lines={letterLines(bundle)} terms={terms} />
    </>
  )
}

/** Whom to phone first, as the referral itself says it; a letter of before holds its contact details and says nothing of this. */
function ringIn(bundle: Bundle<FhirResource>): string | undefined {
  const resources = bundle.entry?.flatMap(each => each.resource ?? []) ?? []
  if (!resources.some(isHeldBack)) return undefined
  return resources.flatMap(each => (each.resourceType === 'Task' ? (concernText(each) ?? []) : []))[0]
}
