import PDFDocument from 'pdfkit'
import { drawnText, FONTS, type FontName } from './paper-font.ts'

export type Tag = PDFKit.PDFStructureElement

/** Sheets of A4 that are being written on, from top to bottom. Lengths in points. */
export interface Sheet {
  readonly pdf: PDFKit.PDFDocument
  /** What a screen reader follows: each part is added to it in the order in which it is read. */
  readonly root: Tag
  /** Of the body's letters. */
  readonly size: number
  readonly left: number
  readonly width: number
}

export interface Place {
  readonly x: number
  readonly width: number
}

export interface Lettering {
  readonly font?: FontName
  /** In letters of the body. */
  readonly scale?: number
}

const MARGIN = { top: 42, bottom: 50, left: 50, right: 50 }
/** Between lines, in letters: Noto's own lines stand wide apart. */
const LINE_GAP = 0.02

/** The library takes a parsed font too, which its types do not say yet. */
const asSource = (font: (typeof FONTS)[FontName]): PDFKit.Mixins.PDFFontSource =>
  font as unknown as PDFKit.Mixins.PDFFontSource

/** That the file claims PDF/UA-1. The library's own way to say so adds a list of glyphs (CIDSet) that is not complete. */
const CLAIM =
  '<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>'

/** Tagged PDF 1.7 as ISO 14289-1 (PDF/UA-1) has it: what the file calls itself is shown, and its language is said. */
export function blankSheet(title: string, size: number): Sheet {
  const pdf = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    // No more than its title: who wrote it, and with what, is not every reader's business.
    info: { Title: title },
  })
  pdf.appendXML(CLAIM)
  sayWhereLinksLead(pdf)
  for (const [name, font] of Object.entries(FONTS)) pdf.registerFont(name, asSource(font))
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  return { pdf, root, size, left: MARGIN.left, width: pdf.page.width - MARGIN.left - MARGIN.right }
}

/** A link says in words where it leads (ISO 14289-1, 7.18.5), which the library leaves empty. */
function sayWhereLinksLead(pdf: PDFKit.PDFDocument): void {
  const link = pdf.link.bind(pdf)
  // A PDF string is a String object to the library; a primitive would be a name.
  pdf.link = (x, y, width, height, url, options) =>
    link(x, y, width, height, url, { ...options, Contents: Object(`Opens ${url}`) })
}

function lettered({ pdf, size }: Sheet, { font = 'regular', scale = 1 }: Lettering): PDFKit.PDFDocument {
  return pdf.font(font).fontSize(size * scale)
}

const gapOf = ({ size }: Sheet, { scale = 1 }: Lettering): number => size * scale * LINE_GAP

export const heightOf = (sheet: Sheet, text: string, width: number, lettering: Lettering = {}): number =>
  lettered(sheet, lettering).heightOfString(drawnText(text), { width, lineGap: gapOf(sheet, lettering) })

interface Writing {
  /** From where; else from where the sheet stands. */
  readonly y?: number
  /** Where the words before ended, in the same line. */
  readonly goesOn?: boolean
  /** More words follow in the same line. */
  readonly continued?: boolean
  readonly link?: string | null
  readonly underline?: boolean
  readonly align?: 'center'
}

/** Words at a place. Afterwards the sheet stands below them. */
export function write(
  sheet: Sheet,
  text: string,
  { x, width }: Place,
  look: Lettering = {},
  writing: Writing = {},
): void {
  const { y = sheet.pdf.y, goesOn = false, ...rest } = writing
  const pen = lettered(sheet, look)
  const options = { width, lineGap: gapOf(sheet, look), ...rest }
  if (goesOn) pen.text(drawnText(text), options)
  else pen.text(drawnText(text), x, y, options)
}

/** How much of a sheet can be written on, in all. */
export const fullHeight = ({ pdf }: Sheet): number => pdf.page.height - MARGIN.top - MARGIN.bottom

/** On a new sheet, where so much does not fit on this one and would on the next. */
export function makeRoom(sheet: Sheet, height: number): void {
  const { pdf } = sheet
  const left = pdf.page.height - MARGIN.bottom - pdf.y
  if (height > left && pdf.y > MARGIN.top && height <= fullHeight(sheet)) pdf.addPage()
}

/** What is drawn and never read out: lines, frames, numbers of pages. */
export function ornament({ pdf }: Sheet, type: 'Layout' | 'Pagination', draw: () => void): void {
  pdf.markContent('Artifact', { type })
  draw()
  pdf.endMarkedContent()
}

interface TagOptions {
  /** Said in place of a picture. */
  readonly alt?: string
  /** What a cell is the head of. */
  readonly scope?: 'Row' | 'Column'
  /** Where a picture stands: left, top, right and bottom. */
  readonly bbox?: [number, number, number, number]
}

/** A part of the paper by the name that screen readers know it by (ISO 32000-1, 14.8.4). */
export function tag(sheet: Sheet, into: Tag, name: string, options: TagOptions = {}): Tag {
  const made = sheet.pdf.struct(name, options)
  into.add(made)
  return made
}
