import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { arrived, button, launchInTab } from './consultation-in-browser.ts'

const SENTENCE = 'Lifting and carrying: nothing above 5 kg.'

describeInBrowser('sentences for the comments box of a fit note', () => {
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

  async function withSentence(javaScriptEnabled: boolean): Promise<Page> {
    const context = await newPerson(browser, { viewport: { width: 400, height: 676 }, javaScriptEnabled })
    const page = await launchInTab(context, app, 'Gareth Ashworth')
    await page.goto(new URL('fit-note', page.url()).href)
    await arrived(page, 'Help with a fit note')
    await page.getByText('What the patient can do, and its limits', { exact: true }).click()
    await page.getByRole('combobox', { name: 'What is limited' }).selectOption({ label: 'Lifting and carrying' })
    await page.getByRole('textbox', { name: 'How far: an amount or a time' }).fill('nothing above 5 kg')
    await button(page, 'Check and write sentences').click()
    await page.getByRole('textbox', { name: 'Copy sentences', exact: true }).waitFor()
    return page
  }

  it('are copied with one press, and it is said that they were', async () => {
    const page = await withSentence(true)
    await button(page, 'Copy sentences').click()
    await page.getByText('Copied', { exact: true }).waitFor()
    const other = page.getByRole('textbox', { name: 'How long' })
    await other.focus()
    await page.keyboard.press('Control+V')
    expect(await other.inputValue()).toBe(SENTENCE)
    await page.context().close()
  })

  it('can be selected where no script runs, and no button stands there that does nothing', async () => {
    const page = await withSentence(false)
    expect(await page.getByRole('textbox', { name: 'Copy sentences', exact: true }).inputValue()).toBe(SENTENCE)
    expect(await button(page, 'Copy sentences').count()).toBe(0)
    await page.context().close()
  })
})
