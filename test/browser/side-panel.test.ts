import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeViolations, describeInBrowser, launchWithThirdPartyCookies, watchRequests } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { serveApp } from '../support/serve-app.ts'
import {
  answerUsual,
  arrived,
  button,
  choose,
  FINISH,
  goToCheck,
  launchUrl,
  PATHWAY,
  referredAtHub,
  send,
  toForm,
} from './consultation-in-browser.ts'

const framing = (src: string) =>
  express().get('/', (_req, res) => {
    res.type('html').send(`<!doctype html><title>record</title><iframe title="other" src="${src}"></iframe>`)
  })

/** Whether an ordinary SameSite=None cookie reaches a frame on another site: proof that the browser does what the test says. */
async function plainCookieArrives(context: BrowserContext): Promise<boolean> {
  const app = express()
  app.get('/set', (_req, res) => {
    res.cookie('plain', '1', { secure: true, httpOnly: true, sameSite: 'none' }).redirect('/seen')
  })
  app.get('/seen', (req, res) => {
    res.type('html').send(`<!doctype html><title>x</title><p>cookie ${req.headers.cookie ?? 'none'}</p>`)
  })
  const other = createServer(app).listen(0, 'localhost')
  await once(other, 'listening')
  try {
    // A TCP server that listens has an AddressInfo; only pipes have a string.
    const { port } = other.address() as AddressInfo
    return await serveApp(framing(`http://localhost:${port}/set`), async base => {
      const page = await context.newPage()
      await page.goto(base)
      const text = await page.frameLocator('iframe').getByText('cookie').textContent()
      await page.close()
      return text === 'cookie plain=1'
    })
  } finally {
    other.closeAllConnections()
    other.close()
  }
}

describeInBrowser('the app in a panel beside the record, on another site', () => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp()
  })
  afterAll(() => app?.close())

  describe.each(['blocked', 'allowed'] as const)('with third-party cookies %s', rule => {
    let browser: Awaited<ReturnType<typeof launchWithThirdPartyCookies>>
    beforeAll(async () => {
      browser = await launchWithThirdPartyCookies(rule)
    })
    afterAll(() => browser?.close())

    it('is really under that rule', async () => {
      expect(await plainCookieArrives(browser.context)).toBe(rule === 'allowed')
    })

    it('goes all the way to "Referral sent"', async () => {
      const before = await referredAtHub(app)
      const seen = watchRequests(browser.context)
      const page = await browser.context.newPage()
      await page.goto(app.sandboxUrl)
      await button(page, 'Open in panel Gareth Ashworth').click()
      const panel = page.frameLocator('iframe[title="WorkWell referral for Gareth Ashworth"]')
      await toForm(panel)
      expect(new URL(page.url()).hostname).toBe('127.0.0.1')
      expect(page.frames().map(frame => new URL(frame.url()).hostname)).toContain('localhost')
      // The app's pages are judged in a window of their own: two whole pages in one always have two of each landmark.
      expect(await axeViolations(page, { withFrames: false })).toEqual([])
      for (const width of [400, 1280]) {
        await page.setViewportSize({ width, height: 700 })
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      }
      await answerUsual(panel)
      await goToCheck(panel)
      await send(panel)
      expect(await panel.getByRole('region', { name: 'Patient', exact: true }).textContent()).toContain(
        'Gareth Ashworth',
      )
      expect(await referredAtHub(app)).toEqual([...before, 'Ashworth'].toSorted())
      expect(seen.outside).toEqual([])
      await page.close()
    })

    it('keeps two panels of one page apart, each with its own patient after a reload', async () => {
      const page = await browser.context.newPage()
      await page.goto(app.sandboxUrl)
      await button(page, 'Open in panel Gareth Ashworth').click()
      const first = page.frameLocator('iframe').first()
      await toForm(first)
      const second = await launchUrl(app, 'patient-back-pain')
      await page.evaluate(`(() => {
        const frame = document.createElement('iframe')
        Object.assign(frame, { title: 'second', width: 400, height: 600, src: ${JSON.stringify(second)} })
        document.body.append(frame)
      })()`)
      await arrived(page.frameLocator('iframe[title="second"]'), 'Work and health')
      const [gareth] = page.frames().filter(frame => frame.parentFrame())
      await gareth?.evaluate('location.reload()')
      await gareth?.waitForLoadState()
      await choose(first, PATHWAY, 'Fit note only')
      expect(await first.getByRole('region', { name: 'Patient' }).textContent()).toContain('Gareth Ashworth')
      await button(first, FINISH).click()
      await arrived(first, 'Nothing was sent to WorkWell')
      expect(await first.getByRole('region', { name: 'Patient' }).textContent()).toContain('Gareth Ashworth')
      const other = page.frameLocator('iframe[title="second"]').getByRole('region', { name: 'Patient' })
      expect(await other.textContent()).toContain('Marek Kowalczyk')
      await page.close()
    })

    it('shows nothing in a frame of a page that is not the record system', async () => {
      const page = await browser.context.newPage()
      await serveApp(framing(await launchUrl(app, 'patient-typical')), async base => {
        const refused: string[] = []
        page.on('console', message => refused.push(message.text()))
        await page.goto(base, { waitUntil: 'networkidle' })
        expect(page.frames().map(frame => frame.url())).toEqual([`${base}/`, 'chrome-error://chromewebdata/'])
        expect(refused.join()).toContain('frame-ancestors')
      })
      await page.close()
    })
  })
})
