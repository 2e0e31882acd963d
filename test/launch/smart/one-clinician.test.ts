import { describe, expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

describe('a browser that two clinicians use one after the other', () => {
  it('is the same browser for the launches of one clinician', async () => {
    const { launch, sessions, store } = await launchSetting()
    const first = await launch()
    const second = await launch({ cookie: first.cookie })
    expect(second.cookie).toBe(first.cookie)
    expect(new Set(sessions.map(each => each.browserId)).size).toBe(1)
    for (const each of sessions) expect(await store.readSession(each.handle)).toBeDefined()
  })

  it('is another browser for the second, in whom the first one’s sessions are over', async () => {
    const { stub, launch, sessions, store } = await launchSetting()
    const first = await launch()
    await launch({ cookie: first.cookie })
    stub.bends.claims = { sub: 'user-2', fhirUser: 'Practitioner/nurse-1' }
    const second = await launch({ cookie: first.cookie })
    expect(second.cookie).not.toBe(first.cookie)
    const [one, two, three] = sessions
    for (const each of [one, two]) {
      expect(await store.readSession(each?.handle ?? '')).toBeUndefined()
      expect(await store.readEnded(each?.handle ?? '')).toEqual({
        because: 'other-clinician',
        browserId: three?.browserId,
      })
    }
    expect(second.cookie).toContain(three?.browserId)
    expect(await store.readSession(three?.handle ?? '')).toMatchObject({ subject: 'user-2' })
  })

  it('tells nobody apart by name alone: the same subject at another EHR is another person', async () => {
    const setting = await launchSetting()
    const { cookie } = await setting.launch()
    const browserId = cookie.split('=')[1] ?? ''
    const use = await setting.store.readBrowser(browserId)
    if (use === undefined) throw new Error('the browser was not noted')
    await setting.store.saveBrowser(browserId, { ...use, issuer: 'https://other.example/fhir' }, setting.clock.now)
    expect((await setting.launch({ cookie })).cookie).not.toBe(cookie)
  })

  it('leaves a launch that is under way to the one who began it', async () => {
    const { stub, launch, failures, sessions } = await launchSetting()
    const first = await launch()
    const begun = await fetch(first.begun.url, { redirect: 'manual', headers: { cookie: first.cookie } })
    const back = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' })
    stub.bends.claims = { sub: 'user-2' }
    const second = await launch({ cookie: first.cookie })
    await fetch(back.headers.get('location') ?? '', { redirect: 'manual', headers: { cookie: second.cookie } })
    expect(failures.map(each => each.code)).toEqual(['OTHER_BROWSER'])
    expect(sessions).toHaveLength(2)
  })
})
