import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import {
  answerUsual,
  arrived,
  button,
  CONCERN,
  CONDITION,
  choose,
  goToCheck,
  group,
  launchInTab,
  openContact,
  option,
  PATHWAY,
  SHARING,
  USUAL_ANSWERS,
  WORK_STATUS,
} from './consultation-in-browser.ts'

const PANEL = { viewport: { width: 400, height: 676 } }
const ALL = [PATHWAY, CONDITION, WORK_STATUS, CONCERN, SHARING]

async function openNow(page: Page): Promise<string[]> {
  const open = await Promise.all(ALL.map(legend => group(page, legend).isVisible()))
  return ALL.filter((_, index) => open[index])
}

describeInBrowser('one question open at a time', () => {
  let app: RunningApp
  let browser: Browser
  let context: BrowserContext
  beforeAll(async () => {
    app = await startApp()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })
  beforeEach(async () => {
    context = await newPerson(browser, PANEL)
  })
  afterEach(() => context.close())

  it('opens each in its turn by a click, and keeps safety and agreement in sight', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    expect(await openNow(page)).toEqual([PATHWAY])
    const seen: string[][] = []
    for (const [legend, label] of USUAL_ANSWERS) {
      await option(page, legend, label).click()
      await page.waitForFunction('document.activeElement !== document.body')
      seen.push(await openNow(page))
    }
    expect(seen).toEqual([[CONDITION], [WORK_STATUS], [CONCERN], [CONCERN, SHARING], [CONCERN, SHARING]])
    // Each that is shut is a button with its legend and its answer.
    await button(page, `${WORK_STATUS} Employed, off sick`).click()
    expect(await openNow(page)).toEqual([WORK_STATUS, CONCERN, SHARING])
    expect(await option(page, WORK_STATUS, 'Employed, off sick').isChecked()).toBe(true)
  })

  it('is not shut by an arrow key, but by Return, and by Tab', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await option(page, PATHWAY, 'Refer to WorkWell, no fit note today').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    expect(await openNow(page)).toEqual([PATHWAY])
    await page.keyboard.press('Enter')
    await group(page, CONDITION).waitFor()
    expect(await openNow(page)).toEqual([CONDITION])
    await page.keyboard.press('Space')
    expect(await option(page, CONDITION, 'Low back pain').isChecked()).toBe(true)
    expect(await openNow(page)).toEqual([CONDITION])
    await page.keyboard.press('Tab')
    await group(page, WORK_STATUS).waitFor()
    expect(await openNow(page)).toEqual([WORK_STATUS])
    expect(await group(page, WORK_STATUS).locator(':focus').count()).toBe(1)
  })

  it('answers nothing for anybody: opening a question chooses nothing', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    for (const legend of ALL.slice(1)) await button(page, legend).click()
    expect(await openNow(page)).toEqual(ALL)
    for (const legend of ALL) expect(await group(page, legend).getByRole('radio', { checked: true }).count()).toBe(0)
  })

  it('shows what is missing beside the button, and the button that fits the answers', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await page.getByText('To answer: Consultation, Main condition, Work status, Safety, Agreement').waitFor()
    await choose(page, PATHWAY, 'Refer to WorkWell, no fit note today')
    await page.getByText('To answer: Main condition, Work status, Safety, Agreement').waitFor()
    await choose(page, SHARING, 'Does not agree to a referral')
    await button(page, 'Record the answer').waitFor()
    expect(await page.getByText(/To answer:/).count()).toBe(0)
    await choose(page, PATHWAY, 'Fit note only')
    await button(page, 'Finish without a referral').waitFor()
    expect(await button(page, 'Check before sending').count()).toBe(0)
  })

  it('has the kinds of condition behind "Something else", and a kind that is chosen in sight', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await choose(page, PATHWAY, 'Refer to WorkWell, no fit note today')
    const labels = () => group(page, CONDITION).locator('label:visible').allInnerTexts()
    expect(await labels()).toEqual(['Low back pain', 'High blood pressure', 'Something else'])
    await option(page, CONDITION, 'Something else').click()
    expect((await labels()).length).toBeGreaterThan(10)
    expect(await openNow(page)).toEqual([CONDITION])
    await option(page, CONDITION, 'Brain or nerves').click()
    await group(page, WORK_STATUS).waitFor()
    await button(page, `${CONDITION} Brain or nerves`).click()
    expect(await option(page, CONDITION, 'Brain or nerves').isChecked()).toBe(true)
  })

  it('opens a question for whom the script never reached, by the server', async () => {
    await context.route('**/*.js', route => route.abort())
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    expect(await openNow(page)).toEqual([PATHWAY])
    await option(page, PATHWAY, 'Refer to WorkWell, no fit note today').check()
    await button(page, SHARING).click()
    await group(page, SHARING).waitFor()
    expect(await openNow(page)).toEqual([CONDITION, SHARING])
    await button(page, `${PATHWAY} Refer to WorkWell, no fit note today`).waitFor()
  })

  it('has everything open where scripts are off', async () => {
    const off = await newPerson(browser, { ...PANEL, javaScriptEnabled: false })
    const page = await launchInTab(off, app, 'Gareth Ashworth')
    expect(await openNow(page)).toEqual(ALL)
    expect(await page.locator('.app-fold__button:visible').count()).toBe(0)
    await option(page, CONDITION, 'Brain or nerves').waitFor()
    await off.close()
  })

  it('opens what a link leads to, and what is wrong', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    const home = page.url()
    await answerUsual(page)
    await goToCheck(page)
    await page.goto(`${home}#q-work-status`)
    await arrived(page, 'Work and health')
    expect(await openNow(page)).toEqual([WORK_STATUS, CONCERN, SHARING])
  })

  it('has how to reach the patient in one line, which opens', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    const line = page.getByRole('button', {
      name: /^How to reach the patient 07700 900439, .*: from the record of today/,
    })
    await line.click()
    await page.getByRole('textbox', { name: 'Phone number', exact: true }).fill('07700 900111')
    await answerUsual(page)
    await goToCheck(page)
    await page.getByText('07700 900111').first().waitFor()
  })

  it('stands still: nothing is drawn first and taken away by a script, and answers move only what they lead to', async () => {
    await context.addInitScript(`window.moved = []
      new PerformanceObserver(list => moved.push(...list.getEntries().filter(each => !each.hadRecentInput).map(each => each.value)))
        .observe({ type: 'layout-shift', buffered: true })`)
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    expect(await page.evaluate('moved')).toEqual([])
  })

  it('stands on a desk in the order in which Tab walks, also where how to reach the patient is open', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await page.setViewportSize({ width: 1280, height: 800 })
    await openContact(page)
    const tops = await page.evaluate<number[]>(
      `[...document.querySelectorAll('.ww-questions > .app-item:not(#q-sharing--item)')].filter(each => each.checkVisibility()).map(each => each.getBoundingClientRect().top)`,
    )
    expect(tops.length).toBeGreaterThan(5)
    expect(tops).toEqual(tops.toSorted((one, other) => one - other))
  })

  it('is as long as what is left to do: at most 1,250 pixels in a panel and one screen on a desk, with at most 30 controls', async () => {
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    const height = () => page.evaluate<number>('document.documentElement.scrollHeight')
    const controls = () => page.locator('main :is(a, button, input, select, textarea, summary):visible').count()
    expect(await height()).toBeLessThanOrEqual(1_250)
    expect(await controls()).toBeLessThanOrEqual(30)
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await height()).toBeLessThanOrEqual(800)
    await answerUsual(page)
    expect(await height()).toBeLessThanOrEqual(800)
  })
})
