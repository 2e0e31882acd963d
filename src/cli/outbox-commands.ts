import { mayHaveArrived } from '../delivery/retry.ts'
import { kindOf } from '../domain/failure-kind.ts'
import { createCourses } from '../store/courses.ts'
import type { Store } from '../store/open-store.ts'
import type { OutboxRow } from '../store/outbox-row.ts'
import { retryMany } from './retry-many.ts'

export const OUTBOX_USAGE = `npm run outbox -- list             what is not at its hub: waiting, under way, given up, lost there
npm run outbox -- show <id>        one referral and all that was said of it, message by message
npm run outbox -- retry <id>       due now, whatever became of it; the running app sends it within seconds
npm run outbox -- retry --service <id> --since <time>
                                   all of one service that were accepted or given up since then, for example 2026-09-01T08:30
npm run outbox -- withdraw <id>    takes back what certainly never reached the hub`

const LEASE_SECONDS = 30

/** `npm run outbox`: the exit code; 2 when the command was not understood. Shows no patient data but what a hub answered. */
export async function runOutbox(
  { outbox, database }: Pick<Store, 'outbox' | 'database'>,
  [command, id = '', ...more]: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  if (command === 'list') {
    const rows = await outbox.list({ states: ['waiting', 'delivering', 'dead'] })
    const now = await database.now()
    for (const row of rows) say(lineOf(row, now))
    const missing = await createCourses(database).allMissing()
    for (const { referralId, serviceId, since } of missing)
      say(
        `${referralId} lost at ${serviceId}: its hub confirmed it, and has no longer had it since ${since}. Ask there.`,
      )
    say(
      rows.length + missing.length === 0
        ? 'Nothing waits: every accepted referral is at its hub.'
        : `${rows.length + missing.length} not at their hub.`,
    )
    return 0
  }
  if (command !== 'show' && command !== 'retry' && command !== 'withdraw') return ended(2, OUTBOX_USAGE)
  if (id.startsWith('--')) {
    if (command !== 'retry') return ended(2, OUTBOX_USAGE)
    const { code, line } = await retryMany({ outbox, database }, [id, ...more])
    return ended(code, line)
  }
  const row = await outbox.read(id)
  if (!row) return ended(2, `There is no referral or message ${id || 'without an id'}. See: npm run outbox -- list`)
  switch (command) {
    case 'show': {
      const now = await database.now()
      for (const each of await outbox.list({ referralId: row.referralId })) {
        say(lineOf(each, now))
        if (each.lastFailure?.diagnostics) say(`  the hub answered: ${each.lastFailure.diagnostics}`)
        if (each.receipt)
          say(`  receipt: ${each.receipt.serviceRequest}, ${each.receipt.task}, ${each.receipt.receivedAt}`)
      }
      return 0
    }
    case 'retry':
      return (await outbox.requeue(id, 'system'))
        ? ended(0, 'It is due now. The running app sends it within seconds; see: npm run outbox -- list')
        : ended(1, `It is ${row.state}: there is nothing to send.`)
    case 'withdraw': {
      if (row.state !== 'waiting' && row.state !== 'dead')
        return ended(1, `It is ${row.state}: it cannot be taken back here.`)
      if (!isCertainlyNotThere(row))
        return ended(1, 'It may have reached the hub. Retry it, and withdraw it in the app once it is delivered.')
      const claim = await outbox.claim(LEASE_SECONDS, { messageId: id, whenever: true })
      return claim && (await outbox.cancel(claim, 'system'))
        ? ended(0, 'Taken back: it will not be sent, and its content is deleted.')
        : ended(1, 'It is just being sent, or waits for an earlier message. Look again in a minute.')
    }
  }

  function ended(code: number, line: string): number {
    say(line)
    return code
  }
}

/** Never tried, or turned away at the only try. After more tries an earlier one may have got through. */
const isCertainlyNotThere = ({ attempts, lastFailure }: OutboxRow): boolean =>
  attempts === 0 ||
  (attempts === 1 && lastFailure !== undefined && (kindOf(lastFailure) !== 'passing' || !mayHaveArrived(lastFailure)))

function lineOf(row: OutboxRow, now: Date): string {
  const why = row.lastFailure
    ? ` ${row.lastFailure.code}${row.lastFailure.status ? ` ${row.lastFailure.status}` : ''}`
    : ''
  const next = row.state === 'waiting' ? ` next ${row.nextAttemptAt}` : ''
  const kind = row.kind === 'referral' ? '' : ` ${row.kind} of ${row.referralId}`
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(row.acceptedAt)) / 60_000))
  const isHeld = row.state === 'waiting' && row.lastFailure && kindOf(row.lastFailure) === 'to-mend'
  return `${row.messageId}${kind} ${isHeld ? 'held' : row.state} at ${row.serviceId}, accepted ${minutes} min ago, ${row.attempts} tries${why}${next}`
}
