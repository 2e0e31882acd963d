import { Details, InsetText, SummaryList, WarningCallout } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { type ClinicalContext, RECORD_PARTS } from '../../../src/domain/clinical-context.ts'
import { ADVICE_NAMES, type FitNote } from '../../../src/domain/fit-note.ts'
import { daysBetween, displayDate } from '../../../src/domain/local-date.ts'
import { runningSpell } from '../../../src/domain/spells.ts'
import type { Consultation } from '../consultation-of.ts'
import { PageIdentity } from '../consultation-page.tsx'
import { pathOf } from '../gate.ts'
import { GAP_WORDS, STOP_WORDS } from '../words.ts'

/** Why nothing can be sent for this patient. Fit notes are not this app's to stop (hazard H05). */
export function Stops({ consultation }: { consultation: Consultation }): ReactElement | null {
  if (consultation.stops.length === 0) return null
  return (
    <WarningCallout>
      <WarningCallout.Heading headingLevel="h2">This patient cannot be referred from here</WarningCallout.Heading>
      <ul>
        {consultation.stops.map(stop => (
          <li key={stop}>{STOP_WORDS[stop]}</li>
        ))}
      </ul>
      {consultation.service && <p>{consultation.service.selfReferral}</p>}
      <p>A fit note is not affected: issue it in your record system as usual.</p>
    </WarningCallout>
  )
}

/** Parts of the record that could not be read, by name: a gap is never a silent blank. */
export function Gaps({ consultation }: { consultation: Consultation }): ReactElement | null {
  const { gaps } = consultation.context
  if (gaps.length === 0) return null
  return (
    <InsetText>
      <p>Not everything could be read from the record:</p>
      <ul>
        {gaps.map(gap => (
          <li key={gap.part}>
            {RECORD_PARTS[gap.part]}: {GAP_WORDS[gap.why]}
          </li>
        ))}
      </ul>
      <form method="post" action={pathOf(consultation, 'reread')}>
        <PageIdentity consultation={consultation} />
        <button className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">
          Read the record again
        </button>
      </form>
    </InsetText>
  )
}

/** What the record knows about work and health, in one look. */
export function RecordSummary({ consultation }: { consultation: Consultation }): ReactElement {
  const { context, today } = consultation
  const spell = runningSpell(context.fitNotes, today)
  const certified = spell
    ? `${plural(spell.notes, 'fit note')} in this spell, ${displayDate(spell.from)} to ${displayDate(spell.to)} (${plural(daysBetween(spell.from, spell.to) + 1, 'day')})`
    : noSpell(context)
  return (
    <>
      <SummaryList className="ww-summary">
        <SummaryList.Row>
          <SummaryList.Key>Fit notes</SummaryList.Key>
          <SummaryList.Value>{certified}</SummaryList.Value>
        </SummaryList.Row>
        {context.referrals
          .filter(referral => !referral.open)
          .map(({ referralId, sentOn }) => (
            <SummaryList.Row key={referralId}>
              <SummaryList.Key>WorkWell</SummaryList.Key>
              <SummaryList.Value>
                An earlier referral is closed
                {sentOn === 'unknown' ? ' (date not recorded). ' : `, sent ${displayDate(sentOn)}. `}
                <a href={`${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}`}>See how it ended</a>
              </SummaryList.Value>
            </SummaryList.Row>
          ))}
      </SummaryList>
      {context.fitNotes.length > 0 && (
        <Details>
          <Details.Summary>{`All fit notes in the record (${context.fitNotes.length})`}</Details.Summary>
          <Details.Text>
            <ul>
              {context.fitNotes.map(note => (
                <li key={note.source}>{noteLine(note)}</li>
              ))}
            </ul>
          </Details.Text>
        </Details>
      )}
    </>
  )
}

function noSpell(context: ClinicalContext): string {
  if (context.gaps.some(gap => gap.part === 'fit-notes')) return 'Not known: they could not all be read'
  const undated = context.fitNotes.filter(note => note.period === 'unknown').length
  if (undated > 0) return `${plural(undated, 'fit note')} without dates in the record; none with dates for today`
  return context.fitNotes.length === 0 ? 'None in the record' : 'None for today in the record'
}

function noteLine(note: FitNote): string {
  const advice = note.advice === 'unknown' ? 'Fit note, advice not in the record' : ADVICE_NAMES[note.advice]
  const period =
    note.period === 'unknown'
      ? 'dates not recorded'
      : `${displayDate(note.period.from)} to ${displayDate(note.period.to)}`
  const kind = { issued: '', duplicate: ' (duplicate)', draft: ' (draft, does not count)' }[note.issue]
  const recorded = note.recordedOn === 'unknown' ? '' : `, recorded ${displayDate(note.recordedOn)}`
  return `${advice}${kind}: ${period}${recorded}`
}

const plural = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`
