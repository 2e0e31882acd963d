import express from 'express'
import { createElement } from 'react'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NotSent, notSentHeading, type Undelivered } from '../../../../launch/pages/sent/not-sent.tsx'
import { NotSentStatus } from '../../../../launch/pages/status/not-sent-status.tsx'
import { renderPage } from '../../../../launch/web/render.ts'
import type { DeliveryFailure } from '../../../../src/domain/delivery.ts'
import { keptFailure } from '../../../../src/domain/failure-kind.ts'
import type { FailureKind } from '../../../../src/domain/gateway-failure.ts'
import { createFhirClient } from '../../../../src/gateways/fhir-client.ts'
import { listen } from '../../../../src/sandbox/listen.ts'
import { workWellService } from '../../../support/ehr-record.ts'
import { consultation } from '../../consultation/one-consultation.ts'
import { BARE_ANSWERS, BARS_EXAMPLES, ERS_ANSWERS, type PublishedAnswer } from './published-answers.ts'

let answer: PublishedAnswer
let server: Awaited<ReturnType<typeof listen>>
beforeAll(async () => {
  const hub = express().use((_req, res) => {
    const { status, code, issue } = answer
    if (!code) return void res.status(status).type('html').send('<h1>No</h1>')
    const coding = [{ system: 'https://fhir.nhs.uk/Codesystem/http-error-codes', code }]
    const outcome = {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: issue, details: { coding } }],
    }
    res.status(status).type('application/fhir+json').send(JSON.stringify(outcome))
  })
  server = await listen(hub, 0, '127.0.0.1')
})
afterAll(() => server.close())

const service = workWellService()
const wordsOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

function pageOf(delivery: Undelivered): string {
  const props = { consultation: consultation(), service, delivery }
  const status = createElement(NotSentStatus, { service, delivery })
  return `${notSentHeading(delivery, service)} ${wordsOf(renderPage(createElement(NotSent, props)))} ${wordsOf(renderPage(status))}`
}

/** As the outbox has it: given up only what the service declined. */
const deliveryOf = (kind: FailureKind, failure: DeliveryFailure): Undelivered =>
  kind === 'declined'
    ? { state: 'dead', failure }
    : { state: 'waiting', attempts: 1, nextAttemptAt: '2026-09-01T09:00:00.000Z', lastFailure: failure }

const MUST: Readonly<Record<FailureKind, readonly RegExp[]>> = {
  passing: [
    /^Referral saved, not sent yet /,
    /sent again by itself/,
    /Tell the patient/,
    /If it is still not sent tomorrow/,
  ],
  'to-mend': [
    /^Referral saved, not sent: the connection to .+ has a fault /,
    /says nothing about the patient/,
    /goes once the connection has been put right/,
    /If it should not wait, ring/,
  ],
  declined: [
    /^.+ did not take this referral /,
    /does not take this referral/,
    /not sent again by itself/,
    /another way to help/,
  ],
}
/** What a clinician would take for something else. */
const NEVER: Readonly<Record<FailureKind, RegExp>> = {
  passing: /refused|declined|does not take|did not take|has a fault, which/,
  'to-mend': /refused|declined|did not take|again by itself|tomorrow/,
  declined: /not sent yet|is sent again|goes once|connection/,
}

it.each([...BARS_EXAMPLES, ...ERS_ANSWERS, ...BARE_ANSWERS])(
  'a clinician reads of $status $code $issue that it is $kind, and nothing else',
  async published => {
    answer = published
    const fhir = createFhirClient({ baseUrl: `http://127.0.0.1:${server.port}/fhir`, timeoutMs: 5000 })
    const sent = await fhir.transaction({ resourceType: 'Bundle', type: 'transaction', entry: [] })
    if (sent.ok) throw new Error('an error was taken for a success')
    const page = pageOf(deliveryOf(published.kind, keptFailure(sent.failure)))
    for (const words of MUST[published.kind]) expect(page).toMatch(words)
    expect(page).not.toMatch(NEVER[published.kind])
    // Whom to ring stands on every one of them.
    expect(page).toContain(service.phone)
  },
)

it.each([
  ['NO_HUB', 'to-mend'],
  ['INTERNAL', 'passing'],
  ['UNREACHABLE', 'passing'],
  ['TIMEOUT', 'passing'],
  ['GARBAGE', 'passing'],
] as const)('so it is without any answer of the hub: %s is %s', (code, kind) => {
  const page = pageOf(deliveryOf(kind, { code }))
  for (const words of MUST[kind]) expect(page).toMatch(words)
  expect(page).not.toMatch(NEVER[kind])
})

it('what the version before has given up for a fault of the connection is no longer a no of the service', () => {
  const page = pageOf({ state: 'dead', failure: { code: 'REFUSED', status: 405 } })
  for (const words of MUST['to-mend']) expect(page).toMatch(words)
  expect(page).not.toMatch(NEVER['to-mend'])
})
