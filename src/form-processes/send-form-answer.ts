import type { Response } from 'express'
import type { Result } from '../domain/result.ts'
import type { FormAnswer, NoAnswer } from './form-call.ts'

/**
 * A form that ended its process is what its sender must change (422); being busy is not, and passes (429); a fault of ours is ours (500).
 */
const STATUS = { stopped: 422, busy: 429, broken: 500 } satisfies Record<NoAnswer, number>

const RETRY_AFTER_SECONDS = 5

/** Sends an answer as it came, or what `say` has to say of there being none. */
export function sendFormAnswer(
  res: Response,
  answered: Result<FormAnswer<Uint8Array>, NoAnswer>,
  say: (why: NoAnswer) => void,
): void {
  if (answered.ok) {
    const { status, type, body } = answered.value
    // Not `send`, which would work out an ETag of megabytes for an answer that nobody may keep.
    res.status(status).type(type).end(body)
    return
  }
  res.status(STATUS[answered.failure])
  if (answered.failure === 'busy') res.set('Retry-After', String(RETRY_AFTER_SECONDS))
  say(answered.failure)
}
