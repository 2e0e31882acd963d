import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkSite } from '../../src/cli/check-site.ts'
import { leftIn, withoutSource } from '../../src/cli/left-in.ts'
import { problemLines } from '../../src/cli/site-words.ts'
import { servicesOf, sitePackSchema } from '../../src/domain/site.ts'
import { EXT } from '../../src/fhir/systems.ts'
import { questionnaireOf } from '../questionnaire/every-item-type.ts'
import { doubled, fhirPath } from '../questionnaire/expressions.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { workWellService } from '../support/ehr-record.ts'

const { site, makeBelieve, ...service } = workWellService()
const pack = (parts: object = {}) => ({ site, name: 'North', makeBelieve, services: [{ ...service, ...parts }] })
const wrong = (input: unknown) => problemLines(sitePackSchema.safeParse(input).error?.issues ?? [], input)

async function run(...args: string[]): Promise<{ code: number; out: string }> {
  const lines: string[] = []
  return { code: await checkSite(args, line => lines.push(line)), out: lines.join('\n') }
}

describe('what is wrong with a pack, in plain words', () => {
  it.each<[object, string]>([
    [
      { area: { covers: 'listed', postcodes: ['LS1', '1LS'] } },
      'Service 1 (WorkWell North), area, postcodes, entry 2 is "1LS". Expected: letters, a district, a sector or a postcode, for example "LS", "LS1", "LS1 1" or "LS1 1AA".',
    ],
    [
      { minimumAge: 12 },
      'Service 1 (WorkWell North), minimumAge is 12. Expected: a whole number of years from 16 up, for example 18.',
    ],
    [
      { validUntil: '1 April' },
      'Service 1 (WorkWell North), validUntil is "1 April". Expected: a day as year-month-day, not before validFrom, for example "2028-03-31".',
    ],
    [
      { wordign: 1 },
      'Service 1 (WorkWell North): nobody reads “wordign”. Is it spelt wrongly? Remove it, or see the README.',
    ],
    [
      { nhsNumber: { send: 'yes' } },
      'Service 1 (WorkWell North), nhsNumber, agreement is missing. Expected: the reference of a signed agreement, for example "Data sharing agreement 2027-04".',
    ],
  ])('%o', (parts, line) => {
    expect(wrong(pack(parts))).toEqual([line])
  })

  it('says everything at once, and something of what is no pack at all', () => {
    expect(wrong(pack({ minimumAge: 12, wording: { version: '1', told: [] } }))).toHaveLength(2)
    expect(wrong([]).length).toBeGreaterThan(0)
  })
})

