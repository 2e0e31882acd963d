import { Button, SummaryList } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { PROFESSION_NAMES } from '../../../src/domain/clinician.ts'
import { ADJUSTMENT_NAMES, ADVICE_NAMES } from '../../../src/domain/fit-note.ts'
import { displayDate } from '../../../src/domain/local-date.ts'
import type { Consultation } from '../consultation-of.ts'
import { ConsultationPage, PageIdentity } from '../consultation-page.tsx'
import { pathOf } from '../gate.ts'
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
    <ConsultationPage
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
      <SummaryList>
        {linesOf(consultation, fitNote).map(([label, value]) => (
          <SummaryList.Row key={label}>
            <SummaryList.Key>{label}</SummaryList.Key>
            <SummaryList.Value>{value}</SummaryList.Value>
          </SummaryList.Row>
        ))}
      </SummaryList>
      <p className="ww-draft">DRAFT - not a fit note</p>
      <div className="ww-not-printed">
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
          <a href={pathOf(consultation, 'fit-note/fhir')}>As FHIR</a>
          {' · '}
          <a href={`${pathOf(consultation, 'fit-note/fhir')}?as=document`}>As a FHIR document</a>
          {' · '}
          <a href={pathOf(consultation, '')}>Back to the consultation</a>
        </p>
      </div>
    </ConsultationPage>
  )
}

const NOT_SAID = 'Not said yet'

function linesOf({ context, today }: Consultation, { note, profession }: FitNoteOfConsultation): [string, string][] {
  const days = [note.from && `from ${displayDate(note.from)}`, note.to && `to ${displayDate(note.to)}`].filter(Boolean)
  const period = note.indefinite
    ? 'For an indefinite period'
    : days.length > 0
      ? `${days.join(' ')}, both included`
      : NOT_SAID
  const who = profession === 'unknown' ? 'profession not known' : PROFESSION_NAMES[profession.is]
  const selfDeclared =
    profession !== 'unknown' && profession.from === 'self-declared' ? ' (as stated by the clinician)' : ''
  return [
    ['Assessed on', note.assessedOn ? displayDate(note.assessedOn) : NOT_SAID],
    ['Condition in words for the note', note.lessPrecise ?? note.condition ?? NOT_SAID],
    ['Advice', note.advice ? ADVICE_NAMES[note.advice] : NOT_SAID],
    ...(note.advice === 'may-be-fit'
      ? ([
          ['May benefit from', note.adjustments.map(each => ADJUSTMENT_NAMES[each]).join(', ') || 'Nothing ticked'],
        ] as [string, string][])
      : []),
    ['Comments', note.comments ?? 'None'],
    ['Period', period],
    [
      'To be assessed again',
      note.reassess === undefined ? NOT_SAID : note.reassess === 'will' ? 'Yes, at the end of this period' : 'No',
    ],
    [
      'Drafted by',
      `${context.clinician.name === 'unknown' ? 'Name not known' : context.clinician.name}, ${who}${selfDeclared}`,
    ],
    ['Drafted on', displayDate(today)],
    ...(note.reason ? ([['Reason of the clinician', note.reason]] as [string, string][]) : []),
  ]
}
