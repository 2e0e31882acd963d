import { getDocumentProxy } from 'unpdf'
import { z } from 'zod'

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

const written = z.array(
  z.looseObject({ str: z.string(), hasEOL: z.boolean(), width: z.number(), transform: z.array(z.number()) }),
)

/** A part of the paper as a screen reader meets it. */
interface TagNode {
  readonly role?: string
  readonly alt?: string
  readonly children?: readonly unknown[]
}

export interface ReadPdf {
  readonly title: string
  readonly lang: string | undefined
  /** The text of each page, line ends and runs of spaces as one space. */
  readonly pages: readonly string[]
  /** Names of the tags in the order in which they are read, and what stands in for pictures. */
  readonly tags: readonly string[]
  readonly alts: readonly string[]
  /** Words that stand outside of the sheet, in whole or in part. */
  readonly cutOff: readonly string[]
}

/** How many sheets a PDF file has, without reading them: that takes most of the time. */
export async function sheetsIn(file: Uint8Array): Promise<number> {
  const pdf = await getDocumentProxy(new Uint8Array(file))
  const { numPages } = pdf
  await pdf.cleanup()
  return numPages
}

/** A PDF file read back. */
export async function readPdf(file: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocumentProxy(new Uint8Array(file))
  const sheets = await Promise.all(Array.from({ length: pdf.numPages }, (_, index) => readSheet(pdf, index + 1)))
  const { info, ...rest } = await pdf.getMetadata()
  const { Title, Language } = info as { Title?: string; Language?: string }
  await pdf.cleanup()
  return {
    title: Title ?? '',
    lang: Language ?? ('lang' in rest ? String(rest.lang) : undefined),
    pages: sheets.map(each => each.text),
    tags: sheets.flatMap(each => each.tags),
    alts: sheets.flatMap(each => each.alts),
    cutOff: sheets.flatMap(each => each.cutOff),
  }
}

async function readSheet(pdf: Pdf, number: number) {
  const page = await pdf.getPage(number)
  const [, , right = 0, top = 0] = page.view
  const { items } = await page.getTextContent()
  const words = written.parse(items)
  const tags: string[] = []
  const alts: string[] = []
  const walk = ({ role, alt, children = [] }: TagNode): void => {
    if (role && role !== 'Root') tags.push(role)
    if (alt) alts.push(alt)
    for (const each of children) if (typeof each === 'object' && each !== null) walk(each)
  }
  walk((await page.getStructTree()) as TagNode)
  const isCut = (x: number, y: number, long: number) => x < 0 || x + long > right || y < 0 || y > top
  return {
    text: words
      .map(({ str, hasEOL }) => `${str}${hasEOL ? ' ' : ''}`)
      .join('')
      .replace(/\s+/g, ' '),
    tags,
    alts,
    cutOff: words.filter(({ transform: [, , , , x = 0, y = 0], width }) => isCut(x, y, width)).map(each => each.str),
  }
}
