import type { ReactElement } from 'react'
import type { PaperDocument } from '../../paper/paper-document.ts'
import { undrawableWords } from '../../paper/pdf/paper-font.ts'
import { undrawableSaid } from './pdf-words.ts'

/** The same paper as a file; where its words cannot be drawn, that is said here, before anybody asks for it (hazard H01). */
export function PdfLink(props: { document: PaperDocument; href: string; largePrint?: boolean }): ReactElement {
  const { document, href, largePrint = false } = props
  const words = undrawableWords(document)
  if (words.length > 0)
    return (
      <p className="ww-no-print">
        <strong>This page cannot be saved as a PDF here.</strong> {undrawableSaid(words)} Print it with your browser’s
        own print command.
      </p>
    )
  return (
    <p className="ww-no-print">
      <a href={href}>Download as PDF</a> (A4, less than {PDF_LIMIT_KB} kB)
      {largePrint && (
        <>
          {' · '}
          <a href={`${href}?print=large`}>Download in large print</a> (PDF, A4, less than {PDF_LIMIT_KB} kB)
        </>
      )}
    </p>
  )
}

/** No paper of usual length is larger; a test makes each. */
export const PDF_LIMIT_KB = 100
