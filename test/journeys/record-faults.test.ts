import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { EHR_FAULTS } from '../../src/sandbox/ehr/faults/ehr-faults.ts'
import { FIVE_TAPS } from '../support/clinician.ts'
import { faultsOf, launchWith, wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterEach(async () => {
  await fetch(`${app.sandboxUrl}/faults`, { method: 'DELETE' })
})
afterAll(() => app.close())

const turnOn = (fault: string) => fetch(`${app.sandboxUrl}/faults/${fault}`, { method: 'PUT' })

const SEARCHED = ['Problems', 'Earlier fit notes', 'Earlier WorkWell referrals', 'Your details']
const UNREADABLE = 'could not be understood'

describe('a record that fails while it is searched', () => {
  it.each([
    ['fhir-403', 'your record system does not allow it'],
    ['fhir-429', 'your record system is too busy'],
    ['fhir-500', 'your record system had a fault'],
    ['fhir-slow', 'your record system took too long'],
    ['fhir-html', UNREADABLE],
    ['fhir-broken-json', UNREADABLE],
    ['fhir-huge', UNREADABLE],
    ['fhir-next-elsewhere', UNREADABLE],
    ['fhir-endless', UNREADABLE],
    ['fhir-redirect-elsewhere', UNREADABLE],
  ])('leaves no blank: %s names each part and why', async (fault, why) => {
    const { page } = await launchWith(app, fault)
    const words = wordsOf(page)
    expect(page.status).toBe(200)
    expect(words).toContain('Gareth Ashworth')
    expect(words).toContain('Not everything could be read from the record:')
    for (const part of SEARCHED) expect(words).toMatch(new RegExp(`${part}: [^:]*${why}`))
    expect(words).toContain('Not known: they could not all be read')
  })

  it('shows nothing of another patient whom a search brings along, and says that something is wrong', async () => {
    const { page } = await launchWith(app, 'fhir-other-patient-in-search')
    const words = wordsOf(page)
    expect(words).toContain('Gareth Ashworth')
    expect(page.html).not.toContain('Belongs to another patient')
    for (const part of ['Problems', 'Earlier fit notes']) expect(words).toMatch(new RegExp(`${part}: [^:]*understood`))
  })

  it('names the parts that were not granted: token-fewer-scopes', async () => {
    const { page } = await launchWith(app, 'token-fewer-scopes')
    const words = wordsOf(page)
    for (const part of ['Problems', 'Earlier fit notes', 'Earlier WorkWell referrals'])
      expect(words).toContain(`${part}: this app was not given access to it`)
  })

  it('does not follow references to another host: fhir-reference-elsewhere', async () => {
    const words = wordsOf((await launchWith(app, 'fhir-reference-elsewhere')).page)
    expect(words).toContain('Gareth Ashworth')
    expect(words).toContain('Practice details: not found in your record system')
  })
})

describe('a record whose patient is not to be had', () => {
  it.each(['fhir-404-patient', 'fhir-other-patient', 'fhir-down', 'token-other-patient'])(
    'opens no consultation: %s',
    async fault => {
      const { page } = await launchWith(app, fault)
      const words = wordsOf(page)
      expect(page.status).toBe(424)
      expect(words).toContain('What to do now')
      expect(words).toMatch(/could not be read|other patient|sign-in/i)
      expect(page.html).not.toMatch(/Ashworth|Somebody Else|<form/)
    },
  )
})

describe('a token that the record no longer takes', () => {
  it('ends the session in plain words: fhir-401', async () => {
    const { page } = await launchWith(app, 'fhir-401')
    expect(page.status).toBe(401)
    expect(wordsOf(page)).toContain('Your sign-in at your record system has ended')
    expect(page.html).not.toMatch(/Ashworth|<form/)
  })

  it('is renewed without a word where the record gave a refresh token: fhir-401-until-refresh', async () => {
    const { page } = await launchWith(app, 'fhir-401-until-refresh')
    expect(page.status).toBe(200)
    expect(wordsOf(page)).toContain('Gareth Ashworth')
    expect(wordsOf(page)).not.toContain('Not everything could be read')
  })

  it.each(['refresh-refused', 'refresh-other-patient'])(
    'ends the session when it cannot be renewed for the same patient: %s',
    async fault => {
      await turnOn('fhir-401-until-refresh')
      const { page } = await launchWith(app, fault)
      expect(page.status).toBe(401)
      expect(wordsOf(page)).toContain('Your sign-in at your record system has ended')
      expect(page.html).not.toMatch(/Ashworth|<form/)
    },
  )
})

describe('a record that fails in the middle of a consultation', () => {
  it('keeps what has been answered when the record fails, and says what to do', async () => {
    const { page, clinician } = await launchWith(app, 'none')
    const check = await clinician.submit(page, { ...FIVE_TAPS, 'contact-phone': '07700 900777' })
    expect(wordsOf(check)).toContain('07700 900777')
    await turnOn('fhir-down')
    const reread = await clinician.submit(page, {}, 'reread')
    expect(reread.status).toBeLessThan(500)
    expect(wordsOf(reread)).toMatch(/could not be read again|open(ed)? .*again/i)
    await fetch(`${app.sandboxUrl}/faults`, { method: 'DELETE' })
    expect((await clinician.get(page.url)).html).toContain('07700 900777')
  })

  it('sends the referral and gives the text to copy when nothing can be written to the record', async () => {
    const { page, clinician } = await launchWith(app, 'fhir-writes-refused')
    const sent = wordsOf(await clinician.submit(await clinician.submit(page, FIVE_TAPS)))
    expect(sent).toContain('Referral sent')
    expect(sent).toMatch(/copy/i)
  })
})

describe('whatever the record says', () => {
  it('nothing is asked of a host that is not the EHR, with or without the token', async () => {
    for (const { name } of EHR_FAULTS.filter(each => each.name.endsWith('-elsewhere') && each.fhir !== undefined))
      await launchWith(app, name)
    expect((await faultsOf(app)).elsewhere).toMatchObject({ requests: 0, withAuthorization: 0 })
  })
})
