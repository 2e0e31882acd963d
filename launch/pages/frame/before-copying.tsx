import type { ReactElement } from 'react'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { ReadAtHome } from './on-purpose.tsx'
import { HideLine, OnlineViewQuestion } from './online-view.tsx'

/** Above a page that may be copied into a record by hand (hazard H24). None of it is printed. */
export function BeforeCopying({ consultation }: { consultation: Consultation }): ReactElement {
  const phoneFirst = asksPhoneFirst(consultation)
  return (
    <>
      {phoneFirst && <ReadAtHome />}
      <div className="ww-no-print">
        <OnlineViewQuestion phoneFirst={phoneFirst} what="If you copy this page into the record:" isPasted />
      </div>
      <HideLine />
    </>
  )
}
