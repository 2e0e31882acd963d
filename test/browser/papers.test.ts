import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { letterTerms, ownTerms, type PaperTerms } from '../../launch/paper/what-papers-hold.ts'
import { SHARING_LEVELS, type SharingLevel } from '../../src/domain/referral.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { seed } from '../../src/sandbox/patients/seed.ts'
import { mark } from '../fhir/marked-record.ts'
import { describeInBrowser, launchBrowser, newPerson } from '../support/browser.ts'
import { createClinician } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'
import { markedId, markedResources, NAME, NEVER, NHS_NUMBER } from './marked-patient.ts'
import { papersOf, type ShownPaper } from './paper-journey.ts'
import { conditionWords, MARKS, mayBeTold } from './paper-marks.ts'
import { PACKS, serviceOf, sites } from './paper-packs.ts'
import { downloaded, open, type Printed, printed, withoutSpaces } from './printed.ts'

function termsOf({ paper }: ShownPaper, service: WorkWellService, level: SharingLevel): PaperTerms {
  return paper === 'letter' || paper === 'letter-with-link' ? letterTerms(paper, service, level) : ownTerms(paper)
}

/** Where paper and table differ, both ways, in words. */
function differences({ page }: ShownPaper, { text, links, title }: Printed, terms: PaperTerms): string[] {
  const { paper } = terms
  const all = `${text}${withoutSpaces(title)}${withoutSpaces(links.join(''))}`
  const has = (words: string): boolean => all.includes(withoutSpaces(words))
  const condition = conditionWords(terms)
  const there = [...MARKS.filter(each => mayBeTold(each, terms)).map(each => each.words), ...condition.there]
  const never = [...NEVER, mark('precise condition'), 'patient-marked', new URL(page.url).pathname.split('/')[2] ?? '']
  const absent = [
    ...MARKS.filter(each => !mayBeTold(each, terms)).map(each => each.words),
    ...condition.absent,
    ...never,
  ]
  return [
    ...there.filter(words => !has(words)).map(words => `${paper}: "${words}" may stand there and does not`),
    ...absent.filter(has).map(words => `${paper}: "${words}" stands there and may not`),
    ...(has('SYNTHETIC: make-believe patients only')
      ? []
      : [`${paper}: does not say that the patient is make-believe`]),
  ]
}

describeInBrowser('what stands on paper is what the table of papers says (hazards H09, H10)', () => {
  const record = createFhirServer()
  const server = express().use('/fhir', record.router)
  const listening = server.listen(0, '127.0.0.1')
  const site = sites()
  let app: RunningApp
  let browser: Browser
  const pages = new Map<SharingLevel, Page>()
  beforeAll(async () => {
    if (!listening.listening) await once(listening, 'listening')
    // A TCP server that listens has an AddressInfo; only pipes have a string.
    const recordUrl = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/fhir`
    expect(
      await seed(
        recordUrl,
        PACKS.flatMap(each => markedResources(each.area)),
      ),
    ).toMatchObject({ ok: true })
    app = await startApp({ SITES_DIR: site.folder, SANDBOX_FHIR_URL: recordUrl })
    browser = await launchBrowser()
    // One of the levels without scripts: what is printed does not wait for any.
    for (const level of SHARING_LEVELS) {
      const person = await newPerson(browser, { javaScriptEnabled: level !== 'basic' })
      pages.set(level, await person.newPage())
    }
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
    site.remove()
    listening.closeAllConnections()
    await new Promise(done => listening.close(done))
    await record.close()
  })

  it('is read in large print, on the screen and on paper (hazard H18)', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer(markedId('ZZ1'), 'physiotherapist')
    const page = await (await newPerson(browser)).newPage()
    await open(page, clinician, await clinician.get(`${first.url}handout`))
    const small = `[...document.querySelectorAll('.ww-handout :is(p, li)')]
      .filter(each => parseFloat(getComputedStyle(each).fontSize) < 24).length`
    const sizes: unknown[] = [await page.evaluate(small)]
    await page.emulateMedia({ media: 'print' })
    sizes.push(await page.evaluate(small))
    expect(sizes).toEqual([0, 0])
  })

  it('is no more than the FHIR documents of draft and report say of the patient', async () => {
    for await (const { paper, page, clinician } of papersOf(app, 'ZZ1', 'full')) {
      const path = { 'fit-note-draft': 'fhir?as=document', 'health-and-work-report': 'fhir' }[String(paper)]
      if (path === undefined) continue
      const { html } = await clinician.get(new URL(path, page.url).href)
      expect(html).toContain(NAME)
      expect([NHS_NUMBER, ...NEVER].filter(words => html.includes(words))).toEqual([])
    }
  })

  it('of any other page that somebody prints: whom it is about, and no NHS number', async () => {
    const clinician = createClinician(app)
    const first = await clinician.launchToRefer(markedId('ZZ1'), 'physiotherapist')
    const page = await (await newPerson(browser)).newPage()
    for (const path of ['', 'practice', 'fit-note', 'health-and-work-report', 'status']) {
      const { text, title } = await printed(page, clinician, await clinician.get(`${first.url}${path}`))
      expect([path, text.includes(NHS_NUMBER), title.includes(NAME)]).toEqual([path, false, false])
      if (path !== 'practice') expect(text).toContain(withoutSpaces(`${NAME} Born 7 February 1961`))
    }
  })

  describe.each(PACKS)('a service with $hub, NHS number: $sends', kind => {
    it.each(SHARING_LEVELS)('%s', async level => {
      const found: string[] = []
      const seen: string[] = []
      const page = pages.get(level)
      if (!page) throw new Error('no browser page')
      for await (const shown of papersOf(app, kind.area, level)) {
        seen.push(shown.paper)
        const terms = termsOf(shown, serviceOf(kind), level)
        found.push(...differences(shown, await printed(page, shown.clinician, shown.page), terms))
        const file = await downloaded(shown.clinician, shown.page)
        // A letter that is only being checked is not there to be saved.
        if (shown.isOnlyChecked) expect(file).toBeUndefined()
        else found.push(...(file ? differences(shown, file, terms) : [`${shown.paper}: is not offered as PDF`]))
      }
      expect(found).toEqual([])
      expect(seen).toEqual(expectedPapers(kind.hub))
    })
  })
})

function expectedPapers(hub: string): string[] {
  const own = ['fit-note-draft', 'health-and-work-report']
  if (hub === 'its own system') return ['handout', 'handout-after-referral', 'closing-letter', ...own]
  if (hub === 'a letter that it can answer') return ['handout', 'letter', 'letter-with-link', 'closing-letter', ...own]
  return ['handout', 'letter', ...own]
}
