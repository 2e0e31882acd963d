import type { Adjustment, FitNote, FitNoteAdvice } from '../domain/fit-note.ts'
import type { LocalDate } from '../domain/local-date.ts'
import type { EhrRecord, PeriodRecord } from './ehr-record.ts'
import { codeIn, dayOf, fromTable } from './elements.ts'
import { ADJUSTMENT_CODES, ISSUE_CODES, MED3_DOCUMENTS } from './fit-note-codes.ts'
import { CS } from './systems.ts'

type Observation = EhrRecord['observations'][number]

const VOID = ['entered-in-error', 'cancelled']

/** Earlier fit notes in every shape that we know, newest first. Nothing is invented: a note without dates has none. */
export function readFitNotes(record: EhrRecord): FitNote[] {
  const observations = record.observations.filter(each => !VOID.includes(each.status))
  const adjustments = observations.flatMap(adjustmentOf)
  const notes = [
    ...observations.flatMap(observation => fromObservation(observation, adjustments)),
    ...record.documents.flatMap(fromDocument),
  ]
  return withoutCopies(notes).sort((one, other) => newestDay(other).localeCompare(newestDay(one)))
}

function fromObservation(observation: Observation, adjustments: readonly DatedAdjustment[]): FitNote[] {
  const asCode = fromTable(ISSUE_CODES, observation.code, CS.snomed)
  const asValue =
    codeIn(observation.code, CS.observation) === 'fitness-for-work-advice' ? ownForm(observation) : undefined
  const issue = asCode ?? asValue
  if (!issue) return []
  const period = periodOf(observation.effectivePeriod)
  const recordedOn = firstKnown(dayOf(observation.effectiveDateTime), dayOf(observation.issued))
  const days = knownDays(period, recordedOn)
  const own = adjustments.filter(each => each.days.some(day => days.includes(day)))
  return [
    {
      source: `Observation/${observation.id}`,
      recordedOn: firstKnown(recordedOn, period === 'unknown' ? 'unknown' : period.from),
      advice: issue.advice,
      period,
      adjustments: issue.advice === 'may-be-fit' ? [...new Set(own.map(each => each.adjustment))] : [],
      issue: observation.status === 'preliminary' ? 'draft' : issue.issue,
    },
  ]
}

/** Our own form: the advice is the value, as an eMED3 finding or as our own code for a note that is only planned. */
function ownForm(observation: Observation): { advice: FitNoteAdvice; issue: FitNote['issue'] } | undefined {
  const issued = fromTable(ISSUE_CODES, observation.valueCodeableConcept, CS.snomed)
  if (issued) return issued
  const planned = codeIn(observation.valueCodeableConcept, CS.fitNoteAdvice)
  return planned === 'not-fit' || planned === 'may-be-fit' ? { advice: planned, issue: 'draft' } : undefined
}

function fromDocument(document: EhrRecord['documents'][number]): FitNote[] {
  const isMed3 = document.type?.coding?.some(
    each => each.system === CS.snomed && MED3_DOCUMENTS.includes(each.code ?? ''),
  )
  if (!isMed3 || document.status !== 'current' || VOID.includes(document.docStatus ?? '')) return []
  return [
    {
      source: `DocumentReference/${document.id}`,
      recordedOn: dayOf(document.date),
      advice: 'unknown',
      period: periodOf(document.context?.period),
      adjustments: [],
      issue: document.docStatus === 'preliminary' ? 'draft' : 'issued',
    },
  ]
}

interface DatedAdjustment {
  readonly days: readonly LocalDate[]
  readonly adjustment: Adjustment
}

function adjustmentOf(observation: Observation): DatedAdjustment[] {
  const adjustment =
    fromTable(ADJUSTMENT_CODES, observation.code, CS.snomed) ??
    fromTable(ADJUSTMENT_CODES, observation.valueCodeableConcept, CS.snomed)
  const recordedOn = firstKnown(dayOf(observation.effectiveDateTime), dayOf(observation.issued))
  return adjustment ? [{ days: knownDays(periodOf(observation.effectivePeriod), recordedOn), adjustment }] : []
}

/**
 * The same note stands often twice: as a code and as a document, or as a duplicate for a lost one.
 * The coded one knows more and wins; a lone document or duplicate still counts.
 */
function withoutCopies(notes: readonly FitNote[]): FitNote[] {
  const samePeriod = (one: FitNote, other: FitNote) =>
    one.period !== 'unknown' &&
    other.period !== 'unknown' &&
    one.period.from === other.period.from &&
    one.period.to === other.period.to
  const copies = notes.filter(
    note =>
      (note.advice === 'unknown' || note.issue === 'duplicate') &&
      notes.some(
        other => other !== note && other.advice !== 'unknown' && other.issue === 'issued' && samePeriod(note, other),
      ),
  )
  return notes.filter(note => !copies.includes(note))
}

function periodOf(period: PeriodRecord | undefined): FitNote['period'] {
  const from = dayOf(period?.start)
  const to = dayOf(period?.end)
  return from === 'unknown' || to === 'unknown' ? 'unknown' : { from, to }
}

/** An adjustment belongs to the note that starts, or was recorded, on its own day. */
const knownDays = (period: FitNote['period'], recordedOn: LocalDate | 'unknown'): LocalDate[] =>
  [period === 'unknown' ? 'unknown' : period.from, recordedOn].filter(day => day !== 'unknown')

const firstKnown = (...days: (LocalDate | 'unknown')[]): LocalDate | 'unknown' =>
  days.find(day => day !== 'unknown') ?? 'unknown'

const newestDay = (note: FitNote): string => (note.recordedOn === 'unknown' ? '' : note.recordedOn)
