import { expect, it } from 'vitest'
import { launchSetting } from '../../support/launch-setting.ts'

it.each(['HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'])('a %s spends no state and begins no launch', async method => {
  const { toCallback, visit, begin, kept, failures, sessions, publicUrl } = await launchSetting()
  const { cookie, callback } = await toCallback()
  const before = [...kept.keys()]
  for (const url of [callback, `${publicUrl}/launch?iss=a&launch=b`]) {
    const answer = await fetch(url, { method, headers: { cookie }, redirect: 'manual' })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('allow')).toBe('GET')
    expect(answer.headers.get('location')).toBeNull()
  }
  expect([...kept.keys()]).toEqual(before)
  expect(failures.map(each => each.code)).toEqual(['BAD_CALLBACK', 'BAD_LAUNCH_REQUEST'])
  await visit(callback, cookie)
  expect(sessions).toHaveLength(1)
  expect((await begin()).status).toBe(302)
})

it('OPTIONS says what may be asked, and does nothing', async () => {
  const { publicUrl, failures, kept } = await launchSetting()
  for (const path of ['/launch', '/callback']) {
    const answer = await fetch(`${publicUrl}${path}`, { method: 'OPTIONS' })
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'GET'])
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  }
  expect(failures).toEqual([])
  expect(kept.size).toBe(0)
})
