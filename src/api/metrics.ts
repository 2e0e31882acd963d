import type { Request, RequestHandler } from 'express'
import { Gauge, Histogram, Registry } from 'prom-client'
import { isSameSecret } from '../http/is-same-secret.ts'
import type { Figures } from '../store/figures.ts'

export interface Metrics {
  /** GET `/metrics` in Prometheus' text format, for whoever has the token; for everybody where `token` is "open". */
  readonly handler: RequestHandler
  /** Whether the token is right, or none is asked for. */
  mayRead(req: Request): boolean
  /** One request that was answered: its route's pattern, never its address. */
  observe(request: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly ms: number
  }): void
}

const QUANTILES = [0.5, 0.95, 0.99]

/**
 * What to watch (docs/operating.md). Counts of referrals are read from the store at each scrape, so that several instances say the same and a
 * restart forgets nothing; only the times of requests are this instance's own. No label names a patient or a clinician.
 */
export function createMetrics(deps: {
  readonly figures: () => Promise<Figures>
  readonly token: string | 'open' | undefined
}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const gauge = (name: string, help: string, labelNames: string[]) => new Gauge({ name, help, labelNames, registers })
  const messages = gauge('workwell_messages', 'Messages to hubs that stand in this state.', [
    'service',
    'kind',
    'state',
  ])
  const retries = gauge('workwell_message_retries', 'Attempts beyond the first, of messages in the store.', ['service'])
  const oldest = gauge('workwell_oldest_waiting_seconds', 'Age of the oldest message that is not at its hub.', [
    'service',
  ])
  const gone = gauge('workwell_referrals_missing', 'Referrals that their hub confirmed and no longer has.', ['service'])
  const unsent = gauge(
    'workwell_messages_unsent',
    'Messages that are not at their hub after an attempt, by the kind of failure.',
    ['service', 'failure'],
  )
  const actions = gauge('workwell_audited_actions', 'Entries of the audit by what was done.', ['action'])
  const toReceipt = gauge('workwell_seconds_to_receipt', 'From "Send" to the receipt, of the last day.', [
    'service',
    'quantile',
  ])
  const requests = new Histogram({
    name: 'workwell_request_seconds',
    help: 'Requests answered by this instance.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers,
  })

  function fill({ at, standings, unsent: failed, actions: done, missing, secondsToReceipt }: Figures): void {
    const waiting = new Map<string, number>()
    for (const each of [messages, retries, oldest, unsent, gone, actions, toReceipt]) each.reset()
    for (const { service, kind, state, count, retries: more, oldest: since } of standings) {
      messages.set({ service, kind, state }, count)
      retries.inc({ service }, more)
      const isOver = state === 'delivered' || state === 'cancelled'
      const age = isOver ? 0 : Math.max(0, (at.getTime() - Date.parse(since)) / 1000)
      waiting.set(service, Math.max(waiting.get(service) ?? 0, age))
    }
    for (const [service, age] of waiting) oldest.set({ service }, age)
    for (const { service, count } of missing) gone.set({ service }, count)
    for (const { service, kind, count } of failed) unsent.inc({ service, failure: kind }, count)
    for (const { action, count } of done) actions.set({ action }, count)
    for (const [service, seconds] of secondsToReceipt)
      for (const quantile of QUANTILES)
        toReceipt.set({ service, quantile: String(quantile) }, seconds[Math.floor(seconds.length * quantile)] ?? 0)
  }
  const mayRead = (req: Request): boolean =>
    deps.token === 'open' ||
    (deps.token !== undefined && isSameSecret(req.get('authorization') ?? '', `Bearer ${deps.token}`))
  return {
    mayRead,
    handler: async (req, res) => {
      if (deps.token === undefined) return void res.status(404).type('text').send('There is nothing here.\n')
      if (!mayRead(req))
        return void res
          .status(401)
          .set('WWW-Authenticate', 'Bearer')
          .type('text')
          .send('The token is missing or wrong.\n')
      fill(await deps.figures())
      res.type(registry.contentType).send(await registry.metrics())
    },
    observe: ({ method, route, status, ms }) => requests.observe({ method, route, status: String(status) }, ms / 1000),
  }
}
