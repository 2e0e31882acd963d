import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations, describeInBrowser, launchWithThirdPartyCookies } from '../support/browser.ts'
import { freePort } from '../support/free-port.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { answerUsual, arrived, button, goToCheck, referredAtHub, send, toForm } from './consultation-in-browser.ts'

/**
 * The app behind a proxy that takes `Partitioned` from its cookie, as a browser reads it that has never heard of the word: an
 * ordinary cookie, under the browser's rule for third parties.
 */
async function startWithoutPartitioned(): Promise<RunningApp> {
  const proxy = createServer((asked, answer) => {
    const { method, url, headers } = asked
    const onward = request({ port: behind, host: '127.0.0.1', method, path: url, headers }, came => {
      const cookies = came.headers['set-cookie']?.map(each => each.replace('; Partitioned', ''))
      answer.writeHead(came.statusCode ?? 502, { ...came.headers, ...(cookies && { 'set-cookie': cookies }) })
      came.pipe(answer)
    })
    asked.pipe(onward)
  })
  await once(proxy.listen(0, 'localhost'), 'listening')
  // A TCP server that listens has an AddressInfo; only pipes have a string.
  const publicUrl = `http://localhost:${(proxy.address() as AddressInfo).port}`
  const behind = await freePort()
  const app = await startApp({ PUBLIC_URL: publicUrl, PORT: String(behind) })
  return {
    ...app,
    async close() {
      proxy.closeAllConnections()
      proxy.close()
      await app.close()
    },
  }
}

describeInBrowser('a panel in a browser without partitioned cookies', () => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startWithoutPartitioned()
  })
  afterAll(() => app?.close())

  async function inPanel(rule: 'blocked' | 'allowed') {
    const browser = await launchWithThirdPartyCookies(rule)
    const page = await browser.context.newPage()
    await page.goto(app.sandboxUrl)
    await button(page, 'Open in panel Gareth Ashworth').click()
    return { browser, page, panel: page.frameLocator('iframe') }
  }

  it('says at once that it cannot open there, and its link opens the same launch in a window that works', async () => {
    const before = await referredAtHub(app)
    const { browser, page, panel } = await inPanel('blocked')
    await arrived(panel, 'WorkWell cannot open in this panel')
    expect(await axeViolations(page, { withFrames: false })).toEqual([])
    const opened = page.waitForEvent('popup')
    await panel.getByRole('link', { name: 'Open WorkWell in its own window' }).click()
    const own = await opened
    await arrived(own, 'Work and health')
    await answerUsual(own)
    await goToCheck(own)
    await send(own)
    expect(await referredAtHub(app)).toEqual([...before, 'Ashworth'].toSorted())
    await browser.close()
  })

  it('opens there where third-party cookies are allowed', async () => {
    const { browser, panel } = await inPanel('allowed')
    await toForm(panel)
    await browser.close()
  })
})
