import type { FitNote } from './fit-note.ts'

/**
 * Each statement once. Records hold the same note often twice: as a code and as a scanned document, in another system's shape,
 * or as a duplicate for a lost one. What knows most stays, with the adjustments of all; a lone document or duplicate still counts.
 */
export function withoutCopies(notes: readonly FitNote[]): FitNote[] {
  const kept: FitNote[] = []
  for (const note of notes.toSorted(byKnowledge)) {
    const original = kept.findIndex(other => isCopy(note, other))
    const found = kept[original]
    if (found) kept[original] = withLength({ ...found, adjustments: union(found.adjustments, note.adjustments) }, note)
    else kept.push(note)
  }
  return kept
}

/** How long it is for matters only where its days are not known. */
const withLength = (found: FitNote, { lasts }: FitNote): FitNote =>
  lasts && found.period === 'unknown' && !found.lasts ? { ...found, lasts } : found

/** Whether `note` is the same statement as `other`, which knows at least as much. */
function isCopy(note: FitNote, other: FitNote): boolean {
  if (note.source === other.source && note.period === 'unknown' && other.period === 'unknown') return true
  if (note.issue === 'draft' || other.issue === 'draft') return false
  const sameAdvice = note.advice === 'unknown' || note.advice === other.advice
  if (!sameAdvice) return false
  if (note.period !== 'unknown' && other.period !== 'unknown') {
    return note.period.from === other.period.from && note.period.to === other.period.to
  }
  // A scan of the day's note, or a second copy of a note that stands before it: neither is another period.
  if (note.advice === 'unknown') return isKnown(note) && note.recordedOn === other.recordedOn
  return note.issue === 'duplicate' && other.issue === 'issued' && isKnown(note) && isBefore(other, note)
}

const isKnown = (note: FitNote): boolean => note.period === 'unknown' && note.recordedOn !== 'unknown'

const isBefore = (other: FitNote, note: FitNote): boolean =>
  other.recordedOn !== 'unknown' && other.recordedOn <= note.recordedOn

/** A fixed order, so that the order in the record never matters. */
const byKnowledge = (one: FitNote, other: FitNote): number =>
  knowledge(other) - knowledge(one) || dayOf(one).localeCompare(dayOf(other)) || one.source.localeCompare(other.source)

const knowledge = (note: FitNote): number =>
  (note.advice === 'unknown' ? 0 : 4) + (note.period === 'unknown' ? 0 : 2) + (note.issue === 'issued' ? 1 : 0)

const dayOf = (note: FitNote): string => (note.recordedOn === 'unknown' ? '' : note.recordedOn)

const union = <T>(some: readonly T[], more: readonly T[]): T[] => [...new Set([...some, ...more])]
