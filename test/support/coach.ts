import { heldToLabels } from './page-faults.ts'
import type { RunningApp } from './running-app.ts'

export interface CoachPage {
  readonly url: string
  readonly status: number
  readonly html: string
}

/** A coach's browser without a page engine: signs in at the make-believe provider, reads pages and sends their forms. */
export async function createCoach(app: Pick<RunningApp, 'url'>, id = 'coach-asha') {
  const jars = new Map<string, Map<string, string>>()

  async function request(url: string, init: RequestInit = {}): Promise<CoachPage> {
    const { origin } = new URL(url)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    const headers = new Headers(init.headers)
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      jar.set(name, value)
    }
    const location = response.headers.get('location')
    const html = await response.text()
    return location ? request(new URL(location, url).href) : heldToLabels({ url, status: response.status, html })
  }
  const hiddenIn = (html: string): Record<string, string> =>
    Object.fromEntries(
      [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value.replaceAll('&amp;', '&').replaceAll('&quot;', '"'),
      ]),
    )
  const home = `${app.url}/hub/demo-workwell/`

  async function signIn(): Promise<CoachPage> {
    const pick = await request(home)
    const form = pick.html.split('<form').find(each => each.includes(`value="${id}"`)) ?? ''
    return request(new URL('/coaches/authorize', pick.url).href, {
      method: 'POST',
      body: new URLSearchParams(hiddenIn(form)),
    })
  }

  return {
    home,
    signIn,
    get: (path: string) => request(new URL(path, home).href),
    /** Sends a form of the desk's own. */
    send: (path: string, fields: Record<string, string>) =>
      request(new URL(path, home).href, { method: 'POST', body: new URLSearchParams(fields) }),
    /** Does something with a referral, on the version that the page shows. */
    async act(taskId: string, kind: string, fields: Record<string, string> = {}, seen?: CoachPage) {
      const page = seen ?? (await request(new URL(`referrals/${taskId}`, home).href))
      const version = /name="version" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
      return request(new URL(`referrals/${taskId}/${kind}`, home).href, {
        method: 'POST',
        body: new URLSearchParams({ version, ...fields }),
      })
    },
  }
}
