import { InsetText, WarningCallout } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import { sixMonthsBefore } from '../../../src/domain/absence-before.ts'
import { type ClinicalContext, DECIDING_FACTS, RECORD_PARTS } from '../../../src/domain/clinical-context.ts'
import { isReportFor, mayCertify } from '../../../src/domain/clinician.ts'
import { ADVICE_NAMES } from '../../../src/domain/fit-note.ts'
import { daysBetween, displayDate, displayPeriod, type LocalDate } from '../../../src/domain/local-date.ts'
import { isGone } from '../../../src/domain/points-to.ts'
import { noteInWords, plural } from '../../../src/domain/spell-words.ts'
import { runningSpell, type Spell } from '../../../src/domain/spells.ts'
import { coverOn, gapDays } from '../../../src/domain/today-covered.ts'
import type { Hub } from '../../../src/gateways/hub.ts'
import { professionIn } from '../../consultation/clinician-profession.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { mayPointTo, selfReferralOf } from '../../consultation/pointed-to.ts'
import { PageIdentity } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { GAP_WORDS, STOP_WORDS } from '../frame/words.ts'
import { stageWords } from '../status/words.ts'
import { FitNoteList } from './fit-note-list.tsx'
import { SpellTimeline } from './spell-timeline.tsx'

/** Why nothing can be sent for this patient. Fit notes are not this app's to stop (hazard H05). */
export function Stops({ consultation }: { consultation: Consultation }): ReactElement | null {
  if (consultation.stops.length === 0) return null
  const isThere = !isGone(consultation.context.patient)
  const selfReferral = selfReferralOf(consultation)
  return (
    <WarningCallout>
      <WarningCallout.Heading headingLevel="h2">This patient cannot be referred from here</WarningCallout.Heading>
      <ul>
        {consultation.stops.map(stop => (
          <li key={stop}>
            {STOP_WORDS[stop]}
            {stop === 'UNREADABLE' && ` What cannot be read: ${unreadableWords(consultation)}.`}
          </li>
        ))}
      </ul>
      {mayPointTo(consultation) && (
        <>
          {selfReferral && <p>If the patient wants WorkWell, they can contact it themselves. {selfReferral}</p>}
          <p>
            <a href={pathOf(consultation, 'handout')}>Handout for the patient</a>
          </p>
        </>
      )}
      {isThere && <p>A fit note is not affected: issue it in your record system as usual.</p>}
    </WarningCallout>
  )
}

/** What of the patient's details was left out, by name. */
function whichElements({ draft }: Consultation): string {
  const elements = (draft.record.patientLeftOut ?? []).map(
    place => PATIENT_WORDS[place.split('.')[0] ?? ''] ?? 'another detail',
  )
  return elements.length === 0 ? '' : ` (${[...new Set(elements)].join(', ')})`
}

const PATIENT_WORDS: Readonly<Record<string, string>> = {
  name: 'a name',
  address: 'an address',
  telecom: 'a phone number or email address',
  identifier: 'a number',
  birthDate: 'the date of birth',
  deceasedBoolean: 'whether the patient has died',
  deceasedDateTime: 'the day of death',
  gender: 'the gender',
  active: 'whether the record is in use',
  link: 'a link to another record',
  meta: 'labels of the record',
  generalPractitioner: 'the registered practice',
  managingOrganization: 'the registered practice',
}

const unreadableWords = ({ context }: Consultation): string =>
  context.patient.unreadable.map(fact => DECIDING_FACTS[fact]).join(', ')

