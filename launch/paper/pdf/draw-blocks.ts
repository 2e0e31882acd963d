import { squarePath } from '../link-square.tsx'
import type { Block, Words } from '../paper-document.ts'
import { drawNamedRows, drawTable, firstRowHeight } from './draw-rows.ts'
import { AFTER, drawWords, wordsHeight } from './draw-words.ts'
import { heightOf, type Lettering, makeRoom, ornament, type Sheet, type Tag, tag, write } from './sheet.ts'

export function drawBlocks(sheet: Sheet, into: Tag, blocks: readonly Block[]): void {
  for (const [index, block] of blocks.entries()) drawBlock(sheet, into, block, blocks[index + 1])
}

function drawBlock(sheet: Sheet, into: Tag, block: Block, next: Block | undefined): void {
  switch (block.kind) {
    case 'heading':
      drawHeading(sheet, into, block.text, next)
      break
    case 'paragraph':
      drawWords(sheet, into, block.words, { x: sheet.left, width: sheet.width })
      break
    case 'notice':
      drawFramed(sheet, into, block.paragraphs, {}, 'solid')
      break
    case 'stamp':
      drawFramed(sheet, into, [block.text], { font: 'bold', scale: 1.6 }, 'dashed')
      break
    case 'list':
      drawList(sheet, into, block.items)
      break
    case 'rows':
      drawNamedRows(sheet, into, block)
      break
    case 'table':
      drawTable(sheet, into, block)
      break
    case 'square':
      drawSquare(sheet, into, block)
      break
  }
}

export const TITLE: Lettering = { font: 'bold', scale: 1.6 }
const HEADING: Lettering = { font: 'bold', scale: 1.2 }

/** Never alone at the foot of a sheet: what it speaks of begins on the same one. */
function drawHeading(sheet: Sheet, into: Tag, text: string, next: Block | undefined): void {
  makeRoom(sheet, heightOf(sheet, text, sheet.width, HEADING) + sheet.size + (next ? startHeight(sheet, next) : 0))
  sheet.pdf.y += sheet.size * 0.2
  const heading = tag(sheet, into, 'H2')
  heading.add(() => write(sheet, text, { x: sheet.left, width: sheet.width }, HEADING))
  heading.end()
  sheet.pdf.y += sheet.size * 0.2
}

/** How much of a block has to stand beside what is above it. */
function startHeight(sheet: Sheet, block: Block): number {
  switch (block.kind) {
    case 'paragraph':
      return wordsHeight(sheet, block.words)
    case 'list':
      return block.items[0] === undefined ? 0 : heightOf(sheet, block.items[0], sheet.width - indentOf(sheet))
    case 'rows':
      return block.rows[0] === undefined ? 0 : firstRowHeight(sheet, block.rows[0])
    case 'square':
      return SQUARE
    default:
      return sheet.size * 4
  }
}

const indentOf = ({ size }: Sheet): number => size * 1.4

function drawList(sheet: Sheet, into: Tag, items: readonly string[]): void {
  const { pdf, left, width } = sheet
  const indent = indentOf(sheet)
  const body = { x: left + indent, width: width - indent }
  const list = tag(sheet, into, 'L')
  for (const each of items) {
    makeRoom(sheet, heightOf(sheet, each, body.width))
    const item = tag(sheet, list, 'LI')
    const top = pdf.y
    const label = tag(sheet, item, 'Lbl')
    label.add(() => write(sheet, '•', { x: left + indent / 3, width: indent }, {}, { y: top }))
    const said = tag(sheet, item, 'LBody')
    said.add(() => write(sheet, each, body, {}, { y: top }))
    item.end()
    pdf.y += sheet.size * 0.12
  }
  list.end()
  pdf.y += sheet.size * (AFTER - 0.12)
}

const FRAME = 10

function drawFramed(
  sheet: Sheet,
  into: Tag,
  paragraphs: readonly Words[],
  lettering: Lettering,
  line: 'solid' | 'dashed',
): void {
  const { pdf, left, width } = sheet
  const inner = { x: left + FRAME, width: width - FRAME * 2 }
  const after = sheet.size * AFTER
  const heights = paragraphs.map(each => wordsHeight(sheet, each, inner.width, lettering) + after)
  const height = heights.reduce((sum, each) => sum + each, 0) + FRAME * 2 - after
  makeRoom(sheet, height)
  ornament(sheet, 'Layout', () => {
    pdf.lineWidth(1.5).strokeColor('#212b32')
    if (line === 'dashed') pdf.dash(6, { space: 4 })
    pdf.rect(left, pdf.y, width, height).stroke().undash()
  })
  const bottom = pdf.y + height
  pdf.y += FRAME
  const part = tag(sheet, into, 'Div')
  for (const each of paragraphs) drawWords(sheet, part, each, inner, lettering)
  part.end()
  pdf.y = bottom + after
}

const SQUARE = 110

function drawSquare(sheet: Sheet, into: Tag, { link, says }: Extract<Block, { kind: 'square' }>): void {
  makeRoom(sheet, SQUARE)
  const { pdf, left } = sheet
  const { path, size } = squarePath(link)
  const top = pdf.y
  const figure = tag(sheet, into, 'Figure', { alt: says, bbox: [left, top, left + SQUARE, top + SQUARE] })
  figure.add(() =>
    pdf
      .save()
      .translate(left, top)
      .scale(SQUARE / size)
      .path(path)
      .fill('#000000')
      .restore(),
  )
  figure.end()
  pdf.y = top + SQUARE + sheet.size * AFTER
}
