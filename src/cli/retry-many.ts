import { parseArgs } from 'node:util'
import { isLocalDate, londonInstant } from '../domain/local-date.ts'
import type { Store } from '../store/open-store.ts'

const EXAMPLE = 'npm run outbox -- retry --service north-essex --since 2026-09-01T08:30'

/** `npm run outbox -- retry --service <id> --since <time>`: many at once, after a hub's connection was mended. The exit code and what to say. */
export async function retryMany(
  { outbox, database }: Pick<Store, 'outbox' | 'database'>,
  args: readonly string[],
): Promise<{ code: 0 | 2; line: string }> {
  const { service, since } = optionsIn(args)
  if (!service || !since) return wrong(`Both are needed, which service and since when: ${EXAMPLE}`)
  const from = instantIn(since)
  if (!from)
    return wrong(
      `${since} is no day or time. Write it as 2026-09-01, 2026-09-01T08:30 (UK time) or 2026-09-01T07:30:00Z.`,
    )
  if (from > (await database.now()))
    return wrong(`${from.toISOString()} is still to come: nothing has happened since then.`)
  const services = await outbox.services()
  if (!services.includes(service))
    return wrong(`There is no message for a service ${service}. There are some for: ${services.join(', ') || 'none'}.`)
  const many = await outbox.requeueSince(service, from, 'system')
  const when = `since ${from.toISOString()}`
  return many === 0
    ? {
        code: 0,
        line: `Nothing of ${service} ${when} is left to bring back: it is delivered, taken back, or due already.`,
      }
    : {
        code: 0,
        line: `${many} of ${service} ${when} are due now. The running app sends them within a minute, and asks the hub first what it has; see: npm run outbox -- list`,
      }
}

const wrong = (line: string): { code: 2; line: string } => ({ code: 2, line })

function optionsIn(args: readonly string[]): { service?: string | undefined; since?: string | undefined } {
  try {
    const options = { service: { type: 'string' }, since: { type: 'string' } } as const
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch {
    return {}
  }
}

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/
const WITHOUT_ZONE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?$/

/** A moment with its zone, or a day or a time as the clock in London shows it. */
function instantIn(text: string): Date | undefined {
  const [, day = '', time = '00:00'] = WITHOUT_ZONE.exec(text) ?? []
  const found = WITH_ZONE.test(text)
    ? new Date(text.replace(' ', 'T'))
    : isLocalDate(day)
      ? londonInstant(day, time)
      : undefined
  return found && !Number.isNaN(found.getTime()) ? found : undefined
}
