import { InsetText } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { NAMED_ON_NOTE } from '../../paper/handout.ts'
import type { PaperDocument } from '../../paper/paper-document.ts'
import { PaperSheet } from '../../paper/paper-sheet.tsx'
import { pathOf } from '../frame/gate.ts'
import { PaperPage } from '../frame/paper-page.tsx'
import { PdfLink } from '../frame/pdf-link.tsx'

export function HandoutPage({
  consultation,
  document,
  synthetic,
}: {
  consultation: Consultation
  document: PaperDocument
  synthetic: boolean
}): ReactElement {
  return (
    <PaperPage consultation={consultation} synthetic={synthetic} title={document.title} heading={document.heading}>
      {asksPhoneFirst(consultation) && (
        <InsetText className="ww-no-print">
          <p>
            <strong>This page may be found at home.</strong> You asked to be phoned before contact: ask the patient
            whether it is safe to take it along.
          </p>
        </InsetText>
      )}
      <p className="ww-no-print">
        Print this page for the patient. {whatItSays(document)}{' '}
        <a href={pathOf(consultation, '')}>Back to the consultation</a>
      </p>
      <PdfLink document={document} href={pathOf(consultation, 'handout/pdf')} largePrint />
      <div className="ww-handout">
        <PaperSheet document={document} />
      </div>
    </PaperPage>
  )
}

function whatItSays({ paper, blocks }: PaperDocument): string {
  const isNamed = blocks.some(each => each.kind === 'paragraph' && each.words === NAMED_ON_NOTE)
  const named = isNamed ? ' It says that their fit note names WorkWell.' : ''
  if (paper !== 'handout')
    return `It says who referred them and which kinds of things were shared: no name, and no answer.${named}`
  return isNamed
    ? 'It says that their fit note names WorkWell, and nothing else about them.'
    : 'It says nothing about them, and is the same for everybody.'
}
