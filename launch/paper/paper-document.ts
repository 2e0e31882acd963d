import type { Paper } from './what-papers-hold.ts'

/** A part of a sentence that is printed bold, or leads somewhere. */
export interface MarkedWords {
  readonly text: string
  readonly strong?: true
  readonly href?: string
}
export type Words = string | readonly (string | MarkedWords)[]

/** A name and what is said under it. */
export interface Row {
  readonly label: string
  readonly said: string
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly words: Words }
  /** What is read before anything else, in a frame. */
  | { readonly kind: 'notice'; readonly paragraphs: readonly Words[] }
  /** What the paper is not, so that nobody takes it for that. */
  | { readonly kind: 'stamp'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly columns: readonly [string, string]
      readonly rows: readonly (readonly [string, string])[]
    }
  /** A link to be photographed (QR code). */
  | { readonly kind: 'square'; readonly link: string; readonly says: string }

/** A paper as what it says, in the order in which it is read; page and PDF are drawn from it. It is in British English. */
export interface PaperDocument {
  readonly paper: Paper
  /** Of file and window: of no patient, whoever saves it sends it on with the file (hazard H09). */
  readonly title: string
  readonly heading: string
  readonly blocks: readonly Block[]
}

export const heading = (text: string): Block => ({ kind: 'heading', text })
export const paragraph = (words: Words): Block => ({ kind: 'paragraph', words })
export const list = (...items: readonly string[]): Block => ({ kind: 'list', items })

/** The words alone. */
export const plain = (words: Words): string =>
  typeof words === 'string' ? words : words.map(each => (typeof each === 'string' ? each : each.text)).join('')

/** Everything that is read on a paper, in its order. */
export const textsOf = ({ title, heading, blocks }: PaperDocument): string[] => [
  title,
  heading,
  ...blocks.flatMap(textIn),
]

function textIn(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'stamp':
      return [block.text]
    case 'paragraph':
      return [plain(block.words)]
    case 'notice':
      return block.paragraphs.map(plain)
    case 'list':
      return [...block.items]
    case 'rows':
      return block.rows.flatMap(({ label, said }) => [label, said])
    case 'table':
      return [block.caption, ...block.columns, ...block.rows.flat()]
    case 'square':
      return [block.says]
  }
}
