import type { Adjustment, FitNote, PeriodLack } from '../domain/fit-note.ts'
import { withoutCopies } from '../domain/fit-note-copies.ts'
import { daysBetween, type LocalDate, londonDay } from '../domain/local-date.ts'
import type { EhrRecord, PeriodRecord } from './ehr-record.ts'
import { dayOf } from './elements.ts'
import { adjustmentIn, isMed3Document, issueIn, lengthIn } from './fit-note-meaning.ts'

type Observation = EhrRecord['observations'][number]

const VOID = ['entered-in-error', 'cancelled']

/** Earlier fit notes in every shape that we know, newest first. Nothing is invented: a note without dates has none. */
export function readFitNotes(record: EhrRecord): FitNote[] {
  const observations = record.observations.filter(each => !VOID.includes(each.status))
  const adjustments = observations.flatMap(adjustmentOf)
  const notes = [
    ...observations.flatMap(observation => fromObservation(record, observation, adjustments)),
    ...observations.flatMap(ofLength),
    ...record.documents.flatMap(document => fromDocument(record, document)),
  ]
  return withoutCopies(notes).sort((one, other) => newestDay(other).localeCompare(newestDay(one)))
}

function fromObservation(
  record: EhrRecord,
  observation: Observation,
  adjustments: readonly DatedAdjustment[],
): FitNote[] {
  const issue = issueIn(observation)
  if (!issue) return []
  const recordedOn = firstKnown(dayOf(observation.effectiveDateTime), dayOf(observation.issued))
  const period = periodAsOf(record, recordedOn, observation.effectivePeriod)
  const days = knownDays(period.period, recordedOn)
  const own = adjustments.filter(each => each.days.some(day => days.includes(day)))
  return [
    {
      source: `Observation/${observation.id}`,
      recordedOn: firstKnown(recordedOn, startOf(period.period)),
      advice: issue.advice,
      ...period,
      adjustments: issue.advice === 'may-be-fit' ? [...new Set(own.map(each => each.adjustment))] : [],
      issue: observation.status === 'preliminary' ? 'draft' : issue.issue,
    },
  ]
}

/** How long a note of its day is for, apart from the note itself: it joins that note, or stands for one that is not there. */
function ofLength(observation: Observation): FitNote[] {
  const length = lengthIn(observation)
  const recordedOn = firstKnown(dayOf(observation.effectiveDateTime), dayOf(observation.issued))
  return length
    ? [
        {
          source: `Observation/${observation.id}`,
          recordedOn,
          advice: 'unknown',
          period: 'unknown',
          ...length,
          adjustments: [],
          issue: observation.status === 'preliminary' ? 'draft' : 'issued',
        },
      ]
    : []
}

function fromDocument(record: EhrRecord, document: EhrRecord['documents'][number]): FitNote[] {
  if (!isMed3Document(document) || document.status !== 'current' || VOID.includes(document.docStatus ?? '')) return []
  return [
    {
      source: `DocumentReference/${document.id}`,
      recordedOn: dayOf(document.date),
      advice: 'unknown',
      ...periodAsOf(record, dayOf(document.date), document.context?.period),
      adjustments: [],
      issue: document.docStatus === 'preliminary' ? 'draft' : 'issued',
    },
  ]
}

/** A note that was written on a day still to come is a slip: it covers no day either (hazard H06). */
const periodAsOf = (
  { readAt }: EhrRecord,
  recordedOn: LocalDate | 'unknown',
  period: PeriodRecord | undefined,
): Pick<FitNote, 'period' | 'periodLack'> =>
  recordedOn !== 'unknown' && recordedOn > londonDay(new Date(readAt))
    ? { period: 'unknown', periodLack: 'not-yet-written' }
    : periodOf(period)

interface DatedAdjustment {
  readonly days: readonly LocalDate[]
  readonly adjustment: Adjustment
}

function adjustmentOf(observation: Observation): DatedAdjustment[] {
  const adjustment = adjustmentIn(observation)
  const recordedOn = firstKnown(dayOf(observation.effectiveDateTime), dayOf(observation.issued))
  return adjustment ? [{ days: knownDays(periodOf(observation.effectivePeriod).period, recordedOn), adjustment }] : []
}

/** Longer than any note: a slip of a digit, or a "no end" that is written as a day in 9999. */
const LONGEST_DAYS = 5 * 366

/** Both days, or what is wrong with them. An end is never made up, and a month is not a day. */
function periodOf(period: PeriodRecord | undefined): Pick<FitNote, 'period' | 'periodLack'> {
  const lacking = (periodLack: PeriodLack) => ({ period: 'unknown', periodLack }) as const
  if (!period?.start && !period?.end) return { period: 'unknown' }
  if (!period.start) return lacking('no-start')
  if (!period.end) return lacking('no-end')
  const from = dayOf(period.start)
  const to = dayOf(period.end)
  if (from === 'unknown' || to === 'unknown') return lacking('not-a-day')
  if (to < from) return lacking('ends-before-it-begins')
  return daysBetween(from, to) < LONGEST_DAYS ? { period: { from, to } } : lacking('too-long')
}

/** An adjustment belongs to the note that starts, or was recorded, on its own day. */
const knownDays = (period: FitNote['period'], recordedOn: LocalDate | 'unknown'): LocalDate[] =>
  [startOf(period), recordedOn].filter(day => day !== 'unknown')

const startOf = (period: FitNote['period']): LocalDate | 'unknown' => (period === 'unknown' ? 'unknown' : period.from)

const firstKnown = (...days: (LocalDate | 'unknown')[]): LocalDate | 'unknown' =>
  days.find(day => day !== 'unknown') ?? 'unknown'

const newestDay = (note: FitNote): string => (note.recordedOn === 'unknown' ? '' : note.recordedOn)
