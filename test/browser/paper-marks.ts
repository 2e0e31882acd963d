import { mayStand, type PaperElement, type PaperTerms } from '../../launch/paper/what-papers-hold.ts'
import type { SharingLevel } from '../../src/domain/referral.ts'
import { answerLeaves, exactAnswerLeaves } from '../../src/fhir/sharing.ts'
import { mark } from '../fhir/marked-record.ts'
import { option } from '../support/clinician.ts'
import { NAME, NHS_NUMBER, PICKED } from './marked-patient.ts'

export const AGREED: Readonly<Record<SharingLevel, string>> = {
  basic: option('sharing-level', 'basic'),
  standard: option('sharing-level', 'standard'),
  full: option('sharing-level', 'full'),
}

/** Every question of the referral that leads to words on paper, answered so that they can be found again. */
export const ANSWERS = {
  pathway: option('pathway', 'note-and-refer'),
  'note-advice': option('fit-note-advice', 'may-be-fit'),
  'note-from-day': '1',
  'note-from-month': '10',
  'note-from-year': '2031',
  'note-to-day': '14',
  'note-to-month': '10',
  'note-to-year': '2031',
  'note-adjustments': option('adjustment', 'amended-duties'),
  'work-status': option('work-status', 'self-employed-off-sick'),
  concern: option('concern', 'not-discussed'),
  'contact-phone': '07700 900461',
  'contact-email': 'marked.contact@example.org',
  'contact-address': mark('address of today'),
  'contact-best-way': option('contact-way', 'letter'),
  'contact-safety': mark('safe contact'),
  language: mark('language'),
  'access-needs': mark('access needs'),
  'off-work-since-day': '9',
  'off-work-since-month': '8',
  'off-work-since-year': '2026',
  occupation: mark('occupation'),
  'job-at-risk': option('job-at-risk', 'not-sure'),
  'functional-effects': option('functional-effect', 'concentrating'),
  'functional-comments': mark('functional comments'),
  'treatment-awaited': mark('treatment awaited'),
  'site.travel': mark('site answer'),
}

interface Marked {
  readonly words: string
  /** The words are there if one of these may stand: `answer occupation` is the answer to that question. */
  readonly tells: readonly (PaperElement | `answer ${string}`)[]
}
const told = (words: string, ...tells: Marked['tells']): Marked => ({ words, tells })

/** What the papers are about, by the words that give it away. */
export const MARKS: readonly Marked[] = [
  told(NAME, 'name'),
  told('7 February 1961', 'birth-date'),
  told(NHS_NUMBER, 'nhs-number'),
  told('Fit note today and refer to WorkWell', 'answer pathway'),
  told('Advice on the fit noteMay be fit for work', 'answer note-advice'),
  told('1 October 2031', 'answer note-from'),
  told('14 October 2031', 'answer note-to'),
  told('Amended duties', 'answer note-adjustments'),
  told('Work statusSelf-employed, off sick', 'answer work-status'),
  told('Anything to keep the patient or the coach safe?Not discussed', 'answer concern'),
  told('07700 900461', 'answer contact-phone'),
  told('marked.contact@example.org', 'answer contact-email'),
  told(mark('address of today'), 'answer contact-address'),
  told('Best way to reach the patientLetter', 'answer contact-best-way'),
  told(mark('safe contact'), 'answer contact-safety'),
  told(mark('language'), 'answer language'),
  told(mark('access needs'), 'answer access-needs'),
  told('9 August 2026', 'answer off-work-since'),
  told(mark('occupation'), 'answer occupation'),
  told('Is the job at risk?Not sure', 'answer job-at-risk'),
  told('Concentrating', 'answer functional-effects'),
  told(mark('functional comments'), 'answer functional-comments'),
  told(mark('treatment awaited'), 'answer treatment-awaited'),
  told(mark('site answer'), 'site-answer'),
  told('Larch Lane Surgery', 'practice'),
  told('WorkWell North', 'service'),
  told('01632 960777', 'service-contact'),
  told('Tom Brennan, Physiotherapist', 'referrer', 'author'),
  told('PH999902', 'author-registration'),
  told('01632 960100', 'practice-phone'),
  told('How it ended', 'course'),
  told('these kinds of things, and nothing else', 'shared-kinds'),
  told('You were referred today', 'shared-kinds'),
  told('contact your employer unless you agree', 'shared-kinds'),
  told('A coach phones within two working days', 'first-contact'),
  told('For R.', 'initial'),
  told('Altered hours', 'advice'),
  told(mark('note condition'), 'note-condition'),
  told(mark('note comments'), 'note-comments'),
  told(mark('difficulty'), 'work-difficulties'),
  told(mark('goal'), 'work-difficulties'),
]

export function mayBeTold({ tells }: Marked, terms: PaperTerms): boolean {
  return tells.some(each => {
    const linkId = each.startsWith('answer ') ? each.slice('answer '.length) : ''
    return mayStand(linkId ? 'answer' : (each as PaperElement), terms, linkId)
  })
}

/** The condition, as precisely as was agreed and no more. */
export function conditionWords(terms: PaperTerms): { readonly there: string[]; readonly absent: string[] } {
  const precise: readonly [words: string, isAgreed: (level: SharingLevel) => boolean][] = [
    ['A health condition (the patient shares no more)', level => !answerLeaves('main-condition', level)],
    [
      'Muscles, bones or joints',
      level => answerLeaves('main-condition', level) && !exactAnswerLeaves('main-condition', level),
    ],
    [PICKED.words, level => exactAnswerLeaves('main-condition', level)],
  ]
  const { sharing } = terms
  const stands = (isAgreed: (level: SharingLevel) => boolean) =>
    sharing !== undefined && mayStand('health-condition', terms) && isAgreed(sharing)
  return {
    there: precise.flatMap(([words, isAgreed]) => (stands(isAgreed) ? [words] : [])),
    absent: precise.flatMap(([words, isAgreed]) => (stands(isAgreed) ? [] : [words])),
  }
}
