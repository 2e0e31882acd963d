import { Details } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { ADVICE_NAMES, type FitNote, type PeriodLack } from '../../../src/domain/fit-note.ts'
import { displayDate } from '../../../src/domain/local-date.ts'
import { plural } from '../../../src/domain/spell-words.ts'
import { lengthOf } from '../../../src/domain/spells.ts'

/** Every fit note of the record in words, with what could not be understood of it and why. */
export function FitNoteList({ notes }: { notes: readonly FitNote[] }): ReactElement | null {
  if (notes.length === 0) return null
  return (
    <Details>
      <Details.Summary>{`All fit notes in the record (${notes.length})`}</Details.Summary>
      <Details.Text>
        <ul>
          {notes.map(note => (
            <li key={note.source}>{noteLine(note)}</li>
          ))}
        </ul>
      </Details.Text>
    </Details>
  )
}

const LACK_WORDS: Record<PeriodLack, string> = {
  'no-start': 'the record gives no first day',
  'no-end': 'the record gives no last day',
  'not-a-day': 'the record gives no whole day, only a month or a year',
  'ends-before-it-begins': 'the last day in the record lies before the first',
  'not-yet-written': 'the record says that it was written on a day still to come',
  'too-long': 'the days in the record lie more than five years apart',
}

const KIND_WORDS: Record<FitNote['issue'], string> = {
  issued: '',
  duplicate: ' (duplicate)',
  draft: ' (draft, does not count)',
}

function noteLine(note: FitNote): string {
  const advice = note.advice === 'unknown' ? 'Fit note, advice not in the record' : ADVICE_NAMES[note.advice]
  const recorded = note.recordedOn === 'unknown' ? '' : `, recorded ${displayDate(note.recordedOn)}`
  return `${advice}${KIND_WORDS[note.issue]}: ${periodWords(note)}${recorded}`
}

function periodWords({ period, periodLack }: FitNote): string {
  if (period !== 'unknown')
    return `${displayDate(period.from)} to ${displayDate(period.to)} (${plural(lengthOf(period), 'day')})`
  return periodLack
    ? `dates not known, because ${LACK_WORDS[periodLack]}; adds no days`
    : 'dates not recorded; adds no days'
}
