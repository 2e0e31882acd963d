import express from 'express'
import type { Task } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mayMove, type Standing } from '../../../src/domain/referral-moves.ts'
import { readStatus } from '../../../src/fhir/read-status.ts'
import { ID } from '../../../src/fhir/systems.ts'
import { standingOf } from '../../../src/fhir/task-standing.ts'
import { createFhirClient, type FhirClient } from '../../../src/gateways/fhir-client.ts'
import { createHub } from '../../../src/gateways/hub.ts'
import { type CaseSystem, createCaseSystem } from '../../../src/sandbox/case-system/case-system.ts'
import { nameOf, STANDINGS, wayTo } from '../../../src/sandbox/case-system/way-to.ts'
import { createFhirServer } from '../../../src/sandbox/fhir-server/fhir-server.ts'
import { hubRules } from '../../../src/sandbox/hub/task-rules.ts'
import { type Listening, listen } from '../../../src/sandbox/listen.ts'
import { arrivedReferral } from '../hub/arrived-referral.ts'

const fhir = createFhirServer({ rules: hubRules })
let server: Listening
let client: FhirClient
let system: CaseSystem
beforeAll(async () => {
  server = await listen(express().use('/fhir', fhir.router), 0, '127.0.0.1')
  client = createFhirClient({ baseUrl: `http://127.0.0.1:${server.port}/fhir`, timeoutMs: 30_000 })
  system = createCaseSystem(client)
})
afterAll(async () => {
  await server.close()
  await fhir.close()
})

const SENT: Standing = { phase: 'requested', state: 'sent' }

/** A referral as it arrives from the app; its Task's id at the hub. */
async function arrived() {
  const bundle = arrivedReferral({ family: 'CASE' })
  const task = bundle.entry?.map(each => each.resource).find((each): each is Task => each?.resourceType === 'Task')
  const referralId = task?.identifier?.find(each => each.system === ID.referralTask)?.value ?? ''
  const receipt = await createHub(client).send(bundle, referralId)
  if (!receipt.ok) throw new Error(receipt.failure.code)
  return { referralId, receipt: receipt.value }
}

/** Every move of the table that is the service's. */
const EDGES = STANDINGS.flatMap(from =>
  wayTo(SENT, from) === undefined
    ? []
    : STANDINGS.filter(to => mayMove('hub', from, to)).map(to => [nameOf(from), nameOf(to), from, to] as const),
)

describe('a make-believe case system at the hub', () => {
  it('has moves to make: every standing but those of the referrer', () => {
    const reached = STANDINGS.filter(each => wayTo(SENT, each) !== undefined).map(nameOf)
    const theirs = STANDINGS.map(nameOf).filter(each => !reached.includes(each))
    expect(theirs).toEqual(['requested/delivered', 'cancelled/withdrawn'])
    expect(EDGES.length).toBeGreaterThan(60)
  })

  it.each(EDGES)('moves from %s to %s, and the referrer reads it', async (_from, _to, from, to) => {
    const referral = await arrived()
    const { receipt } = referral
    const taskId = receipt.task.replace('Task/', '')
    expect(await system.bring(taskId, from)).toMatchObject({ ok: true })
    expect(await system.bring(taskId, to)).toMatchObject({ ok: true, value: [to] })
    const read = await createHub(client).looksUp.readTask(referral)
    if (!read.ok || !read.value) throw new Error('not there')
    expect(standingOf(read.value)).toEqual(to)
    const { stage, reason, outcome } = readStatus(read.value)
    expect(stage).not.toBe('unknown')
    expect([reason !== undefined, outcome !== undefined]).toEqual([
      ['rejected', 'cancelled', 'on-hold', 'failed'].includes(to.phase),
      to.phase === 'completed',
    ])
  })

  it('leaves what is over as it is, and what somebody else has just changed', async () => {
    const referral = await arrived()
    const { receipt } = referral
    const taskId = receipt.task.replace('Task/', '')
    await system.bring(taskId, { phase: 'rejected', state: 'not-accepted' })
    expect(await system.bring(taskId, { phase: 'accepted', state: 'accepted' })).toEqual({
      ok: false,
      failure: { code: 'NO_WAY' },
    })
    const other = (await arrived()).receipt.task.replace('Task/', '')
    const late = createCaseSystem({
      read: client.read,
      async update(resource, condition) {
        await createCaseSystem(client).bring(other, { phase: 'received', state: 'received' })
        return client.update(resource, condition)
      },
    })
    expect(await late.bring(other, { phase: 'rejected', state: 'not-accepted' })).toMatchObject({
      ok: false,
      failure: { code: 'CONFLICT' },
    })
  })
})
