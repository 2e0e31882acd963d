import { InsetText } from 'nhsuk-react-components'
import type { ReactElement } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { handout } from '../../paper/handout.ts'
import { PaperSheet } from '../../paper/paper-sheet.tsx'
import { pathOf } from '../frame/gate.ts'
import { PaperPage } from '../frame/paper-page.tsx'

export function HandoutPage({
  consultation,
  synthetic,
}: {
  consultation: Consultation
  synthetic: boolean
}): ReactElement {
  return (
    <PaperPage consultation={consultation} synthetic={synthetic} title="For the patient" heading="About WorkWell">
      {asksPhoneFirst(consultation) && (
        <InsetText className="ww-no-print">
          <p>
            <strong>This page may be found at home.</strong> You asked to be phoned before contact: ask the patient
            whether it is safe to take it along.
          </p>
        </InsetText>
      )}
      <p className="ww-no-print">
        Print this page for the patient. It says nothing about them, and is the same for everybody.{' '}
        <a href={pathOf(consultation, '')}>Back to the consultation</a>
      </p>
      <div className="ww-handout">
        <PaperSheet document={handout(consultation.service)} />
      </div>
    </PaperPage>
  )
}
