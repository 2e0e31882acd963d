import { type PaperDocument, paragraph } from './paper-document.ts'
import { type PaperLine, standingLines } from './paper-line.ts'
import { mayStand, ownTerms } from './what-papers-hold.ts'

const TERMS = ownTerms('closing-letter')

/** What came of a referral, for the practice: first of all whether there is anything to do (hazard H16). */
export const closingLetter = (first: string, lines: readonly PaperLine[]): PaperDocument => ({
  paper: 'closing-letter',
  title: 'Closing letter',
  heading: 'WorkWell: how the referral ended',
  blocks: [
    ...(mayStand('course', TERMS) ? [paragraph([{ text: first, strong: true }])] : []),
    { kind: 'rows', rows: standingLines(lines, TERMS) },
  ],
})