describe('npm run site -- check', () => {
  it('plays the synthetic patients through the rules, by reason, and ends with 0', async () => {
    const file = join(temporaryFolder(), 'north.json')
    writeFileSync(file, JSON.stringify(pack({ minimumAge: 18 })))
    const { code, out } = await run('check', file)
    expect(code).toBe(0)
    expect(out).toMatch(/\d+ of \d+ synthetic patients would be offered this service/)
    expect(out).toContain('| 1 | not here | The service takes people from 18 years of age; the patient is 17. |')
    expect(out).toContain('| 1 | no referral from this record at all | The record is restricted. |')
  })

  it('ends with 1 when something is wrong, its Questionnaire included', async () => {
    const folder = temporaryFolder()
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, JSON.stringify(pack({ minimumAge: 12 })))
    expect(await run('check', broken)).toMatchObject({ code: 1, out: expect.stringContaining('minimumAge is 12') })
    const alone = join(folder, 'alone.json')
    writeFileSync(alone, JSON.stringify(pack({ extraQuestions: { file: 'absent.json', leavesFrom: 'full' } })))
    expect(await run('check', alone)).toMatchObject({ code: 1, out: expect.stringContaining('absent.json') })
  })

  it('says of each question of its own at which sharing level the answer is sent', async () => {
    const folder = temporaryFolder()
    const leaves = (...parts: { url: string; valueCode: string }[]) => [{ url: EXT.answerLeaves, extension: parts }]
    const form = questionnaireOf(
      { linkId: 'travel', text: 'How would the patient | travel?', type: 'string' },
      {
        linkId: 'pain',
        text: 'Where is the pain?',
        type: 'string',
        extension: leaves({ url: 'to', valueCode: 'service' }, { url: 'from', valueCode: 'full' }),
      },
      {
        linkId: 'ours',
        text: 'A note for us',
        type: 'string',
        extension: leaves({ url: 'to', valueCode: 'practice' }),
      },
    )
    writeFileSync(join(folder, 'more.json'), JSON.stringify(form))
    const file = join(folder, 'north.json')
    writeFileSync(file, JSON.stringify(pack({ extraQuestions: { file: 'more.json', leavesFrom: 'standard' } })))
    const { code, out } = await run('check', file)
    expect(code).toBe(0)
    expect(out).toContain('| How would the patient \\| travel? (travel) | Standard or Full |')
    expect(out).toContain('| Where is the pain? (pain) | Full only |')
    expect(out).toContain('| A note for us (ours) | never |')
  })

  it('ends with 1 when filling in its Questionnaire would take too much', async () => {
    const folder = temporaryFolder()
    const extension = [fhirPath(EXT.initialExpression, doubled(27))]
    const form = questionnaireOf({ linkId: 'job', type: 'string', extension })
    writeFileSync(join(folder, 'more.json'), JSON.stringify(form))
    const file = join(folder, 'north.json')
    writeFileSync(file, JSON.stringify(pack({ extraQuestions: { file: 'more.json', leavesFrom: 'full' } })))
    const { code, out } = await run('check', file)
    expect(code).toBe(1)
    expect(out).toContain('Question 1 (linkId "job"): Its expression makes too many values, or too long a text.')
  })

  it('names what its Questionnaire asks that is not done, by the linkId of the file', async () => {
    const folder = temporaryFolder()
    const form = questionnaireOf({ linkId: 'job', type: 'string', extension: [fhirPath(EXT.initialExpression, '1 +')] })
    writeFileSync(join(folder, 'more.json'), JSON.stringify(form))
    const file = join(folder, 'north.json')
    writeFileSync(file, JSON.stringify(pack({ extraQuestions: { file: 'more.json', leavesFrom: 'full' } })))
    const { code, out } = await run('check', file)
    expect(code).toBe(0)
    expect(out).toContain(
      'Note: Question 1 (linkId "job"): Its expression is not FHIRPath, so nothing is worked out: 1 +',
    )
    expect(out).toContain('Note: Question 1 (linkId "job"): It has no text, so it is asked as "site.job".')
  })

  it('names a question without a linkId by its place', async () => {
    const folder = temporaryFolder()
    const form = questionnaireOf({ linkId: 'job', type: 'string' }, { type: 'string', text: 'Since?' } as never)
    writeFileSync(join(folder, 'more.json'), JSON.stringify(form))
    const file = join(folder, 'north.json')
    writeFileSync(file, JSON.stringify(pack({ extraQuestions: { file: 'more.json', leavesFrom: 'full' } })))
    const { code, out } = await run('check', file)
    expect(code).toBe(1)
    expect(out).toContain('Question 2 ("Since?") has no linkId: give it one')
  })

  const checked = async (parts: object) => {
    const file = join(temporaryFolder(), 'north.json')
    writeFileSync(file, JSON.stringify(pack(parts)))
    return run('check', file)
  }

  it.each([
    { firstContact: 'Who contacts the patient, and within how many working days.' },
    { firstContact: '<Who contacts the patient>' },
    { selfReferral: 'Ring ...' },
    { provider: { name: 'TBC' } },
    { wording: { version: '1', told: ['Example wording for patients.'] } },
    { alternatives: [{ name: 'Somewhere', how: 'To be confirmed' }] },
  ])('refuses text of the template, and blanks, that were left in: %o', async parts => {
    const { code, out } = await checked(parts)
    expect(code).toBe(1)
    expect(out).toContain('still has the words of the template, or a blank')
  })

  it('refuses the template itself, filled in nowhere', async () => {
    const { code, out } = await run('check', 'profiles/sites/template.json')
    expect(code).toBe(1)
    expect(out).toContain('Name of the organisation that runs the service')
  })

  const fact = { source: 'A page', reviewBy: '2027-11-22' }
  const dwp = { receives: 'counts of referrals', named: false, source: 'A letter', date: '2026-11-22' }
  it.each([
    ['The DWP funds WorkWell.', {}, 1],
    ['The DWP funds WorkWell.', { facts: { everything: fact } }, 1],
    ['The DWP funds WorkWell.', { dwp }, 0],
    ['The DWP funds WorkWell.', { facts: { dwp: fact } }, 0],
    ['You need not claim benefits.', { facts: { everything: fact } }, 1],
    ['You need not claim benefits.', { facts: { benefits: fact } }, 0],
    ['You may benefit from a phased return.', {}, 0],
  ])('a sentence about benefits or the DWP has a source of its own: %s %o', async (sentence, parts, code) => {
    expect((await checked({ wording: { version: '1', told: [sentence] }, ...parts })).code).toBe(code)
  })

  it('takes the example Questionnaire of the README as it stands', async () => {
    const readme = readFileSync('profiles/sites/README.md', 'utf8')
    const example = /```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'your-area-questions.json'), example)
    const file = join(folder, 'north.json')
    const extraQuestions = { file: 'your-area-questions.json', leavesFrom: 'standard' }
    writeFileSync(file, JSON.stringify(pack({ extraQuestions })))
    const { code, out } = await run('check', file)
    expect(code).toBe(0)
    expect(out).toContain('(travel) | Standard or Full |')
    expect(out).toContain('(afraid-of) | Full only |')
  })

  it('finds nothing left in, and no sentence without its source, in the packs that come with the app', () => {
    const packs = readdirSync('profiles/sites').filter(name => name.endsWith('.json') && name !== 'template.json')
    for (const name of packs) {
      const content: unknown = JSON.parse(readFileSync(join('profiles/sites', name), 'utf8'))
      const services = servicesOf([sitePackSchema.parse(content)])
      expect([name, [...leftIn(content), ...services.flatMap(withoutSource)]]).toEqual([name, []])
    }
  })

  it('warns of a pack without dwp, which loads as before', async () => {
    expect(await checked({})).toMatchObject({ code: 0, out: expect.stringContaining('dwp is missing') })
  })

  it('ends with 2 when there is nothing to check', async () => {
    const file = join(temporaryFolder(), 'none.json')
    expect((await run()).code).toBe(2)
    expect((await run('check', file)).code).toBe(2)
    writeFileSync(file, '{')
    expect(await run('check', file)).toMatchObject({ code: 2, out: expect.stringContaining('is no JSON') })
  })
})

describe('the packs of this repository', () => {
  const names = readdirSync('profiles/sites').filter(name => name.endsWith('.json') && name !== 'template.json')

  it.each(names)('%s can be used', async name => {
    expect(await run('check', join('profiles/sites', name))).toMatchObject({ code: 0 })
  })
})
