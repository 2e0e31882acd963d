import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { z } from 'zod'

/** How far this machine's clock is from those of the servers that it asks. */
export interface ClockDifference {
  /** Positive: this machine's clock is ahead. */
  readonly seconds: number
  /** For an operator: who differs, and what to do. */
  readonly words: string
}

export interface ClockWatch {
  /** The largest difference that stands, if any is more than five minutes. */
  difference(): ClockDifference | undefined
  /** One more clock that was looked at: of a server, or of the database. */
  observe(whose: string, theirs: Date): void
  close(): void
}

const MOST_SECONDS = 300
/** What the runtime's fetch tells of every answer. */
const CHANNEL = 'undici:request:headers'

const answer = z.object({
  request: z.object({ origin: z.union([z.string(), z.instanceof(URL)]) }),
  response: z.object({ headers: z.array(z.instanceof(Uint8Array)) }),
})

/**
 * Holds this machine's clock against the `Date` of every answer of a record system or hub. Sign-ins are judged by this clock, and sessions,
 * drafts and what may be deleted go by it: a clock that is off is said before anybody wonders (hazards H03, H15).
 */
export function watchClock(deps: {
  now: () => Date
  log: { error(fields: object, message: string): void; info(fields: object, message: string): void }
}): ClockWatch {
  const differences = new Map<string, number>()

  function observe(whose: string, theirs: Date): void {
    const seconds = Math.round((deps.now().getTime() - theirs.getTime()) / 1000)
    if (!Number.isFinite(seconds)) return
    const [wasOff, isOff] = [differences.has(whose), Math.abs(seconds) > MOST_SECONDS]
    if (isOff) differences.set(whose, seconds)
    else differences.delete(whose)
    if (isOff && !wasOff) deps.log.error({ whose, seconds }, 'the clock of this machine and another one differ')
    if (wasOff && !isOff) deps.log.info({ whose, seconds }, 'the clocks agree again')
  }

  const onAnswer = (message: unknown): void => {
    const seen = answer.safeParse(message)
    if (!seen.success) return
    const { request, response } = seen.data
    const date = headerIn(response.headers, 'date')
    const age = Number(headerIn(response.headers, 'age') ?? 0) || 0
    if (date !== undefined) observe(String(request.origin), new Date(Date.parse(date) + age * 1000))
  }
  subscribe(CHANNEL, onAnswer)

  return {
    observe,
    difference() {
      const [whose, seconds] = [...differences].sort(([, one], [, other]) => Math.abs(other) - Math.abs(one))[0] ?? []
      if (whose === undefined || seconds === undefined) return undefined
      const [minutes, others] = [Math.round(Math.abs(seconds) / 60), differences.size - 1]
      const also = others > 0 ? ` and ${others} more` : ''
      const words = `this machine is ${minutes} minutes ${seconds > 0 ? 'ahead of' : 'behind'} ${whose}${also}: set its time, or tell them`
      return { seconds, words }
    },
    close: () => void unsubscribe(CHANNEL, onAnswer),
  }
}

/** Names and values stand in turn. */
function headerIn(headers: readonly Uint8Array[], name: string): string | undefined {
  const texts = headers.map(each => Buffer.from(each).toString('latin1'))
  const at = texts.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name)
  return at < 0 ? undefined : texts[at + 1]
}
