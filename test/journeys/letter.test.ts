import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Clinician, createClinician, FIVE_TAPS, option, type Seen } from '../support/clinician.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { letterSite } from '../support/letter-site.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const CODE = 'north-secret-7'
const BORN = { 'born-day': '10', 'born-month': '1', 'born-year': '1980' }

/** A letter that a GP has made, and the browser of whoever got it. */
async function letterAt(app: RunningApp) {
  const gp = createClinician(app)
  const check = await gp.submit(await gp.launchToRefer('patient-typical'), FIVE_TAPS)
  const made = await gp.submit(check)
  const [link = ''] = /http[^"]*\/reply\/[^"]{20,}\//.exec(made.html) ?? []
  const status = () => gp.get(made.url.replace(/letter$/, 'status'))
  return { gp, check, made, link, status, service: createClinician(app) }
}
const act = async (service: Clinician, link: string, kind: string, fields = {}): Promise<Seen> =>
  service.submit(await service.get(`${link}${kind}`), fields)

describe('a service that gets letters and answers them by a code of its own', () => {
  const site = letterSite({ asks: 'service-code', codeFrom: 'NORTH_LETTER_CODE' })
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp({ SITES_DIR: site.folder, NORTH_LETTER_CODE: CODE, FOLLOW_MINUTES: '0.01' })
  })
  afterAll(async () => {
    await app?.close()
    site.remove()
  })

  it('gets a letter that says how to answer, and the app does not say that it was sent', async () => {
    const { check, made, link, status } = await letterAt(app)
    expect(wordsOf(check)).toContain('Nothing was sent.')
    expect(check.html).not.toContain('/reply/')
    expect(wordsOf(made)).toContain('The letter is made, and not sent yet')
    expect(made.html).not.toContain('Referral sent')
    expect(link).toMatch(/\/reply\/[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}\/$/)
    expect(wordsOf(await status())).toContain('Letter made, not answered yet')
  })

  it('offers only what can be done with a letter: to take it back, and not to correct or answer it', async () => {
    const { status, gp } = await letterAt(app)
    const page = await status()
    expect(wordsOf(page)).toContain('Withdraw the referral')
    expect(wordsOf(page)).not.toMatch(/Correct how to reach|Send the answer/)
    const [, id = ''] = /\/withdraw\/([0-9a-f-]{36})/.exec(page.html) ?? []
    expect((await gp.get(page.url.replace(/status$/, `amend/${id}`))).url).toContain(`/status/${id}`)
  })

  it('is not called sent at the next launch either', async () => {
    await letterAt(app)
    await vi.waitFor(
      async () => {
        const words = wordsOf(await createClinician(app).launch('patient-typical'))
        expect(words).toContain('Letter made, not answered yet')
        expect(words).not.toContain('Sent, not opened yet')
      },
      { timeout: 15_000, interval: 400 },
    )
  })

  it('asks before its copy is filed, and files none by itself where a call comes first (hazard H24)', async () => {
    const { check, gp } = await letterAt(app)
    expect(wordsOf(check)).toContain('Hide it from online view?')
    const next = createClinician(app)
    const again = await next.submit(await next.launchToRefer('patient-back-pain'), FIVE_TAPS)
    expect(wordsOf(await next.submit(again, { 'online-view': 'hide' }))).toContain(
      'was asked to hide it from online view',
    )
    const careful = { ...FIVE_TAPS, concern: option('concern', 'phone-first') }
    const made = await gp.submit(await gp.submit(await gp.launchToRefer('patient-flu'), careful))
    expect(made.html.replaceAll(/<details[\s\S]*?<\/details>/g, '')).not.toMatch(/\/handout|A copy is in/)
    const sentCopy = made.url.replace(/letter$/, 'sent/copy')
    expect(wordsOf(await gp.submit(made, {}, sentCopy))).toContain('Select whether to hide it from online view')
    expect(wordsOf(await gp.submit(made, { 'online-view': 'hide' }, sentCopy))).toContain(
      'A copy is in the patient’s record',
    )
  })

  it('shows nothing of the patient, the referrer or the service before the code', async () => {
    const { link, service } = await letterAt(app)
    for (const page of [await service.get(link), await service.submit(await service.get(link), { code: 'wrong' })]) {
      expect(page.html).not.toMatch(/Ashworth|Gareth|1980|North|Placeholder|Letter dated/)
      expect(page.html).toContain('Your service’s code')
    }
    // Deeper pages neither.
    const deep = await service.get(`${link}close`)
    expect([deep.html.includes('Ashworth'), deep.html.includes('Your service’s code')]).toEqual([false, true])
    const posted = await service.submit(await service.get(link), {}, `${link}acknowledge`)
    expect([posted.status, posted.html.includes('Your service’s code')]).toEqual([401, true])
  })

  it('acknowledges, takes on, reaches, starts and ends it, and the clinician reads each step', async () => {
    const { link, service, status } = await letterAt(app)
    const opened = await service.submit(await service.get(link), { code: CODE })
    expect(wordsOf(opened)).toContain('Mr Gareth Ashworth Born 10 January 1980')
    const close = wordsOf(await service.get(`${link}decline`))
    expect(close).toContain('Mr Gareth Ashworth Born 10 January 1980')
    await act(service, link, 'acknowledge')
    expect(wordsOf(await status())).toContain('Received by WorkWell')
    await act(service, link, 'accept')
    await act(service, link, 'contact', { method: 'phone', result: 'reached' })
    expect(wordsOf(await status())).toContain('WorkWell has spoken with the patient')
    await act(service, link, 'start')
    const unsaid = await act(service, link, 'close', { outcome: 'returned-same-role' })
    expect([unsaid.status, wordsOf(unsaid).includes('Choose the work status at the end')]).toEqual([422, true])
    const ended = await act(service, link, 'close', {
      outcome: 'returned-same-role',
      workStatus: 'employed-at-work',
      message: 'Back at work since Monday.',
    })
    expect(wordsOf(ended)).toContain('Closed with an outcome')
    const read = wordsOf(await status())
    for (const words of ['Finished', 'Returned to the same work', 'Back at work since Monday.'])
      expect(read).toContain(words)
  })

  it('refuses what the table of states does not allow, and a page that is older than the referral', async () => {
    const { link, service, status } = await letterAt(app)
    await service.submit(await service.get(link), { code: CODE })
    const seen = await service.get(link)
    const early = await service.submit(seen, {}, `${link}start`)
    expect([early.status, wordsOf(early).includes('Nothing was saved')]).toEqual([409, true])
    await service.submit(seen, {}, `${link}acknowledge`)
    // The same button again, on the same page: it is so already.
    expect((await service.submit(seen, {}, `${link}acknowledge`)).status).toBe(200)
    const stale = await service.submit(seen, {}, `${link}accept`)
    expect([stale.status, wordsOf(stale).includes('has changed since this page was shown')]).toEqual([409, true])
    expect(wordsOf(await status())).toContain('Received by WorkWell')
  })

  it('is told when the clinician withdraws, and can do nothing more', async () => {
    const { gp, link, made, service, status } = await letterAt(app)
    await service.submit(await service.get(link), { code: CODE })
    const [, path = ''] = /href="([^"]*\/withdraw\/[^"]*)"/.exec((await status()).html) ?? []
    await gp.submit(await gp.get(new URL(path, made.url).href), { why: 'patient-withdrew' })
    const page = await service.get(link)
    expect(wordsOf(page)).toContain('Stop, and destroy the letter')
    expect(page.html).not.toContain('Acknowledge')
    const late = await service.submit(page, { version: '1' }, `${link}acknowledge`)
    expect(late.status).toBe(409)
    expect(wordsOf(await status())).toContain('Withdrawn')
    const letter = await gp.get(made.url)
    expect([wordsOf(letter).includes('was taken back'), letter.html.includes('/reply/')]).toEqual([true, false])
    // Neither that the patient agreed, nor to what.
    expect(wordsOf(letter)).not.toMatch(/has agreed|Work status/)
  })

  it('cannot be opened with a code that was made up, changed or cut', async () => {
    const { link, service } = await letterAt(app)
    const code = /reply\/([^/]+)\//.exec(link)?.[1] ?? ''
    const other = code.replace(/.$/, last => (last === '0' ? '1' : '0'))
    for (const wrong of [other, code.slice(0, -1), `${code}0`, '0000-0000-0000-0000-0000', 'x']) {
      const page = await service.get(`${app.url}/reply/${wrong}/`)
      expect([wrong, page.status]).toEqual([wrong, 404])
    }
    // As it is typed from paper: small letters, spaces, O for 0.
    const typed = await service.submit(await service.get(`${app.url}/reply/`), {
      letter: ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `,
    })
    expect(typed.html).toContain('Your service’s code')
    const unknown = await service.submit(await service.get(`${app.url}/reply/`), { letter: other })
    expect([unknown.status, wordsOf(unknown).includes('No letter has this code')]).toEqual([404, true])
  })

  it('locks after five wrong codes, for everybody', async () => {
    const { link, service, status } = await letterAt(app)
    const first = await service.get(link)
    for (let left = 4; left > 0; left -= 1) {
      const wrong = await service.submit(first, { code: 'guess' })
      expect(wordsOf(wrong)).toContain(left === 1 ? 'one more try' : `${left} more tries`)
    }
    expect((await service.submit(first, { code: 'guess' })).status).toBe(423)
    expect((await service.submit(first, { code: CODE })).status).toBe(423)
    expect((await createClinician(app).get(link)).status).toBe(423)
    expect(wordsOf(await status())).toContain('Letter made, not answered yet')
  })

  it('counts tries that come at the same moment', async () => {
    const { link, service } = await letterAt(app)
    const first = await service.get(link)
    await Promise.all(Array.from({ length: 12 }, () => service.submit(first, { code: 'guess' })))
    expect((await service.submit(first, { code: CODE })).status).toBe(423)
  })

  it('lets one browser that opened one letter into no other', async () => {
    const [one, other] = [await letterAt(app), await letterAt(app)]
    await one.service.submit(await one.service.get(one.link), { code: CODE })
    expect((await one.service.get(other.link)).html).toContain('Your service’s code')
  })
})

describe('a service that is asked for the date of birth', () => {
  const site = letterSite({ asks: 'date-of-birth' })
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp({ SITES_DIR: site.folder })
  })
  afterAll(async () => {
    await app?.close()
    site.remove()
  })

  it('opens with the right one only', async () => {
    const { link, service } = await letterAt(app)
    const first = await service.get(link)
    expect((await service.submit(first, { ...BORN, 'born-day': '11' })).status).toBe(422)
    expect(wordsOf(await service.submit(first, BORN))).toContain('Gareth Ashworth')
  })
})

describe('packs', () => {
  it('stop the start where the code that they name is not there, or short', async () => {
    const site = letterSite({ asks: 'service-code', codeFrom: 'NORTH_LETTER_CODE' })
    const message = 'NORTH_LETTER_CODE: the code by which north-workwell opens its letters, 8 characters or more'
    await expect(startApp({ SITES_DIR: site.folder })).rejects.toThrow(message)
    await expect(startApp({ SITES_DIR: site.folder, NORTH_LETTER_CODE: 'short' })).rejects.toThrow(message)
    site.remove()
  })

  it('without a way to answer have a letter, of which nothing is kept', async () => {
    const site = letterSite(undefined)
    const app = await startApp({ SITES_DIR: site.folder })
    const gp = createClinician(app)
    const letter = await gp.submit(await gp.launchToRefer('patient-typical'), FIVE_TAPS)
    expect(wordsOf(letter)).toContain('Print this letter. Post it to 1 Placeholder Lane.')
    const again = await gp.submit(letter, {}, letter.url)
    expect(again.html).not.toContain('/reply/')
    expect((await gp.get(letter.url.replace(/letter$/, 'status'))).html).not.toContain('How the referral stands')
    await app.close()
    site.remove()
  })
})
