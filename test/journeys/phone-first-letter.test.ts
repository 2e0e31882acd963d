import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinician, FIVE_TAPS, option } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { letterSite } from '../support/letter-site.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const CODE = 'north-secret-7'
const CONTACT = ['07700 900439', 'typical@patient.example', 'Never the landline']
const contactIn = (text: string): string[] => CONTACT.filter(each => text.includes(each))
const TALK = { with: 'Dr Aisha Rahman', day: '2026-01-05', time: '10:30' }

describe('a letter of a GP who is to be phoned before contact (hazard H10)', () => {
  const site = letterSite({ asks: 'service-code', codeFrom: 'NORTH_LETTER_CODE' })
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp({ SITES_DIR: site.folder, NORTH_LETTER_CODE: CODE })
  })
  afterAll(async () => {
    await app?.close()
    site.remove()
  })

  /** A letter that was made, opened by its service. */
  async function letter() {
    const gp = createClinician(app)
    const answers = {
      ...FIVE_TAPS,
      concern: option('concern', 'phone-first'),
      'contact-safety': 'Never the landline',
      'ring-second': 'Sam Okoye',
    }
    const check = await gp.submit(await gp.launchToRefer('patient-typical'), answers)
    const made = await gp.submit(check)
    const [link = ''] = /http[^"]*\/reply\/[^"]{20,}\//.exec(made.html) ?? []
    const service = createClinician(app)
    const opened = await service.submit(await service.get(link), { code: CODE })
    const status = () => gp.get(made.url.replace(/letter$/, 'status'))
    const say = async (fields: Record<string, string>) => service.submit(await service.get(`${link}spoken`), fields)
    return { gp, check, made, link, service, opened, status, say }
  }

  it('says first whom to phone, and holds no way to reach the patient', async () => {
    const { check, made, opened } = await letter()
    for (const page of [check, made, opened]) {
      expect(contactIn(page.html)).toEqual([])
      expect(wordsOf(page)).toMatch(/Phone Dr Aisha Rahman on 0[\d ]+ before any contact with the patient/)
    }
    expect(wordsOf(made)).toContain('How to reach the patient is not on this letter')
    expect(wordsOf(made).indexOf('Before any contact')).toBeLessThan(wordsOf(made).indexOf('Date of birth'))
  })

  it('whoever answers it says with whom and when they spoke, and sees how to reach the patient', async () => {
    const { say, link, service, status } = await letter()
    const unsaid = await say({ ...TALK, with: '' })
    expect([unsaid.status, contactIn(unsaid.html)]).toEqual([422, []])
    const said = await say(TALK)
    expect(contactIn(wordsOf(said))).toEqual(CONTACT)
    expect(contactIn(wordsOf(await service.get(link)))).toEqual(CONTACT)
    expect(wordsOf(await status())).toContain('Spoke with Dr Aisha Rahman')
    expect(wordsOf(await status())).not.toContain('No talk is recorded yet')
  })

  it('the clinician says it, and the page of the link shows it', async () => {
    const { gp, status, service, link } = await letter()
    const page = await status()
    const action = /action="([^"]*\/release\/[^"]*)"/.exec(page.html)?.[1] ?? ''
    const form = page.html.split('<form').find(each => each.includes(action)) ?? ''
    await gp.submit({ ...page, html: `<form${form.split('</form>')[0]}` }, {}, action)
    expect(contactIn(wordsOf(await service.get(link)))).toEqual(CONTACT)
  })

  it('shows nothing of it to whoever has not the second factor, nor after it was taken back', async () => {
    const { say, link, service, gp, status } = await letter()
    await say(TALK)
    expect(contactIn((await createClinician(app).get(link)).html)).toEqual([])
    const stranger = createClinician(app)
    const posted = await stranger.submit(await stranger.get(link), TALK, `${link}spoken`)
    expect([posted.status, contactIn(posted.html)]).toEqual([401, []])
    const page = await status()
    const [, path = ''] = /href="([^"]*\/withdraw\/[^"]*)"/.exec(page.html) ?? []
    await gp.submit(await gp.get(new URL(path, page.url).href), { why: 'patient-withdrew' })
    expect(contactIn((await service.get(link)).html)).toEqual([])
  })
})
