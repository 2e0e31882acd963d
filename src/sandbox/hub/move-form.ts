import { z } from 'zod'
import { OUTCOMES } from '../../domain/referral-status.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { DECLINE_ORDER, type DeclineReason, type Move } from './task-moves.ts'

const MOST_WORDS = 500

/** What the coach typed and picked, kept over a refusal so that nothing has to be typed twice. */
export interface MoveDraft {
  readonly reason: string
  readonly words: string
  readonly outcome: string
}
export const EMPTY_DRAFT: MoveDraft = { reason: '', words: '', outcome: '' }

/** An answer that is not right yet: on which control, and what to do. */
export interface MoveProblem {
  readonly field: keyof MoveDraft
  readonly message: string
}

const single = z.string().catch('')
const formBody = z.object({ version: single, about: single, reason: single, words: single, outcome: single })

export interface MoveForm {
  /** The version of the Task that the coach was looking at. */
  readonly version: string
  /** Which referral it was; empty where the form does not say. */
  readonly about: string
  readonly draft: MoveDraft
}

export function readMoveForm(body: unknown): MoveForm {
  const { version, about, ...draft } = formBody.parse(body ?? {})
  return { version, about, draft: { ...draft, words: draft.words.trim() } }
}

const isReason = (text: string): text is DeclineReason => DECLINE_ORDER.some(each => each === text)

export function moveOf(kind: Move['kind'], draft: MoveDraft): Result<Move, MoveProblem> {
  if (kind === 'decline') {
    if (!isReason(draft.reason)) return fail({ field: 'reason', message: 'Choose why the referral is declined' })
    if (draft.words.length > MOST_WORDS)
      return fail({ field: 'words', message: `Use ${MOST_WORDS} characters or fewer` })
    return ok({ kind, reason: draft.reason, words: draft.words })
  }
  if (kind === 'close') {
    const outcome = OUTCOMES.find(each => each === draft.outcome)
    return outcome ? ok({ kind, outcome }) : fail({ field: 'outcome', message: 'Choose the outcome' })
  }
  return ok({ kind })
}
