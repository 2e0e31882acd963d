import type { ClinicalContext } from './clinical-context.ts'
import { ADVICE_NAMES, type FitNote, type FitNoteAdvice } from './fit-note.ts'
import { displayDate, type LocalDate } from './local-date.ts'

/** Today's fit note in the record, if there is one. A draft says what is planned, until a note is issued. */
export function todaysNote(context: Pick<ClinicalContext, 'fitNotes'>, today: LocalDate): FitNote | undefined {
  const notes = context.fitNotes.filter(note => note.recordedOn === today)
  return issuedOn(notes, today) ?? notes[0]
}

/**
 * The fit note that was issued on a day, by its date of issue, whatever days it is for. Of several, the one that says most: advice and days
 * first, then the one that lasts longest. Whoever says "no fit note today" has to know of it (hazard H05).
 */
export function issuedOn(notes: readonly FitNote[], day: LocalDate): FitNote | undefined {
  return notes
    .filter(note => note.recordedOn === day && note.issue !== 'draft')
    .toSorted((one, other) => saysMuch(other) - saysMuch(one) || lastDay(other).localeCompare(lastDay(one)))[0]
}

const saysMuch = ({ advice, period }: FitNote): number =>
  Number(advice !== 'unknown') * 2 + Number(period !== 'unknown')

const lastDay = ({ period }: FitNote): string => (period === 'unknown' ? '' : period.to)

/** What of a note a service may be told: an advice that is not known tells nothing. */
export function tellable(note: FitNote | undefined): (FitNote & { readonly advice: FitNoteAdvice }) | undefined {
  return note && note.advice !== 'unknown' ? { ...note, advice: note.advice } : undefined
}

/** "not fit for work, 1 December 2026 to 14 December 2026". What the record does not say is said to be missing. */
export function noteWords({ advice, period }: Pick<FitNote, 'advice' | 'period'>): string {
  const said = advice === 'unknown' ? 'advice not recorded' : ADVICE_NAMES[advice].toLowerCase()
  const days = period === 'unknown' ? 'dates not recorded' : `${displayDate(period.from)} to ${displayDate(period.to)}`
  return `${said}, ${days}`
}

/** Under "no fit note today", where the record shows that one was issued today: one line, since a panel is narrow. */
export const ISSUED_TODAY = 'A fit note was issued today'

/** Before sending: where the service is not told of it, that it is not. Where it is, advice and dates stand among what leaves. */
export function notToldOf(note: FitNote, atBasic: boolean): string {
  if (!tellable(note)) return 'It is not told of the fit note issued today, whose advice the record does not say.'
  return atBasic ? 'At this level it is not told of the fit note issued today.' : ''
}
