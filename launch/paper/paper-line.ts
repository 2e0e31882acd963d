import { mayStand, type PaperElement, type PaperTerms } from './what-papers-hold.ts'

/** One line of a paper, under what the table of papers knows it by. */
export interface PaperLine {
  readonly element: PaperElement
  /** Of an answer: whose question. */
  readonly linkId?: string
  readonly label: string
  readonly said: string
}

/** The lines that may stand on the paper (hazards H09, H10). */
export const standingLines = (lines: readonly PaperLine[], terms: PaperTerms): PaperLine[] =>
  lines.filter(({ element, linkId }) => mayStand(element, terms, linkId))
