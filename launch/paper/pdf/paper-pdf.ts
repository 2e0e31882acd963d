import type { PaperDocument } from '../paper-document.ts'
import type { Paper } from '../what-papers-hold.ts'
import { drawBlocks, TITLE } from './draw-blocks.ts'
import { drawWords } from './draw-words.ts'
import { blankSheet, ornament, type Sheet, tag, write } from './sheet.ts'

export type Print = 'normal' | 'large'

/**
 * The sizes of the letters that are tried, in points, and on how many sheets the paper ought to stand: the first that does is taken, else the
 * smallest. Large print is 16 points and more (RNIB, clear print guidelines).
 */
interface Fit {
  readonly sizes: readonly [number, ...number[]]
  readonly sheets: number
}
const HANDOUT: Record<Print, Fit> = {
  normal: { sizes: [12, 11.5, 11, 10.5, 10], sheets: 1 },
  large: { sizes: [18, 17, 16], sheets: 2 },
}
const PLAIN: Record<Print, Fit> = {
  normal: { sizes: [11], sheets: Number.POSITIVE_INFINITY },
  large: { sizes: [16], sheets: Number.POSITIVE_INFINITY },
}
const fitOf = (paper: Paper, print: Print): Fit => (paper.startsWith('handout') ? HANDOUT : PLAIN)[print]

const SYNTHETIC = 'SYNTHETIC: make-believe patients only'

/**
 * The paper as tagged PDF (ISO 14289-1, PDF/UA-1), made without a browser. Every word of it can be drawn: see `undrawableWords`.
 *
 * @param synthetic whether what it shows is make-believe, which it then says
 */
export async function paperPdf(document: PaperDocument, print: Print, synthetic: boolean): Promise<Buffer> {
  const { pdf } = fittedSheet(document, fitOf(document.paper, print), synthetic)
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<void>((resolve, reject) => pdf.once('end', resolve).once('error', reject))
  pdf.end()
  await done
  return Buffer.concat(chunks)
}

function fittedSheet(document: PaperDocument, { sizes: [first, ...smaller], sheets }: Fit, synthetic: boolean): Sheet {
  let sheet = drawn(document, first, synthetic)
  for (const size of smaller) {
    if (sheet.pdf.bufferedPageRange().count <= sheets) break
    sheet = drawn(document, size, synthetic)
  }
  return sheet
}

function drawn(document: PaperDocument, size: number, synthetic: boolean): Sheet {
  const sheet = blankSheet(document.title, size)
  const { pdf, root, left, width } = sheet
  if (synthetic) drawWords(sheet, root, [{ text: SYNTHETIC, strong: true }], { x: left, width })
  const title = tag(sheet, root, 'H1')
  title.add(() => write(sheet, document.heading, { x: left, width }, TITLE))
  title.end()
  pdf.y += size * 0.5
  drawBlocks(sheet, root, document.blocks)
  root.end()
  numberPages(sheet, synthetic)
  return sheet
}

/** Of the page and not of the text: a screen reader counts pages itself. */
function numberPages(sheet: Sheet, synthetic: boolean): void {
  const { pdf, left, width } = sheet
  const { count } = pdf.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page)
    // Written into the margin, which would else begin another page.
    pdf.page.margins.bottom = 0
    const says = `${synthetic ? `${SYNTHETIC}. ` : ''}Page ${page + 1} of ${count}`
    ornament(sheet, 'Pagination', () =>
      pdf
        .font('regular')
        .fontSize(9)
        .text(says, left, pdf.page.height - 36, { width, align: 'right', lineBreak: false }),
    )
  }
}
