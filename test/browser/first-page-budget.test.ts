import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { answerUsual, arrived, goToCheck, launchUrl, referredAtHub, send } from './consultation-in-browser.ts'

interface Traffic {
  /** Addresses that were asked for; a chain of redirects counts as one. */
  readonly requests: string[]
  redirects: number
  /** Octets of all answers as they came over the wire, headers and redirects included. */
  octets: number
}

/** What the browser itself says of its traffic, beneath any cache and after any decompression it undoes. */
async function trafficOf(page: Page): Promise<{ traffic: Traffic; session: CDPSession }> {
  const session = await page.context().newCDPSession(page)
  const traffic: Traffic = { requests: [], redirects: 0, octets: 0 }
  session.on('Network.requestWillBeSent', ({ request, redirectResponse }) => {
    if (redirectResponse) {
      traffic.redirects += 1
      traffic.octets += redirectResponse.encodedDataLength
    } else if (!request.url.startsWith('data:')) traffic.requests.push(request.url)
  })
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    traffic.octets += encodedDataLength
  })
  await session.send('Network.enable')
  return { traffic, session }
}

describeInBrowser('the first page after a launch', () => {
  let app: RunningApp
  let browser: Browser
  beforeAll(async () => {
    app = await startApp()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  it.each(['patient-typical', 'patient-back-pain'])('costs at most three requests and 50 kB, for %s', async patient => {
    const context = await newPerson(browser)
    const page = await context.newPage()
    const { traffic } = await trafficOf(page)
    await page.goto(await launchUrl(app, patient), { waitUntil: 'networkidle' })
    await arrived(page, 'Work and health')
    // To the record system, back from it, on to the page.
    expect(traffic.redirects).toBe(3)
    expect(traffic.requests.length).toBeLessThanOrEqual(3)
    // The stylesheet alone has more: were less counted, the counting would be wrong.
    expect(traffic.octets).toBeGreaterThan(20_000)
    expect(traffic.octets).toBeLessThanOrEqual(50_000)
    await context.close()
  })

  it('costs next to nothing the second time', async () => {
    const context = await newPerson(browser)
    const page = await context.newPage()
    await page.goto(await launchUrl(app, 'patient-typical'), { waitUntil: 'networkidle' })
    const { traffic } = await trafficOf(page)
    await page.goto(await launchUrl(app, 'patient-back-pain'), { waitUntil: 'networkidle' })
    expect(traffic.octets).toBeLessThanOrEqual(15_000)
    await context.close()
  })

  it('can be answered and sent with neither script nor stylesheet', async () => {
    const before = await referredAtHub(app)
    const context = await newPerson(browser, { javaScriptEnabled: false })
    await context.route('**/assets/**', route => route.abort())
    const page = await context.newPage()
    await page.goto(await launchUrl(app, 'patient-typical'))
    await answerUsual(page)
    await goToCheck(page)
    await send(page)
    expect(await referredAtHub(app)).toEqual([...before, 'Ashworth'].toSorted())
    await context.close()
  })
})
