import { Details } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { ADVICE_NAMES, type FitNote, type PeriodLack } from '../../../src/domain/fit-note.ts'
import { displayDate } from '../../../src/domain/local-date.ts'
import { OTHER_CERTIFICATE_NAMES, type OtherCertificate } from '../../../src/domain/other-certificate.ts'
import { plural } from '../../../src/domain/spell-words.ts'
import { lengthOf } from '../../../src/domain/spells.ts'

/** Every fit note of the record in words, with what could not be understood of it and why; what is no fit note is not counted. */
export function FitNoteList(props: {
  notes: readonly FitNote[]
  others: readonly OtherCertificate[]
}): ReactElement | null {
  const { notes, others } = props
  if (notes.length === 0 && others.length === 0) return null
  return (
    <Details>
      <Details.Summary>{`All fit notes in the record (${notes.length})`}</Details.Summary>
      <Details.Text>
        <ul>
          {notes.map(note => (
            <li key={note.source}>{noteLine(note)}</li>
          ))}
          {others.map(other => (
            <li key={other.source}>
              {`${OTHER_CERTIFICATE_NAMES[other.kind]}: not a fit note, so not counted${recorded(other)}`}
            </li>
          ))}
        </ul>
      </Details.Text>
    </Details>
  )
}

const recorded = ({ recordedOn }: Pick<FitNote, 'recordedOn'>): string =>
  recordedOn === 'unknown' ? '' : `, recorded ${displayDate(recordedOn)}`

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
  return `${advice}${KIND_WORDS[note.issue]}: ${periodWords(note)}${recorded(note)}`
}

function periodWords({ period, periodLack, lasts }: FitNote): string {
  if (period !== 'unknown')
    return `${displayDate(period.from)} to ${displayDate(period.to)} (${plural(lengthOf(period), 'day')})`
  if (lasts && !periodLack) return `for ${plural(lasts.value, lasts.unit)}, first day not recorded; adds no days`
  return periodLack
    ? `dates not known, because ${LACK_WORDS[periodLack]}; adds no days`
    : 'dates not recorded; adds no days'
}
