import type { Request, Response } from 'express'
import type { PaperDocument } from '../../paper/paper-document.ts'
import { undrawableWords } from '../../paper/pdf/paper-font.ts'
import { type Print, paperPdf } from '../../paper/pdf/paper-pdf.ts'
import type { Paper } from '../../paper/what-papers-hold.ts'
import { sendError } from '../../web/send-error.ts'
import { NO_PDF, undrawableSaid } from './pdf-words.ts'

/** What a file is called where it is saved: never after a patient, and for an employer not after the service (hazard H09). */
const FILE_NAMES: Readonly<Record<Paper, string>> = {
  letter: 'referral-letter',
  'letter-with-link': 'referral-letter',
  handout: 'for-the-patient',
  'handout-after-referral': 'for-the-patient',
  'closing-letter': 'closing-letter',
  'fit-note-draft': 'fit-note-draft',
  'health-and-work-report': 'health-and-work-report',
}

/** What the address of a PDF asks for. */
export const printIn = ({ query }: Request): Print => (query.print === 'large' ? 'large' : 'normal')

/** A paper as a file to be saved. Nothing of it stays in a cache; where its words cannot be drawn, that is said instead (hazard H01). */
export async function sendPdf(res: Response, document: PaperDocument, print: Print, synthetic: boolean): Promise<void> {
  const words = undrawableWords(document)
  if (words.length > 0) return sendError(res, 422, { ...NO_PDF, what: undrawableSaid(words), synthetic })
  const file = await paperPdf(document, print, synthetic)
  const name = `${FILE_NAMES[document.paper]}${print === 'large' ? '-large-print' : ''}.pdf`
  res
    .set({ 'Cache-Control': 'no-store', 'Content-Disposition': `attachment; filename="${name}"` })
    .type('application/pdf')
    .send(file)
}
