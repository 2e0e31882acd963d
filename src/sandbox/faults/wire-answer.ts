import type { Response } from 'express'

/** An HTTP answer before it is sent: what a fault changes. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Text goes out as it is, nothing as nothing, anything else as JSON. */
  readonly body: unknown
  /** Held back for so long. */
  readonly afterMs?: number
  /** The connection breaks instead of an answer, or in the middle of it. */
  readonly drop?: true | 'half-way'
}

/** Longer than any client waits. */
const SLOW_MS = 30_000
const HUGE = 12_000_000

export const jsonAnswer = (
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body,
})

/** What stands in for JSON when a log-in page or a proxy comes between. */
export const htmlAnswer = (status = 200): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Log in</title><h1>Please log in again</h1>',
})

export const slowly = (answer: WireAnswer): WireAnswer => ({ ...answer, afterMs: SLOW_MS })

export const cutOff = (answer: WireAnswer): WireAnswer => ({ ...answer, drop: 'half-way' })

/** The object of a JSON answer; anything else counts as empty. */
export const membersOf = ({ body }: WireAnswer): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? { ...body } : {}

/** The same answer with these members; undefined takes one away. */
export const withMembers = (answer: WireAnswer, changes: Readonly<Record<string, unknown>>): WireAnswer => ({
  ...answer,
  body: { ...membersOf(answer), ...changes },
})

/** Good JSON, and far more of it than anyone asked for. */
export const huge = (answer: WireAnswer): WireAnswer => withMembers(answer, { padding: 'x'.repeat(HUGE) })

export function sendWire(response: Response, answer: WireAnswer): void {
  if (answer.drop === true) return void response.socket?.destroy()
  const send = (): void => {
    const { status, headers, body } = answer
    const bytes = Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body))
    response.status(status).set({ ...headers })
    // As bytes: express would add a charset to FHIR's media type.
    if (answer.drop !== 'half-way') return void response.end(bytes)
    response.set('content-length', String(bytes.byteLength))
    response.write(bytes.subarray(0, bytes.byteLength / 2), () => response.socket?.destroy())
  }
  if (answer.afterMs === undefined) send()
  else {
    const waiting = setTimeout(send, answer.afterMs)
    response.once('close', () => clearTimeout(waiting))
  }
}
