import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { handout } from '../../../../launch/paper/handout.ts'
import { heading, list, type PaperDocument, paragraph, textsOf } from '../../../../launch/paper/paper-document.ts'
import { paperPdf } from '../../../../launch/paper/pdf/paper-pdf.ts'
import { servicesOf, sitePackSchema } from '../../../../src/domain/site.ts'
import { type ReadPdf, readPdf, sheetsIn } from '../../../support/read-pdf.ts'
import { FULL_SERVICE, handoutAt, VARIANTS } from '../paper-variants.ts'

const together = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')
const read = async (document: PaperDocument, print: 'normal' | 'large' = 'normal') =>
  readPdf(await paperPdf(document, print, false))

const plainPaper = (...blocks: PaperDocument['blocks']): PaperDocument => ({
  paper: 'letter',
  title: 'Referral letter',
  heading: 'Referral letter',
  blocks,
})

describe.each(VARIANTS)('%s as PDF', (name, document) => {
  // Read once for both: its words and its tags.
  let file: Promise<ReadPdf> | undefined
  const readOnce = (): Promise<ReadPdf> => (file ??= read(document))

  it('holds every word of the paper in its order and nothing else, on A4, with nothing cut off', async () => {
    const { pages, title, lang, cutOff } = await readOnce()
    const text = together(pages.join('').replace(/Page \d+ of \d+/g, ''))
    expect(cutOff).toEqual([])
    expect([title, lang]).toEqual([document.title, 'en-GB'])
    let from = 0
    for (const each of textsOf(document)
      .slice(1)
      .filter(each => !document.blocks.some(b => b.kind === 'square' && b.says === each))) {
      const said = together(each)
      const at = text.indexOf(said.slice(0, 40), from)
      expect([each.slice(0, 40), at >= 0]).toEqual([each.slice(0, 40), true])
      from = at
    }
    // Bullets are the only signs that the paper itself does not say.
    const written = textsOf(document).slice(1).map(together).join('').length
    const squares = document.blocks.flatMap(each => (each.kind === 'square' ? together(each.says).length : []))
    expect(text.replaceAll('•', '').length).toBe(written - squares.reduce((sum, each) => sum + each, 0))
    expect(name).not.toBe('')
  })

  it('has tags for what it is made of', async () => {
    const { tags } = await readOnce()
    expect(tags.filter(each => each === 'H1')).toHaveLength(1)
    const kinds = new Set(document.blocks.map(each => each.kind))
    const expected = [
      ['H2', kinds.has('heading')],
      ['LBody', kinds.has('list')],
      ['TH', kinds.has('rows') || kinds.has('table')],
      ['Figure', kinds.has('square')],
    ] as const
    for (const [tag, isThere] of expected) expect([tag, tags.includes(tag)]).toEqual([tag, isThere])
  })
})

it('a picture is said in words, and a link leads where the paper says', async () => {
  const found = VARIANTS.find(([name]) => name === 'letter with a link')
  if (!found) throw new Error('no such paper')
  expect((await read(found[1])).alts).toContain('The same link as a QR code')
})

describe('a handout', () => {
  const folder = 'profiles/sites'
  const services = readdirSync(folder)
    .filter(name => name.endsWith('.json') && name !== 'template.json')
    .flatMap(name => servicesOf([sitePackSchema.parse(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')))]))

  it('is one sheet of A4, and two in large print, at every service that has a pack', async () => {
    const longest = [handout(FULL_SERVICE), ...[FULL_SERVICE, ...services].map(each => handoutAt('full', each))]
    for (const document of longest) {
      const [normal, large] = [await paperPdf(document, 'normal', false), await paperPdf(document, 'large', false)]
      expect([(await sheetsIn(normal)) <= 1, (await sheetsIn(large)) <= 2]).toEqual([true, true])
    }
  })
})

it('no heading stands alone at the foot of a sheet, wherever the sheet ends', async () => {
  const part = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom('paragraph', 'list', 'rows'))
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 8, maxLength: 30 }), async parts => {
      const blocks = parts.flatMap(([words, kind], index) => {
        const text = 'words '.repeat(words)
        const body = {
          paragraph: paragraph(text),
          list: list(text, text),
          rows: { kind: 'rows', rows: [{ label: 'Label', said: text }] },
        } as const
        return [heading(`Heading${index}.`), body[kind]]
      })
      const { pages } = await read(plainPaper(...blocks))
      for (const page of pages) expect(page).not.toMatch(/Heading\d+\.\s*Page \d+ of \d+$/)
    }),
    { numRuns: 25 },
  )
})

it('a file is called by its title, names no patient there, and not what made it for whom', async () => {
  for (const [, document] of VARIANTS) {
    const { title } = await read(document)
    expect(title).not.toMatch(/Zo|Carter|999/)
  }
})
