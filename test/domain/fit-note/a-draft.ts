import { expect } from 'vitest'
import type { FitNote } from '../../../src/domain/fit-note.ts'
import type { FitNoteDraft, NoteRule, NoteSituation } from '../../../src/domain/fit-note-draft.ts'

/** Thursday. */
export const TODAY = '2026-09-03'

/** A note to which no rule has anything to say. */
export const GOOD: FitNoteDraft = {
  assessedOn: TODAY,
  assessment: 'face-to-face',
  condition: 'Low back pain',
  wantsLessPrecise: false,
  advice: 'not-fit',
  adjustments: [],
  from: TODAY,
  to: '2026-09-16',
  indefinite: false,
  reassess: 'will-not',
  safetyCritical: [],
  purposes: [],
}

export const SITUATION: NoteSituation = {
  today: TODAY,
  notes: [],
  historyIncomplete: false,
  age: 44,
  profession: { is: 'doctor', from: 'record' },
}

export const earlier = (from: string, to: string, parts: Partial<FitNote> = {}): FitNote => ({
  source: `Observation/${from}`,
  recordedOn: from,
  advice: 'not-fit',
  period: { from, to },
  adjustments: [],
  issue: 'issued',
  ...parts,
})

/** One row of a rule's table: what differs from the good note, and what the rule says to it, if anything. */
export type Row = [
  what: string,
  draft: Partial<Record<keyof FitNoteDraft, unknown>>,
  says: string | undefined,
  situation?: Partial<NoteSituation>,
]

export function judged(rule: NoteRule, [, parts, says, situation]: Row): void {
  const found = rule({ ...GOOD, ...parts } as FitNoteDraft, { ...SITUATION, ...situation })
  if (says === undefined) expect(found).toBeUndefined()
  else expect(found?.text).toContain(says)
  // Each warning names where its rule stands.
  if (found) expect(found.source).not.toBe('')
}
