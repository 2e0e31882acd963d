import { describe, expect, it } from 'vitest'
import { readStatus } from '../../../src/fhir/read-status.ts'
import { arrivedReferral } from '../hub/arrived-referral.ts'
import { type HubUnderTest, withHub } from '../hub/hub-under-test.ts'

const bring = async (hub: HubUnderTest, id: string, to: string) =>
  hub.decide(id, 'bring', { to, version: (await hub.task(id)).meta?.versionId ?? '' })

describe('the inbox lets a make-believe case system move a referral', () => {
  it('to any standing ahead, step by step, and offers none behind', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      expect((await hub.page(`referrals/${id}`)).html).toContain('value="in-progress/plan-agreed"')
      const moved = await bring(hub, id, 'in-progress/plan-agreed')
      expect([moved.status, moved.location]).toEqual([303, `/workwell/referrals/${id}`])
      const task = await hub.task(id)
      expect(readStatus(task).stage).toBe('started')
      expect(task.meta?.versionId).toBe('3')
      const { html } = await hub.page(`referrals/${id}`)
      expect([html.includes('value="completed/closed-outcome"'), html.includes('value="received/received"')]).toEqual([
        true,
        false,
      ])
    })
  })

  it.each(['received/received', 'nowhere', ''])('refuses %j where it does not lead, and changes nothing', async to => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      await bring(hub, id, 'completed/closed-outcome')
      const before = (await hub.task(id)).meta?.versionId
      const refused = await bring(hub, id, to)
      expect([refused.status, refused.html.includes('This is not possible where the referral stands now')]).toEqual([
        409,
        true,
      ])
      expect((await hub.task(id)).meta?.versionId).toBe(before)
      expect((await hub.page(`referrals/${id}`)).html).not.toContain('make-believe case system')
    })
  })

  it('not from a page that somebody has overtaken', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      await bring(hub, id, 'received/received')
      const late = await hub.decide(id, 'bring', { to: 'accepted/accepted', version: '1' })
      expect([late.status, late.html.includes('Someone changed this referral')]).toEqual([409, true])
      expect((await hub.task(id)).status).toBe('received')
    })
  })

  it('not through another site’s page', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      const from = { origin: 'https://elsewhere.example' }
      expect((await hub.decide(id, 'bring', { to: 'received/received' }, from)).status).toBe(403)
    })
  })
})
