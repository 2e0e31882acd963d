import { expect, inject, it } from 'vitest'
import { readStatus } from '../../src/fhir/read-status.ts'
import { standingOf } from '../../src/fhir/task-standing.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import { createHub } from '../../src/gateways/hub.ts'
import { createCaseSystem } from '../../src/sandbox/case-system/case-system.ts'
import { nameOf, STANDINGS, wayTo } from '../../src/sandbox/case-system/way-to.ts'
import { arrivedReferral } from '../sandbox/hub/arrived-referral.ts'
import { deliver, idOf } from './deliver.ts'

const client = createFhirClient({ baseUrl: inject('hapi'), timeoutMs: 60_000 })
const reachable = STANDINGS.filter(to => (wayTo({ phase: 'requested', state: 'sent' }, to)?.length ?? 0) > 0)

it.each(reachable.map(to => [nameOf(to), to] as const))(
  'a service’s own system takes a referral to %s, and the app reads it',
  async (_name, to) => {
    const bundle = arrivedReferral({ family: 'CASE' })
    const receipt = await deliver(inject('hapi'), bundle)
    expect(await createCaseSystem(client).bring(receipt.task.replace('Task/', ''), to)).toMatchObject({ ok: true })
    const read = await createHub(client).looksUp.readTask({ referralId: idOf(bundle), receipt })
    if (!read.ok || !read.value) throw new Error('not there')
    expect([standingOf(read.value), readStatus(read.value).stage !== 'unknown']).toEqual([to, true])
  },
)
