import { type MarkedWords, plain, type Words } from '../paper-document.ts'
import { heightOf, type Lettering, makeRoom, type Place, type Sheet, type Tag, tag, write } from './sheet.ts'

const BLUE = '#005eb8'
const BLACK = '#212b32'

/** After a paragraph, in letters of the body. */
export const AFTER = 0.55

export const wordsHeight = (sheet: Sheet, words: Words, width = sheet.width, lettering: Lettering = {}): number =>
  // Bold is the wider of the two: what is marked takes at most this.
  heightOf(sheet, plain(words), width, typeof words === 'string' ? lettering : { ...lettering, font: 'bold' })

/** A sentence as one paragraph: its parts follow each other in one line. */
export function drawWords(sheet: Sheet, into: Tag, words: Words, place: Place, lettering: Lettering = {}): void {
  makeRoom(sheet, wordsHeight(sheet, words, place.width, lettering))
  const { pdf } = sheet
  const paragraph = tag(sheet, into, 'P')
  const parts = typeof words === 'string' ? [words] : words
  parts.forEach((each, index) => {
    const { text, strong, href }: MarkedWords = typeof each === 'string' ? { text: each } : each
    const continued = index < parts.length - 1
    const holder = href === undefined ? paragraph : tag(sheet, paragraph, 'Link', { alt: `${text} (opens a web page)` })
    holder.add(() => {
      pdf.fillColor(href === undefined ? BLACK : BLUE)
      const look: Lettering = strong ? { ...lettering, font: 'bold' } : lettering
      // Only the first part has a place: the others go on where it ended.
      write(sheet, text, place, look, {
        continued,
        link: href ?? null,
        underline: href !== undefined,
        goesOn: index > 0,
      })
    })
    if (holder !== paragraph) holder.end()
  })
  paragraph.end()
  pdf.fillColor(BLACK)
  pdf.y += sheet.size * AFTER
}
