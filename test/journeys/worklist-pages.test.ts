import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arrivedReferral } from '../sandbox/hub/arrived-referral.ts'
import { resourcesAt } from '../support/clinician.ts'
import { type CoachPage, createCoach } from '../support/coach.ts'
import { wordsOf } from '../support/faulty-launch.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

let app: RunningApp
let coach: Awaited<ReturnType<typeof createCoach>>
const FAMILIES = Array.from({ length: 32 }, (_, index) => `Listed${String.fromCharCode(97 + (index % 26))}${index}`)
beforeAll(async () => {
  app = await startApp()
  for (const [index, family] of FAMILIES.entries()) {
    const day = String(1 + (index % 27)).padStart(2, '0')
    const bundle = arrivedReferral({ family, authoredOn: `2026-08-${day}T09:00:00.000Z` })
    const headers = { 'content-type': 'application/fhir+json' }
    const sent = await fetch(app.hubUrl, { method: 'POST', headers, body: JSON.stringify(bundle) })
    expect(sent.status).toBe(200)
  }
  coach = await createCoach(app)
  await coach.signIn()
})
afterAll(() => app.close())

const linkTo = (page: CoachPage, words: string): string | undefined =>
  new RegExp(`href="([^"]*)"[^>]*>${words}<`).exec(page.html)?.[1]?.replaceAll('&amp;', '&')
const familiesOn = (page: CoachPage): string[] =>
  FAMILIES.filter(
    family => page.html.includes(`Gareth ${family.toUpperCase()}<`) || page.html.includes(`Gareth ${family}<`),
  )

const find = (fields: Record<string, string>): Promise<CoachPage> => coach.send('find', fields)

describe('a coach’s list of more referrals than a page holds', () => {
  it('goes on by a link, without anybody twice or left out, and back to its beginning', async () => {
    const first = await coach.get('')
    expect(wordsOf(first)).toContain('page 1, 25 on it; about 32 in all, as your referral server counts')
    const second = await coach.get(linkTo(first, 'Next page') ?? '')
    expect(linkTo(second, 'Next page')).toBeUndefined()
    const shown = [...familiesOn(first), ...familiesOn(second)]
    expect([shown.length, new Set(shown).size]).toEqual([32, 32])
    expect(familiesOn(await coach.get(linkTo(second, 'First page') ?? ''))).toEqual(familiesOn(first))
  })

  it('has no name and no address of the hub in what leads on', async () => {
    const next = linkTo(await coach.get(''), 'Next page') ?? ''
    expect(next).toMatch(/^\/hub\/demo-workwell\/\?at=v1\.[\w.-]+$/)
    const found = await find({ name: 'Listeda0' })
    expect(found.url).not.toMatch(/listed/i)
  })

  it('begins at its first page where a link is not ours', async () => {
    const next = linkTo(await coach.get(''), 'Next page') ?? ''
    const forged = await coach.get(next.replace(/.(?=.{9}$)/, one => (one === 'A' ? 'B' : 'A')))
    expect([forged.status, wordsOf(forged).includes('page 1')]).toEqual([200, true])
  })

  it('begins anew, and says so, where the hub has forgotten the page', async () => {
    const next = linkTo(await coach.get('?show=new&sort=newest'), 'Next page') ?? ''
    // The embedded hub keeps the last 500 searches.
    for (let count = 0; count < 510; count += 1) await (await fetch(`${app.hubUrl}/Task?_count=1&_elements=id`)).text()
    const anew = await coach.get(next)
    expect([anew.status, wordsOf(anew).includes('no longer kept')]).toEqual([200, true])
    expect(wordsOf(anew)).toContain('New: page 1')
  })
})

describe('a coach who looks for one referral', () => {
  it('finds it by name, in words of any length and order', async () => {
    for (const name of ['listedc28', 'LISTEDC28 gar']) expect(familiesOn(await find({ name }))).toEqual(['Listedc28'])
  })

  it('finds one that has ended, by its number, and sees that it has', async () => {
    const [task] = await resourcesAt(app.hubUrl, 'Task?code=fulfill&_count=1')
    const { identifier } = task as { identifier?: { value: string }[] }
    await coach.act(String(task?.id), 'decline', { reason: '42', words: 'Lives in Elsewhere' })
    const found = await find({ number: identifier?.[0]?.value ?? '' })
    expect(wordsOf(found)).toContain('Found: 1')
    expect(found.html).toContain(`referrals/${task?.id}"`)
    expect((await coach.get('?show=closed')).html).toContain(`referrals/${task?.id}"`)
    expect((await coach.get('')).html).not.toContain(`referrals/${task?.id}"`)
  })

  it('finds by the day on which it was sent, and keeps what was typed', async () => {
    const found = await find({ sent: '2026-08-28', name: 'Gareth' })
    expect(familiesOn(found)).toEqual([])
    expect(found.html).toContain('value="2026-08-28"')
    expect(familiesOn(await find({ sent: '2026-08-27' }))).toEqual([FAMILIES[26]])
  })

  it('is told where nothing was typed, or no day', async () => {
    expect(wordsOf(await find({}))).toContain('Type a name, a number or a date')
    expect([(await find({ born: 'yesterday' })).status, (await find({ name: ' ' })).status]).toEqual([422, 422])
  })
})