/** Parts of the record that could not be read, by name: a gap is never a silent blank. */
export function Gaps({ consultation }: { consultation: Consultation }): ReactElement | null {
  const { gaps } = consultation.context
  if (gaps.length === 0) return null
  return (
    <InsetText>
      <p>Not everything could be read from the record:</p>
      <ul>
        {gaps.map(gap => (
          <li key={`${gap.part} ${gap.why}`}>
            {RECORD_PARTS[gap.part]}: {GAP_WORDS[gap.why]}
            {gap.part === 'patient' && gap.why === 'NOT_UNDERSTOOD' && whichElements(consultation)}
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
export function RecordSummary(props: { consultation: Consultation; hub: Hub | undefined }): ReactElement {
  const { consultation, hub } = props
  const { context, today } = consultation
  const spell = runningSpell(context.fitNotes, today)
  const cover = coverWords(context, today, spell)
  return (
    <>
      <div className="ww-spell">
        <p>
          {/* Words that say it themselves need no name in front of them. */}
          <span className={cover === '' ? undefined : 'nhsuk-u-visually-hidden'}>Fit notes: </span>
          {cover}
          {spell ? <RunningSpell consultation={consultation} spell={spell} /> : noSpell(context)}
        </p>
        <SpellTimeline notes={context.fitNotes} today={today} />
        {context.referrals
          .filter(referral => !referral.open)
          .map(({ referralId, sentOn, lastSeen }) => (
            <p key={referralId}>
              An earlier WorkWell referral is closed
              {sentOn === 'unknown' ? ' (date not recorded). ' : `, sent ${displayDate(sentOn)}. `}
              {lastSeen && `${stageWords(lastSeen.stage, hub).says}. `}
              <a href={`${pathOf(consultation, 'status')}/${encodeURIComponent(referralId)}`}>See how it ended</a>
            </p>
          ))}
      </div>
      <FitNoteList notes={context.fitNotes} others={context.otherCertificates} />
    </>
  )
}

/** Help to write, for those who want it; the main path needs neither. */
export function WritingHelp({ consultation }: { consultation: Consultation }): ReactElement | null {
  const { context, draft } = consultation
  const profession = professionIn(consultation, draft.fitNote?.response, draft.report?.response)
  const draftsNote = profession === 'unknown' || mayCertify(profession.is)
  const writesReport = draft.report !== undefined || isReportFor(profession)
  if (isGone(context.patient) || !(draftsNote || writesReport)) return null
  return (
    <p className="ww-writing-help">
      Writing help: {draftsNote && <a href={pathOf(consultation, 'fit-note')}>Draft a fit note</a>}
      {draftsNote && writesReport && ' · '}
      {writesReport && <a href={pathOf(consultation, 'health-and-work-report')}>Write an AHP Health and Work Report</a>}
    </p>
  )
}

function RunningSpell({ consultation, spell }: { consultation: Consultation; spell: Spell }): ReactElement {
  const { context, today } = consultation
  const sixMonths = sixMonthsBefore(context.fitNotes, today)
  const words = noteInWords(spell, today)
  return (
    <>
      <strong>{words.charAt(0).toUpperCase() + words.slice(1)}</strong>
      {`: ${displayPeriod(spell)}, ${plural(spell.certifiedDays, 'day')} certified`}
      {gapDays(spell) > 0 && `, ${plural(gapDays(spell), 'day')} between notes not covered`}
      {spell.undated > 0 && `, ${plural(spell.undated, 'note')} without dates`}.
      {sixMonths === 'yes' && ' Off work on advice for six months or more.'}
      {sixMonths === 'unsure' && ' Whether it is six months off work cannot be told from the record.'}
    </>
  )
}

const NOT_HERE = 'The first 7 days off work need none; notes of hospitals and on paper are not in this record.'

/** First of all: does a note of the record cover today, and until when (hazards H05, H06). */
function coverWords({ fitNotes, gaps }: ClinicalContext, today: LocalDate, spell: Spell | undefined): string {
  const cover = coverOn(fitNotes, today)
  if (cover.is === 'covered') {
    const days = daysBetween(today, cover.until)
    const advice = cover.advice === 'unknown' ? '' : ` (${ADVICE_NAMES[cover.advice].toLowerCase()})`
    const ends = days === 0 ? 'The note ends today.' : `The note ends in ${plural(days, 'day')}.`
    // The last day of the spell stands beside it.
    const until = cover.until === spell?.to ? '' : `, until ${displayDate(cover.until)}`
    return `A note covers today${advice}${until}. ${ends} `
  }
  if (gaps.some(gap => gap.part === 'fit-notes')) return 'Whether a note covers today is not known. '
  if (fitNotes.length === 0) return ''
  const { endedOn, nextFrom } = cover
  const since = endedOn === undefined ? '' : `, since ${displayDate(endedOn)}`
  const ended = endedOn === undefined ? '' : ` The last note ended ${plural(daysBetween(endedOn, today), 'day')} ago.`
  const next = nextFrom === undefined ? '' : ` The next begins on ${displayDate(nextFrom)}.`
  return `No note in this record covers today${since}.${ended}${next} ${NOT_HERE} `
}

function noSpell(context: ClinicalContext): string {
  if (context.gaps.some(gap => gap.part === 'fit-notes')) return 'Not known: they could not all be read'
  const undated = context.fitNotes.filter(note => note.period === 'unknown' && note.issue !== 'draft').length
  if (undated > 0) return `${plural(undated, 'fit note')} without dates in the record; none with dates for today`
  return context.fitNotes.length === 0 ? `None in the record. ${NOT_HERE}` : 'None for today in the record'
}
