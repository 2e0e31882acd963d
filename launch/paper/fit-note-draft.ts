import type { ClinicalContext } from '../../src/domain/clinical-context.ts'
import { type Clinician, PROFESSION_NAMES } from '../../src/domain/clinician.ts'
import { ADJUSTMENT_NAMES, ADVICE_NAMES } from '../../src/domain/fit-note.ts'
import type { FitNoteDraft } from '../../src/domain/fit-note-draft.ts'
import { displayDate, type LocalDate } from '../../src/domain/local-date.ts'
import { type Block, type PaperDocument, paragraph } from './paper-document.ts'
import { type PaperLine, standingLines } from './paper-line.ts'
import { patientLines } from './patient-lines.ts'
import { ownTerms, type PaperElement } from './what-papers-hold.ts'

interface DraftedNote {
  readonly note: FitNoteDraft
  readonly profession: Clinician['profession']
  readonly state: 'draft' | 'issued'
}
interface About {
  readonly context: Pick<ClinicalContext, 'patient' | 'clinician'>
  readonly today: LocalDate
}

const NO_NOTE: Block = { kind: 'stamp', text: 'DRAFT - not a fit note' }

/**
 * The draft to read, copy from or print. It says on paper too that it is no fit note, and looks like none: no form layout, no
 * statement for the employer, no place for a stamp (hazard H06).
 */
export const fitNoteDraft = (about: About, drafted: DraftedNote): PaperDocument => ({
  paper: 'fit-note-draft',
  title: 'Draft of a fit note',
  heading: 'Draft of a fit note',
  blocks: [
    NO_NOTE,
    paragraph(
      drafted.state === 'issued'
        ? 'The note itself was issued in the record system; this is only its working copy.'
        : 'Nothing was issued. The fit note comes from the practice’s record system.',
    ),
    { kind: 'rows', rows: standingLines(linesOf(about, drafted), ownTerms('fit-note-draft')) },
    NO_NOTE,
  ],
})

const NOT_SAID = 'Not said yet'

function linesOf({ context, today }: About, { note, profession }: DraftedNote): PaperLine[] {
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

function authorOf(name: string, profession: DraftedNote['profession']): string {
  const who = profession === 'unknown' ? 'profession not known' : PROFESSION_NAMES[profession.is]
  const isOwnWord = profession !== 'unknown' && profession.from === 'self-declared'
  return `${name === 'unknown' ? 'Name not known' : name}, ${who}${isOwnWord ? ' (as stated by the clinician)' : ''}`
}
