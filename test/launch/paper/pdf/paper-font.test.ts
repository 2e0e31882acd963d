import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { PdfLink } from '../../../../launch/pages/frame/pdf-link.tsx'
import { type PaperDocument, paragraph } from '../../../../launch/paper/paper-document.ts'
import { drawnText, undrawableWords } from '../../../../launch/paper/pdf/paper-font.ts'
import { paperPdf } from '../../../../launch/paper/pdf/paper-pdf.ts'
import { readPdf } from '../../../support/read-pdf.ts'

const about = (name: string): PaperDocument => ({
  paper: 'closing-letter',
  title: 'Closing letter',
  heading: 'Closing letter',
  blocks: [paragraph(`final office in Pagi ${name}`)],
})
const link = (name: string): string =>
  renderToStaticMarkup(createElement(PdfLink, { document: about(name), href: '/r/x/letter/pdf' }))

const DRAWN = [
  'Zoë Łukaszewicz',
  'Siân O’Brien-Ní Dhomhnaill',
  'Nguyễn Thị Phượng',
  'Ị ọ ẹ ụ',
  'Ọládélé Ẹ̀bùn',
  'Ελένη Παπαδοπούλου',
  'Ђорђе Қазақбаева',
  'Əliyev İbrahim Şahin',
  'Zoe\u0308 A\u200bB',
]
const NOT_DRAWN = ['王小明', 'محمد علي', 'דוד', 'अनिल', 'সুমন', '\ud83d', 'Ann 🙂']

describe('names that the lettering can draw', () => {
  it.each(DRAWN)('%s stands in the file as it is in the record', async name => {
    const { pages } = await readPdf(await paperPdf(about(name), 'normal', false))
    // What is read in the rest of the file is not touched by it: fi, ị and i in one file.
    expect(pages.join('')).toContain(`final office in Pagi ${drawnText(name)}`)
    expect(pages.join('')).toContain('Page 1 of 1')
    expect(undrawableWords(about(name))).toEqual([])
    expect(link(name)).toContain('Download as PDF')
  })
})

describe('names that it cannot draw (hazard H01)', () => {
  it.each(NOT_DRAWN)('%s: the page says so at once, and offers no file', name => {
    expect(undrawableWords(about(name)).length).toBeGreaterThan(0)
    expect(link(name)).toContain('cannot be saved as a PDF')
    expect(link(name)).not.toContain('href')
  })
})
