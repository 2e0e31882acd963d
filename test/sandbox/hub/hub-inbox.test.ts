import { describe, expect, it } from 'vitest'
import { readStatus } from '../../../src/fhir/read-status.ts'
import { CS } from '../../../src/fhir/systems.ts'
import { arrivedReferral } from './arrived-referral.ts'
import { type HubUnderTest, withHub } from './hub-under-test.ts'

const versionOf = async (hub: HubUnderTest, id: string): Promise<string> =>
  (await hub.task(id)).meta?.versionId ?? 'none'
/** Decides on the version that stands now, as a coach does who has just opened the page. */
const decideNow = async (hub: HubUnderTest, id: string, move: string, fields: Record<string, string> = {}) =>
  hub.decide(id, move, { ...fields, version: await versionOf(hub, id) })

describe('the list of referrals', () => {
  it('says that none has arrived', async () => {
    await withHub(async hub => {
      const { status, html } = await hub.page('')
      expect(status).toBe(200)
      expect(html).toContain('No referral has arrived yet')
    })
  })

  it('shows who, how to reach them, safety, work, sharing, by whom, when and where it stands', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      const { html } = await hub.page('')
      for (const shown of [
        'Gareth Ashworth',
        '07700 900441',
        'Best way: Text message',
        'Nothing known',
        'Employed, off sick',
        'Shared: Full (7 answers)',
        'Tom Brennan',
        'Physiotherapist',
        'Larch Lane Surgery (synthetic)',
        '3 September 2026 at 10:12',
        'New',
        'SYNTHETIC',
        `href="/workwell/referrals/${id}"`,
      ])
        expect(html).toContain(shown)
    })
  })

  it('has the newest first', async () => {
    await withHub(async hub => {
      await hub.arrive(arrivedReferral({ family: 'Middle', authoredOn: '2026-09-02T09:00:00Z' }))
      await hub.arrive(arrivedReferral({ family: 'Newest', authoredOn: '2026-09-03T09:00:00Z' }))
      await hub.arrive(arrivedReferral({ family: 'Oldest', authoredOn: '2026-09-01T09:00:00Z' }))
      const { html } = await hub.page('')
      const order = ['Newest', 'Middle', 'Oldest'].map(name => html.indexOf(name))
      expect(order).toEqual([...order].sort((one, other) => one - other))
    })
  })

  it('leaves out Tasks that are no referral', async () => {
    await withHub(async hub => {
      await hub.put({
        resourceType: 'Task',
        id: 'chore',
        status: 'requested',
        intent: 'order',
        code: { text: 'Chore' },
      })
      expect((await hub.page('')).html).toContain('No referral has arrived yet')
      expect((await hub.page('referrals/chore')).status).toBe(404)
    })
  })

  it('takes names and answers from a referral as text, never as HTML', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(
        arrivedReferral({ family: '<img src=x onerror=alert(1)>', safety: '<script>alert(2)</script>' }),
      )
      for (const path of ['', `referrals/${id}`]) {
        const { html } = await hub.page(path)
        expect(html).not.toMatch(/<img src=x|<script>alert/)
        expect(html).toContain('&lt;img src=x')
      }
    })
  })
})

describe('one referral', () => {
  it('shows the patient, everything that was shared, and the agreement', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth', safety: 'After 5 only' }))
      const { status, html } = await hub.page(`referrals/${id}`)
      expect(status).toBe(200)
      for (const shown of [
        '10 January 1980',
        '999 054 8609',
        '53 Placeholder Lane, Demobury, XX1 8AB',
        'After 5 only',
        'Low back pain',
        'may be fit for work (3 September 2026 to 23 September 2026)',
        'eMED3 (2010) recommend phased return to work',
        'What the patient was told, version demo-1',
        'SYNTHETIC',
      ])
        expect(html).toContain(shown)
    })
  })

  it('puts a concern before everything else, and none where nothing is known', async () => {
    await withHub(async hub => {
      const concern = { system: CS.concern, code: 'phone-first', display: 'Yes, phone me before contact' }
      const calm = await hub.arrive(arrivedReferral({ family: 'Calm' }))
      const heed = await hub.arrive(arrivedReferral({ family: 'Heed', concern }))
      expect((await hub.page(`referrals/${heed}`)).html).toMatch(
        /Safety<\/strong> The referrer says: Yes, phone me before contact/,
      )
      expect((await hub.page(`referrals/${calm}`)).html).not.toContain('>Safety<')
    })
  })

  it('offers only what is possible now', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      const buttons = async () =>
        [...(await hub.page(`referrals/${id}`)).html.matchAll(/<button[^>]*>([^<]+)</g)]
          .map(([, name]) => name)
          // The make-believe case system's own.
          .filter(name => name !== 'Move it')
      expect(await buttons()).toEqual(['Acknowledge', 'Accept', 'Decline'])
      await decideNow(hub, id, 'acknowledge')
      expect(await buttons()).toEqual(['Accept', 'Decline', 'Close with an outcome'])
      await decideNow(hub, id, 'accept')
      expect(await buttons()).toEqual(['Decline', 'Close with an outcome'])
      expect((await hub.page(`referrals/${id}`)).html).not.toContain('The patient is not eligible')
      await decideNow(hub, id, 'close', { outcome: 'stayed-in-work' })
      expect(await buttons()).toEqual([])
    })
  })

  it('that is not there is said to be not there', async () => {
    await withHub(async hub => {
      expect(await hub.page('referrals/nobody')).toMatchObject({ status: 404 })
    })
  })
})

