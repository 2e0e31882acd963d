import { Button } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { PROFESSION_NAMES } from '../../../src/domain/clinician.ts'
import { ADJUSTMENT_NAMES, ADVICE_NAMES } from '../../../src/domain/fit-note.ts'
import { displayDate } from '../../../src/domain/local-date.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import type { PaperLine } from '../../paper/paper-line.ts'
import { PaperLines } from '../../paper/paper-lines.tsx'
import { patientLines } from '../../paper/patient-lines.ts'
import { ownTerms, type PaperElement } from '../../paper/what-papers-hold.ts'
import { BeforeCopying } from '../frame/before-copying.tsx'
import { PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { AsFhir } from '../frame/online-view.tsx'
import { PaperPage } from '../frame/paper-page.tsx'
import type { FitNoteOfConsultation } from './fit-note-of.ts'

/**
 * The draft to read, copy from or print. It says on paper too that it is no fit note, and looks like none: no form layout, no
 * statement for the employer, no place for a stamp (hazard H06).
 */
export function FitNoteCopyPage(props: {
  consultation: Consultation
  fitNote: FitNoteOfConsultation
  synthetic: boolean
}): ReactElement {
  const { consultation, fitNote, synthetic } = props
  const isIssued = fitNote.state === 'issued'
  return (
    <PaperPage
      consultation={consultation}
      synthetic={synthetic}
      title="Draft of a fit note"
      heading="Draft of a fit note"
    >
      <p className="ww-draft">DRAFT - not a fit note</p>
      <p>
        {isIssued
          ? 'The note itself was issued in the record system; this is only its working copy.'
          : 'Nothing was issued. The fit note comes from the practice’s record system.'}
      </p>
      <BeforeCopying consultation={consultation} />
      <PaperLines lines={linesOf(consultation, fitNote)} terms={ownTerms('fit-note-draft')} />
      <p className="ww-draft">DRAFT - not a fit note</p>
      <div className="ww-no-print">
        {!isIssued && (
          <form method="post" action={pathOf(consultation, 'fit-note/issued')}>
            <PageIdentity consultation={consultation} />
            <Button type="submit" secondary>
              I have issued this note in my record system
            </Button>
          </form>
        )}
        <p>
          Print it with your browser’s own print command.{' '}
          <a href={pathOf(consultation, 'fit-note')}>Change the draft</a>
          {' · '}
          <AsFhir href={pathOf(consultation, 'fit-note/fhir')} />
          {' · '}
          <AsFhir href={`${pathOf(consultation, 'fit-note/fhir')}?as=document`} words="As a FHIR document" />
          {' · '}
          <a href={pathOf(consultation, '')}>Back to the consultation</a>
        </p>
      </div>
    </PaperPage>
  )
}

const NOT_SAID = 'Not said yet'

function linesOf({ context, today }: Consultation, { note, profession }: FitNoteOfConsultation): PaperLine[] {
  const days = [note.from && `from ${displayDate(note.from)}`, note.to && `to ${displayDate(note.to)}`].filter(Boolean)
  const period = note.indefinite
    ? 'For an indefinite period'
    : days.length > 0
      ? `${days.join(' ')}, both included`
      : NOT_SAID
  const line = (element: PaperElement, label: string, said: string): PaperLine => ({ element, label, said })
  const benefits = note.adjustments.map(each => ADJUSTMENT_NAMES[each]).join(', ')
  return [
    ...patientLines(context.patient),
    line('advice', 'Assessed on', note.assessedOn ? displayDate(note.assessedOn) : NOT_SAID),
    line('note-condition', 'Condition in words for the note', note.lessPrecise ?? note.condition ?? NOT_SAID),
    line('advice', 'Advice', note.advice ? ADVICE_NAMES[note.advice] : NOT_SAID),
    ...(note.advice === 'may-be-fit' ? [line('advice', 'May benefit from', benefits || 'Nothing ticked')] : []),
    line('note-comments', 'Comments', note.comments ?? 'None'),
    line('advice', 'Period', period),
    line('advice', 'To be assessed again', note.reassess === undefined ? NOT_SAID : REASSESSED[note.reassess]),
    line('author', 'Drafted by', authorOf(context.clinician.name, profession)),
    line('advice', 'Drafted on', displayDate(today)),
    ...(note.reason ? [line('note-comments', 'Reason of the clinician', note.reason)] : []),
  ]
}

const REASSESSED = { will: 'Yes, at the end of this period', 'will-not': 'No' } as const

function authorOf(name: string, profession: FitNoteOfConsultation['profession']): string {
  const who = profession === 'unknown' ? 'profession not known' : PROFESSION_NAMES[profession.is]
  const isOwnWord = profession !== 'unknown' && profession.from === 'self-declared'
  return `${name === 'unknown' ? 'Name not known' : name}, ${who}${isOwnWord ? ' (as stated by the clinician)' : ''}`
}
