import type { Block, Row } from '../paper-document.ts'
import { AFTER } from './draw-words.ts'
import { fullHeight, heightOf, type Lettering, makeRoom, ornament, type Sheet, type Tag, tag, write } from './sheet.ts'

interface Cell {
  readonly text: string
  readonly heads?: 'Row' | 'Column'
}
type TwoCells = readonly [Cell, Cell]

const PADDING = 4
const GAP = 12

/** How much of the width names have, and the first of two columns. */
const NAMES_SHARE = 0.34
const COLUMN_SHARE = 0.5

const cellsOf = ({ label, said }: Row): TwoCells => [{ text: label, heads: 'Row' }, { text: said }]

/** What has to stand together with a heading above it. */
export const firstRowHeight = (sheet: Sheet, row: Row): number => rowHeight(sheet, cellsOf(row), NAMES_SHARE)

/** Names with what is said under them: a table whose first cells head their rows. */
export function drawNamedRows(sheet: Sheet, into: Tag, { rows }: Extract<Block, { kind: 'rows' }>): void {
  const table = tag(sheet, into, 'Table')
  for (const row of rows) drawRow(sheet, table, cellsOf(row), NAMES_SHARE)
  table.end()
  sheet.pdf.y += sheet.size * AFTER
}

export function drawTable(sheet: Sheet, into: Tag, block: Extract<Block, { kind: 'table' }>): void {
  const { pdf } = sheet
  const table = tag(sheet, into, 'Table')
  const bold: Lettering = { font: 'bold' }
  const [one, two] = block.columns
  const head: TwoCells = [
    { text: one, heads: 'Column' },
    { text: two, heads: 'Column' },
  ]
  const caption = heightOf(sheet, block.caption, sheet.width, bold)
  makeRoom(sheet, caption + rowHeight(sheet, head, COLUMN_SHARE) + firstOf(sheet, block))
  const title = tag(sheet, table, 'Caption')
  title.add(() => write(sheet, block.caption, { x: sheet.left, width: sheet.width }, bold))
  title.end()
  pdf.y += PADDING
  for (const row of [head, ...block.rows.map(([first, second]): TwoCells => [{ text: first }, { text: second }])])
    drawRow(sheet, table, row, COLUMN_SHARE)
  table.end()
  pdf.y += sheet.size * AFTER
}

const firstOf = (sheet: Sheet, { rows: [first] }: Extract<Block, { kind: 'table' }>): number =>
  first ? rowHeight(sheet, [{ text: first[0] }, { text: first[1] }], COLUMN_SHARE) : 0

const lettering = ({ heads }: Cell): Lettering => ({ font: heads ? 'bold' : 'regular' })

function widths({ width }: Sheet, share: number): readonly [number, number] {
  const first = Math.floor((width - GAP) * share)
  return [first, width - GAP - first]
}

/** A row of which one cell would fill more than a sheet has its cells one below the other, each over the whole width. */
const standsBeside = (sheet: Sheet, cells: TwoCells, share: number): boolean =>
  besideHeight(sheet, cells, share) <= fullHeight(sheet)

function rowHeight(sheet: Sheet, cells: TwoCells, share: number): number {
  const height = besideHeight(sheet, cells, share)
  return standsBeside(sheet, cells, share) ? height : Math.min(height, fullHeight(sheet))
}

function besideHeight(sheet: Sheet, cells: TwoCells, share: number): number {
  const [first, second] = widths(sheet, share)
  return (
    Math.max(
      heightOf(sheet, cells[0].text, first, lettering(cells[0])),
      heightOf(sheet, cells[1].text, second, lettering(cells[1])),
    ) +
    PADDING * 2
  )
}

function drawRow(sheet: Sheet, table: Tag, cells: TwoCells, share: number): void {
  const { pdf, left } = sheet
  const isBeside = standsBeside(sheet, cells, share)
  if (isBeside) makeRoom(sheet, besideHeight(sheet, cells, share))
  const row = tag(sheet, table, 'TR')
  const top = pdf.y + PADDING
  const [first, second] = isBeside ? widths(sheet, share) : [sheet.width, sheet.width]
  const places = [
    { x: left, width: first },
    { x: isBeside ? left + first + GAP : left, width: second },
  ] as const
  let bottom = top
  cells.forEach((cell, index) => {
    const place = places[index === 0 ? 0 : 1]
    const drawn = tag(sheet, row, cell.heads ? 'TH' : 'TD', cell.heads ? { scope: cell.heads } : {})
    drawn.add(() => write(sheet, cell.text, place, lettering(cell), { y: isBeside ? top : pdf.y + PADDING }))
    drawn.end()
    bottom = isBeside ? Math.max(bottom, pdf.y) : pdf.y
  })
  row.end()
  pdf.y = bottom + PADDING
  ornament(sheet, 'Layout', () =>
    pdf
      .moveTo(left, pdf.y)
      .lineTo(left + sheet.width, pdf.y)
      .lineWidth(COLUMN_SHARE)
      .strokeColor('#aeb7bd')
      .stroke(),
  )
}
