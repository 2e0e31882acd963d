import express from 'express'
import { Button, InsetText } from 'nhsuk-react-components'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAssets } from '../../launch/web/assets.ts'
import { Page } from '../../launch/web/page.tsx'
import { PatientBanner } from '../../launch/web/patient-banner.tsx'
import { renderPage } from '../../launch/web/render.ts'
import { refuseCrossSite } from '../../launch/web/same-origin.ts'
import { noStore, securityHeaders } from '../../launch/web/security-headers.ts'
import { axeViolations, describeInBrowser, launchBrowser, watchRequests } from '../support/browser.ts'
import { serveApp } from '../support/serve-app.ts'

const sample = renderPage(
  <Page
    title="Refer to WorkWell"
    heading="Work and health"
    synthetic
    banner={
      <PatientBanner
        today="2026-11-22"
        patient={{
          id: 'p1',
          name: 'Zoë Featherstonehaugh-Cholmondeley',
          birthDate: '1984-09-03',
          nhsNumber: '9990000018',
          gender: 'female',
          postcode: 'unknown',
          practiceCode: 'unknown',
          deceased: false,
          restricted: true,
          superseded: false,
          unreadable: [],
        }}
      />
    }
  >
    <InsetText>
      <p>Nothing has been sent yet.</p>
    </InsetText>
    <form method="post" action="/send">
      <Button preventDoubleClick>Check before sending</Button>
    </form>
    <ol>
      {Array.from({ length: 60 }, (_, line) => `Line ${line + 1} of a page that has to be scrolled`).map(line => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  </Page>,
)

function sampleApp(): express.Express {
  const app = express()
  app.use(securityHeaders({ publicUrl: 'http://localhost', frameOrigins: [] }))
  app.use('/assets', createAssets())
  app.use(noStore)
  app.use(refuseCrossSite({ publicUrl: 'http://localhost', synthetic: true }))
  app.get('/', (_req, res) => {
    res.type('html').send(sample)
  })
  app.post('/send', (req, res) => {
    res.type('html').send(`<!doctype html><title>x</title><p>origin ${req.get('origin')}</p>`)
  })
  return app
}

describeInBrowser('the page and its banner in a real browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  it.each([
    { width: 1280, height: 800 },
    { width: 400, height: 700 },
    { width: 320, height: 500 },
  ])(
    'keeps the patient in sight while scrolling, without sideways scrolling and axe violations, at $width pixels',
    viewport =>
      serveApp(sampleApp(), async base => {
        const context = await browser.newContext({ viewport })
        const page = await context.newPage()
        await page.goto(base)
        expect(await axeViolations(page)).toEqual([])
        await page.evaluate('window.scrollTo(0, document.body.scrollHeight)')
        const banner = page.getByRole('region', { name: 'Patient' })
        expect((await banner.boundingBox())?.y).toBe(0)
        expect((await banner.boundingBox())?.height).toBeLessThan(viewport.height * 0.4)
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width)
        await context.close()
      }),
  )

  it('needs three requests, all to this machine, and breaks no rule of its own security policy', () =>
    serveApp(sampleApp(), async base => {
      const context = await browser.newContext()
      const seen = watchRequests(context)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', message => complaints.push(message.text()))
      page.on('pageerror', error => complaints.push(error.message))
      await page.goto(base, { waitUntil: 'networkidle' })
      expect(await page.locator('body').getAttribute('class')).toContain('nhsuk-frontend-supported')
      expect(complaints).toEqual([])
      expect(seen.all).toHaveLength(3)
      expect(seen.outside).toEqual([])
      await context.close()
    }))

  it.each([true, false])('sends its own form past the cross-site rule, with scripts on: %s', javaScriptEnabled =>
    serveApp(sampleApp(), async base => {
      const context = await browser.newContext({ javaScriptEnabled })
      const page = await context.newPage()
      await page.goto(base)
      await page.getByRole('button', { name: 'Check before sending' }).click()
      // The reason why the rule cannot go by Origin alone.
      expect(await page.getByText('origin').textContent()).toBe('origin null')
      await context.close()
    }),
  )

  it('refuses the same form from another site', () =>
    serveApp(sampleApp(), async base => {
      const evil = express().get('/', (_req, res) => {
        res
          .type('html')
          .send(`<!doctype html><title>x</title><form method="post" action="${base}/send"><button>Win</button></form>`)
      })
      await serveApp(evil, async evilBase => {
        const page = await browser.newPage()
        await page.goto(evilBase.replace('127.0.0.1', 'localhost'))
        await page.getByRole('button', { name: 'Win' }).click()
        await page.getByRole('heading', { name: 'This request did not come from the app' }).waitFor()
        await page.close()
      })
    }))
})
