import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import {
  answerUsual,
  arrived,
  button,
  CONCERN,
  CONDITION,
  choose,
  FINISH,
  goToCheck,
  group,
  isChosen,
  launchInTab,
  PATHWAY,
  RECORD,
  referredAtHub,
  SHARING,
  send,
  WORK_STATUS,
} from './consultation-in-browser.ts'

const NOTE = ['Advice on the fit note', 'Fit note from', 'Fit note to', 'Adjustments on the fit note']
const REFERRAL = [CONDITION, WORK_STATUS, CONCERN, SHARING]
const ALL = [PATHWAY, ...NOTE, ...REFERRAL]

/** Which of the questions a person sees, open or as a button with their legend. */
async function seen(page: Page): Promise<string[]> {
  const shown = await Promise.all(
    ALL.map(legend =>
      group(page, legend)
        .or(page.getByRole('button', { name: new RegExp(`^${legend.replace('?', '\\?')}( |$)`) }))
        .first()
        .isVisible(),
    ),
  )
  return ALL.filter((_, index) => shown[index])
}

describeInBrowser('questions that depend on answers', () => {
  let app: RunningApp
  let browser: Browser
  let context: BrowserContext
  let before: string[]
  beforeAll(async () => {
    app = await startApp()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })
  beforeEach(async () => {
    before = await referredAtHub(app)
  })
  afterEach(() => context.close())

  describe('with scripts', () => {
    beforeEach(async () => {
      context = await newPerson(browser)
    })

    it('the note is asked about only where a note and a referral are made today', async () => {
      const page = await launchInTab(context, app, 'Gareth Ashworth')
      expect(await seen(page)).toEqual([PATHWAY, ...REFERRAL])
      for (const [pathway, shown] of [
        ['Fit note today and refer to WorkWell', ALL],
        ['Refer to WorkWell, no fit note today', [PATHWAY, ...REFERRAL]],
        ['Fit note today, WorkWell perhaps later', [PATHWAY]],
        ['Fit note only', [PATHWAY]],
        ['No fit note and no referral', [PATHWAY]],
        ['Fit note today and refer to WorkWell', ALL],
      ] as const) {
        await choose(page, PATHWAY, pathway)
        expect(await seen(page), pathway).toEqual(shown)
      }
      expect(await page.getByText('Only if:').locator('visible=true').count()).toBe(0)
    })

    it('"Fit note only" leaves the question and the button, and nothing to type', async () => {
      const page = await launchInTab(context, app, 'Gareth Ashworth')
      await choose(page, PATHWAY, 'Fit note only')
      for (const role of ['textbox', 'checkbox', 'combobox'] as const)
        expect(await page.getByRole('main').getByRole(role).count()).toBe(0)
      await button(page, FINISH).click()
      await arrived(page, 'Nothing was sent to WorkWell')
      expect(await referredAtHub(app)).toEqual(before)
    })

    it('adjustments are asked for only where the note says "may be fit"', async () => {
      const page = await launchInTab(context, app, 'Gareth Ashworth')
      await choose(page, PATHWAY, 'Fit note today and refer to WorkWell')
      await choose(page, 'Advice on the fit note', 'Not fit for work')
      expect(await seen(page)).not.toContain('Adjustments on the fit note')
      await choose(page, 'Advice on the fit note', 'May be fit for work')
      expect(await seen(page)).toContain('Adjustments on the fit note')
    })

    it('what is shown fits the answers again after the back button', async () => {
      const page = await launchInTab(context, app, 'Gareth Ashworth')
      await answerUsual(page)
      await choose(page, PATHWAY, 'Fit note today and refer to WorkWell')
      await goToCheck(page)
      await page.goBack()
      await arrived(page, 'Work and health')
      expect(await isChosen(page, PATHWAY, 'Fit note today and refer to WorkWell')).toBe(true)
      expect(await seen(page)).toEqual(ALL)
    })
  })

  it('without scripts everything is there, each conditional question with its condition', async () => {
    context = await newPerson(browser, { javaScriptEnabled: false })
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    expect(await seen(page)).toEqual(ALL)
    const lines = page.getByText('Only if:').locator('visible=true')
    const conditions = await lines.allTextContents()
    expect(conditions.join('\n')).toContain(`Only if: "${PATHWAY}" is "Fit note today and refer to WorkWell"`)
    expect(conditions).toContain('Only if: "Advice on the fit note" is "May be fit for work"')
    await choose(page, PATHWAY, 'Fit note only')
    await button(page, FINISH).click()
    await arrived(page, 'Nothing was sent to WorkWell')
    expect(await referredAtHub(app)).toEqual(before)
  })

  describe.each([true, false])('with scripts on: %s', javaScriptEnabled => {
    beforeEach(async () => {
      context = await newPerson(browser, { javaScriptEnabled })
    })

    it('"Does not agree to a referral" needs no other answer', async () => {
      const page = await launchInTab(context, app, 'Marek Kowalczyk')
      await choose(page, SHARING, 'Does not agree to a referral')
      await button(page, RECORD).click()
      await arrived(page, 'Nothing was sent to WorkWell')
      expect(await referredAtHub(app)).toEqual(before)
    })

    it('a refusal is shown at the next launch, until the patient agrees after all', async () => {
      const refusal = /the patient did not agree to a WorkWell referral/
      const page = await launchInTab(context, app, 'Winston Everton Campbell')
      await choose(page, SHARING, 'Does not agree to a referral')
      await button(page, RECORD).click()
      await arrived(page, 'Nothing was sent to WorkWell')
      const next = await launchInTab(context, app, 'Winston Everton Campbell')
      await next.getByText(refusal).waitFor()
      await choose(next, PATHWAY, 'Refer to WorkWell, no fit note today')
      await choose(next, CONDITION, 'Brain or nerves')
      await choose(next, WORK_STATUS, 'Employed, off sick')
      await choose(next, CONCERN, 'Nothing known')
      await choose(next, SHARING, 'Basic')
      await goToCheck(next)
      await send(next)
      const last = await launchInTab(context, app, 'Winston Everton Campbell')
      expect(await last.getByText(refusal).count()).toBe(0)
    })
  })
})
