import { expect, it } from 'vitest'
import { axeViolations, describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'

describeInBrowser('axe', () => {
  it('finds what is wrong with a page, at the second look too, and in a frame', async () => {
    const browser = await launchBrowser()
    const page = await (await newPerson(browser)).newPage()
    const fault = '<html lang="en"><title>Page</title><main><h1>Page</h1><img src="data:,">'
    await page.setContent(fault)
    for (const _look of ['first', 'second'])
      expect(await axeViolations(page)).toEqual([expect.stringMatching(/^image-alt at img: /)])
    await page.setContent(
      `<html lang="en"><title>Page</title><main><h1>Page</h1><iframe title="Frame" srcdoc='${fault}'></iframe>`,
    )
    expect(await axeViolations(page)).toContainEqual(expect.stringMatching(/^image-alt at .*img: /))
    await browser.close()
  })
})
