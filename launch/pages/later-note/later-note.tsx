import { Button, InsetText } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { ADVICE_NAMES } from '../../../src/domain/fit-note.ts'
import type { ToldNote, WholeNote } from '../../../src/domain/later-note.ts'
import { displayDate, type LocalDate } from '../../../src/domain/local-date.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { isNotConfirmed, NOT_CONFIRMED, notConfirmedWords } from '../frame/not-confirmed.ts'

/** What the service was told of the fit note, and the record's later one, if there is one. */
export interface KnownNote {
  readonly told: ToldNote
  readonly later: WholeNote | undefined
}

export const noteInWords = ({ advice, from, to }: ToldNote): string =>
  `${ADVICE_NAMES[advice]}, ${dayOf(from)} to ${dayOf(to)}`

export const NOTE_TROUBLES = [...NOT_CONFIRMED, 'changed'] as const
export type NoteTrouble = (typeof NOTE_TROUBLES)[number]

/** The coach works by the note that came with the referral, until somebody says that there is another (hazard H20). */
export function LaterNoteForm(props: {
  consultation: Consultation
  service: WorkWellService
  referralId: string
  told: ToldNote
  note: WholeNote
  trouble: NoteTrouble | undefined
}): ReactElement {
  const { consultation, service, referralId, told, note, trouble } = props
  return (
    <InsetText>
      <h2 className="nhsuk-heading-s">The record has a later fit note</h2>
      {isNotConfirmed(trouble) && (
        <p>
          <strong>{notConfirmedWords(trouble, { service, what: 'the later note', again: '. Send it again' })}.</strong>
        </p>
      )}
      {trouble === 'changed' && (
        <p>
          <strong>The record has changed since this page was shown. Nothing was sent: read the dates again.</strong>
        </p>
      )}
      <p>
        In the record: {noteInWords({ advice: note.advice, ...note.period })}.
        <br />
        {service.name} was told: {noteInWords(told)}.
      </p>
      <form method="post" action={`${pathOf(consultation, 'later-note')}/${encodeURIComponent(referralId)}`}>
        <PageIdentity consultation={consultation} />
        <input type="hidden" name="note" value={note.source} />
        <Button type="submit">Send the new dates to {service.name}</Button>
      </form>
      <p className="nhsuk-body-s">
        Only advice and dates are sent, as the patient agreed for the first note. If the patient no longer agrees,
        withdraw the referral instead.
      </p>
    </InsetText>
  )
}

const dayOf = (day: LocalDate | undefined): string => (day === undefined ? 'not said' : displayDate(day))
