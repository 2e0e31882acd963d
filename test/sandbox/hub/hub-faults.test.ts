import type { Task } from 'fhir/r4.js'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { CS } from '../../../src/fhir/systems.ts'
import { type InboxUnderTest, withInbox } from './hub-under-test.ts'

const HUB = 'http://hub.example'
const BASE = `${HUB}/fhir`
const now = () => new Date('2026-09-04T10:00:00Z')

const task = {
  resourceType: 'Task',
  id: 't1',
  meta: { versionId: '3' },
  status: 'requested',
  intent: 'order',
  code: { coding: [{ system: CS.taskCode, code: 'fulfill' }] },
  authoredOn: '2026-09-03T09:12:00Z',
} satisfies Task
const searchset = (...resources: unknown[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map(resource => ({ resource })),
})
const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] }

describe('a hub that fails', () => {
  it.each([
    ['answers 500', () => nock(HUB).get(/.*/).times(2).reply(500, outcome), 'The hub refused'],
    ['answers with a web page', () => nock(HUB).get(/.*/).reply(200, '<html>Hello</html>'), 'makes no sense'],
    ['answers with other JSON', () => nock(HUB).get(/.*/).reply(200, { hello: 1 }), 'makes no sense'],
    ['is too slow', () => nock(HUB).get(/.*/).times(2).delay(3_000).reply(200, searchset()), 'does not answer'],
    [
      'is not there',
      () => nock(HUB).get(/.*/).times(2).replyWithError(new TypeError('fetch failed')),
      'does not answer',
    ],
    ['wants a token', () => nock(HUB).get(/.*/).reply(401, outcome), 'The hub refused'],
  ])('because it %s is said so, on the list and on a referral', async (how, fail, says) => {
    const isShown = async (inbox: InboxUnderTest) => {
      for (const path of ['', 'referrals/t1']) {
        fail()
        const { status, html } = await inbox.page(path)
        expect(status).toBe(502)
        expect(html).toContain(says)
        expect(html).toContain('SYNTHETIC')
        nock.cleanAll()
      }
    }
    await withInbox(BASE, now, isShown, how === 'is too slow' ? 100 : undefined)
  })

  it('while a decision is read loses no typed word', async () => {
    nock(HUB).get(/.*/).times(2).reply(500, outcome)
    await withInbox(BASE, now, async inbox => {
      const answer = await inbox.decide('t1', 'decline', { version: '3', reason: '42', words: 'Moved away' })
      expect(answer.status).toBe(502)
      expect(answer.html).toContain('Moved away')
    })
  })

  it('while a decision is saved says that it was not, and keeps the form', async () => {
    nock(HUB).get('/fhir/Task/t1').reply(200, task)
    nock(HUB).put('/fhir/Task/t1').matchHeader('if-match', 'W/"3"').reply(500, outcome)
    await withInbox(BASE, now, async inbox => {
      const answer = await inbox.decide('t1', 'decline', { version: '3', reason: '42', words: 'Moved away' })
      expect(answer.status).toBe(502)
      expect(answer.html).toContain('The hub did not confirm the change')
      expect(answer.html).toContain('Moved away')
    })
  })

  it.each([409, 412])('because someone was faster (%i) says so and shows where it stands now', async status => {
    nock(HUB).get('/fhir/Task/t1').reply(200, task)
    nock(HUB).put('/fhir/Task/t1').matchHeader('if-match', 'W/"3"').reply(status, outcome)
    nock(HUB)
      .get('/fhir/Task/t1')
      .reply(200, { ...task, meta: { versionId: '4' }, status: 'accepted' })
    await withInbox(BASE, now, async inbox => {
      const answer = await inbox.decide('t1', 'decline', { version: '3', reason: '26', words: 'Rang today' })
      expect(answer.status).toBe(409)
      expect(answer.html).toContain('Someone changed this referral')
      expect(answer.html).toContain('Accepted')
      expect(answer.html).toContain('name="version" value="4"')
      expect(answer.html).toContain('Rang today')
    })
  })
})

describe('what a hub sends', () => {
  it('may be almost empty: what is missing is said to be missing', async () => {
    nock(HUB).get('/fhir/Task/t1').reply(200, task)
    await withInbox(BASE, now, async inbox => {
      const { status, html } = await inbox.page('referrals/t1')
      expect(status).toBe(200)
      expect(html).toContain('Name not given')
      expect(html).toContain('No record of the patient’s agreement')
    })
  })

  it('may be odd in places: the rest is still shown', async () => {
    const odd = {
      ...task,
      businessStatus: 'sent',
      output: 'none',
      authoredOn: 'yesterday',
      for: { reference: 'Patient/p1' },
    }
    const patient = {
      resourceType: 'Patient',
      id: 'p1',
      name: [7, { family: 'Ashworth', given: 'Gareth' }],
      telecom: {},
    }
    nock(HUB).get('/fhir/Task').query(true).reply(200, searchset(odd))
    nock(HUB).get('/fhir/Patient').query(true).reply(200, searchset(patient))
    await withInbox(BASE, now, async inbox => {
      const { status, html } = await inbox.page('')
      expect(status).toBe(200)
      expect(html).toContain('Ashworth')
      expect(html).toContain('at an unknown time')
    })
  })

  it('is counted where it cannot be read at all', async () => {
    nock(HUB)
      .get('/fhir/Task')
      .query(true)
      .reply(200, searchset({ ...task, status: 'half-done' }))
    await withInbox(BASE, now, async inbox => {
      expect((await inbox.page('')).html).toContain('1 referral arrives in a form that cannot be read here')
    })
  })

  it('is never shown as success where the status is not known', async () => {
    const strange = {
      ...task,
      status: 'accepted',
      businessStatus: { coding: [{ system: CS.businessStatus, code: 'hm' }] },
    }
    nock(HUB).get('/fhir/Task/t1').reply(200, strange)
    await withInbox(BASE, now, async inbox => {
      expect((await inbox.page('referrals/t1')).html).toContain('Status not known')
    })
  })
})