describe('a decision', () => {
  it('to acknowledge reaches the referrer as received', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      const answer = await decideNow(hub, id, 'acknowledge')
      expect(answer).toMatchObject({ status: 303, location: `/workwell/referrals/${id}` })
      const task = await hub.task(id)
      expect(task).toMatchObject({
        status: 'received',
        businessStatus: { coding: [{ system: CS.businessStatus, code: 'received' }] },
        lastModified: '2026-09-04T10:00:00.000Z',
        authoredOn: '2026-09-03T09:12:00.000Z',
      })
      expect(readStatus(task).stage).toBe('received')
    })
  })

  it('to accept is possible at once', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      await decideNow(hub, id, 'accept')
      expect(readStatus(await hub.task(id)).stage).toBe('accepted')
    })
  })

  it.each([
    ['40', 'rejected', 'not-accepted'],
    ['42', 'rejected', 'not-accepted'],
    ['22', 'rejected', 'not-accepted'],
    ['26', 'cancelled', 'closed-declined'],
    ['27', 'cancelled', 'closed-no-contact'],
  ])('to decline for reason %s makes it %s, %s', async (reason, status, stage) => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      await decideNow(hub, id, 'decline', { reason, words: ' Lives in Otherford. ' })
      const task = await hub.task(id)
      expect(task.status).toBe(status)
      expect(task.statusReason?.coding).toMatchObject([{ system: CS.statusReason, code: reason }])
      expect(readStatus(task)).toMatchObject({
        stage,
        reason: expect.stringMatching(/^The .+\. Lives in Otherford\.$/),
      })
    })
  })

  it('to close with an outcome carries the outcome', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      await decideNow(hub, id, 'accept')
      await decideNow(hub, id, 'close', { outcome: 'returned-with-adjustments' })
      expect(readStatus(await hub.task(id))).toMatchObject({
        stage: 'closed-outcome',
        outcome: 'returned-with-adjustments',
      })
      expect((await hub.page(`referrals/${id}`)).html).toContain('Returned with adjustments')
    })
  })

  it('made twice is made once', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      const version = await versionOf(hub, id)
      await hub.decide(id, 'acknowledge', { version })
      const after = await versionOf(hub, id)
      expect(await hub.decide(id, 'acknowledge', { version })).toMatchObject({ status: 303 })
      expect(await versionOf(hub, id)).toBe(after)
    })
  })

  it('without a reason, or without an outcome, is asked for it and keeps what was typed', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      for (const reason of ['', '99', 'constructor']) {
        const answer = await decideNow(hub, id, 'decline', { reason, words: 'Moved away' })
        expect(answer.status).toBe(422)
        expect(answer.html).toContain('Choose why the referral is declined')
        expect(answer.html).toContain('Moved away')
      }
      await decideNow(hub, id, 'accept')
      expect(await decideNow(hub, id, 'close', { outcome: 'cured' })).toMatchObject({
        status: 422,
        html: expect.stringContaining('Choose the outcome'),
      })
      expect((await hub.task(id)).status).toBe('accepted')
    })
  })

  it('on a version that is no longer the newest changes nothing and keeps what was typed', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      const seen = await versionOf(hub, id)
      await decideNow(hub, id, 'acknowledge')
      const answer = await hub.decide(id, 'decline', { version: seen, reason: '42', words: 'Moved away' })
      expect(answer.status).toBe(409)
      expect(answer.html).toContain('Someone changed this referral while you had it open')
      expect(answer.html).toContain('Moved away')
      expect(answer.html).toContain('Acknowledged')
      expect((await hub.task(id)).status).toBe('received')
    })
  })

  it('that is not possible where the referral stands changes nothing', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      const closing = await decideNow(hub, id, 'close', { outcome: 'stayed-in-work' })
      expect(closing).toMatchObject({ status: 409, html: expect.stringContaining('not possible') })
      expect((await hub.task(id)).status).toBe('requested')
      await decideNow(hub, id, 'decline', { reason: '40' })
      expect((await decideNow(hub, id, 'acknowledge')).status).toBe(409)
      expect((await hub.task(id)).status).toBe('rejected')
    })
  })

  it('that another site makes through the coach’s browser is refused', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      const version = await versionOf(hub, id)
      const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]
      for (const headers of foreign) {
        expect((await hub.decide(id, 'acknowledge', { version }, headers)).status).toBe(403)
      }
      expect((await hub.task(id)).status).toBe('requested')
      const own = { origin: new URL(hub.home).origin }
      expect((await hub.decide(id, 'acknowledge', { version }, own)).status).toBe(303)
    })
  })

  it('leaves everything else in the Task as it was', async () => {
    await withHub(async hub => {
      const id = await hub.arrive(arrivedReferral({ family: 'Ashworth' }))
      const { meta: _before, status: _s, businessStatus: _b, lastModified: _l, ...was } = await hub.task(id)
      await decideNow(hub, id, 'acknowledge')
      expect(await hub.task(id)).toMatchObject(was)
    })
  })
})
