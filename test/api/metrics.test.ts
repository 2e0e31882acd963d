import express from 'express'
import { describe, expect, it } from 'vitest'
import { createMetrics } from '../../src/api/metrics.ts'
import type { Figures } from '../../src/store/figures.ts'
import { serveApp } from '../support/serve-app.ts'

const AT = new Date('2026-09-01T10:00:00Z')
const standing = (state: string, count: number, oldest: string, retries = 0) =>
  ({ service: 'north', kind: 'referral', state, count, retries, oldest }) as const
let figures: Figures = {
  at: AT,
  standings: [
    standing('delivered', 5, '2026-08-01T00:00:00.000Z', 2),
    standing('waiting', 2, '2026-09-01T09:59:00.000Z', 3),
    standing('dead', 1, '2026-09-01T09:58:00.000Z'),
  ],
  unsent: [
    { service: 'north', kind: 'to-mend', count: 2 },
    { service: 'north', kind: 'to-mend', count: 1 },
  ],
  actions: [{ action: 'launched', count: 7 }],
  missing: [{ service: 'north', count: 2 }],
  secondsToReceipt: new Map([['north', [1, 2, 3, 4]]]),
}

async function ask(token: string | undefined, authorization?: string) {
  const metrics = createMetrics({ figures: async () => figures, token })
  metrics.observe({ method: 'GET', route: '/r/:handle/', status: 200, ms: 20 })
  return serveApp(express().get('/metrics', metrics.handler), async base => {
    const answer = await fetch(`${base}/metrics`, authorization ? { headers: { authorization } } : {})
    return { status: answer.status, text: await answer.text() }
  })
}

describe('/metrics', () => {
  it('counts referrals, retries, the age of the oldest that waits, receipts and requests', async () => {
    const { text } = await ask('open')
    for (const line of [
      'workwell_messages{service="north",kind="referral",state="delivered"} 5',
      'workwell_messages{service="north",kind="referral",state="dead"} 1',
      'workwell_message_retries{service="north"} 5',
      // One that was given up is not at its hub either: somebody has to look at it.
      'workwell_oldest_waiting_seconds{service="north"} 120',
      'workwell_messages_unsent{service="north",failure="to-mend"} 3',
      'workwell_audited_actions{action="launched"} 7',
      'workwell_referrals_missing{service="north"} 2',
      'workwell_seconds_to_receipt{service="north",quantile="0.5"} 3',
      'workwell_request_seconds_bucket{le="0.03",method="GET",route="/r/:handle/",status="200"} 1',
    ])
      expect(text).toContain(line)
  })

  it('forgets what is no longer so', async () => {
    const before = figures
    figures = {
      ...figures,
      standings: [standing('delivered', 8, '2026-08-01T00:00:00.000Z')],
      secondsToReceipt: new Map(),
    }
    const { text } = await ask('open')
    figures = before
    expect(text).toContain('workwell_oldest_waiting_seconds{service="north"} 0')
    expect(text).not.toContain('state="waiting"')
  })

  it.each([
    ['no token is set', undefined, 'Bearer x', 404],
    ['none is sent', 'a-long-enough-token', undefined, 401],
    ['another one is sent', 'a-long-enough-token', 'Bearer a-long-enough-tokem', 401],
    ['the right one is sent', 'a-long-enough-token', 'Bearer a-long-enough-token', 200],
  ])('where %s', async (_what, token, authorization, status) => {
    const answer = await ask(token, authorization)
    expect(answer.status).toBe(status)
    expect(answer.text.includes('workwell_')).toBe(status === 200)
  })
})
