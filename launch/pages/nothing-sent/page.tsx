import type { ReactElement } from 'react'
import type { Pathway } from '../../../src/domain/consultation-words.ts'
import type { FitNote } from '../../../src/domain/fit-note.ts'
import { NOTE_PATHWAYS } from '../../../src/domain/pathways.ts'
import { noteWords } from '../../../src/domain/todays-note.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import { mayPointTo, selfReferralOf } from '../../consultation/pointed-to.ts'
import { Alternatives } from '../consultation/eligibility-panel.tsx'
import { CloseForm } from '../frame/close-form.tsx'
import { ConsultationPage } from '../frame/consultation-page.tsx'
import { pathOf } from '../frame/gate.ts'
import { HandoutLink } from '../handout/handout-link.tsx'

const NEXT: Record<Pathway | 'declined', string> = {
  'note-only': '',
  'note-refer-later':
    'No data was sent. Give the patient the handout, which says how to refer themselves. You can open WorkWell again from the record when the patient is ready.',
  neither: '',
  declined:
    'The patient’s answer is kept until this sickness spell ends, so that nobody asks them again too soon. Care and fit note are not affected.',
  refer: 'The referral is not finished yet.',
  'note-and-refer': 'The referral is not finished yet.',
}

/** The same without a paper that may be found at home (hazard H24). */
const LATER_PHONE_FIRST = 'No data was sent. You can open WorkWell again from the record when the patient is ready.'

/** By what the record holds, and not by what was chosen alone: a note that was issued today is not issued again. */
function noteToDo(pathway: Pathway, issuedToday: FitNote | undefined): string {
  if (issuedToday) return `The record holds a fit note issued today: ${noteWords(issuedToday)}.`
  return NOTE_PATHWAYS.includes(pathway) ? 'Issue the fit note in your record system.' : ''
}

const NOT_FOR_THIS_PATIENT = 'No data was sent. The service’s own rules do not let it take this patient now.'

/** Said plainly: this consultation sends nothing to anybody. */
export function NothingSentPage({
  consultation,
  synthetic,
}: {
  consultation: Consultation
  synthetic: boolean
}): ReactElement {
  const { answers, service, issuedToday } = consultation
  const declined = answers.sharing === 'none'
  const selfReferral = selfReferralOf(consultation)
  const noHandout = asksPhoneFirst(consultation) && answers.pathway === 'note-refer-later' && !declined
  const isRefused = answers.pathway === 'note-refer-later' && !declined && !mayPointTo(consultation)
  const next = isRefused
    ? NOT_FOR_THIS_PATIENT
    : noHandout
      ? LATER_PHONE_FIRST
      : NEXT[declined ? 'declined' : answers.pathway]
  const note = declined ? '' : noteToDo(answers.pathway, issuedToday)
  return (
    <ConsultationPage
      consultation={consultation}
      synthetic={synthetic}
      title="Nothing sent"
      heading="Nothing was sent to WorkWell"
    >
      <p>{[note, next].filter(Boolean).join(' ') || 'You do not need to do anything else.'}</p>
      {selfReferral && <p>{selfReferral}</p>}
      {service && !mayPointTo(consultation) && <Alternatives service={service} />}
      <HandoutLink consultation={consultation} />
      <p>
        <a href={pathOf(consultation, '')}>Change the answers</a>
      </p>
      <CloseForm consultation={consultation} />
    </ConsultationPage>
  )
}
