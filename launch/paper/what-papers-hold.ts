import type { SharingLevel } from '../../src/domain/referral.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import { mayLeave } from '../../src/fhir/answer-leaves.ts'
import { answerLeaves } from '../../src/fhir/sharing.ts'

/** Everything that this app makes to be printed, and who comes to read it. Whoever the patient hands a paper to reads it too. */
export const PAPERS = {
  letter: 'the WorkWell service',
  'letter-with-link': 'the WorkWell service',
  handout: 'the patient, and whoever finds it',
  'handout-after-referral': 'the patient, and whoever finds it',
  'closing-letter': 'the practice',
  'fit-note-draft': 'the clinician who issues the note',
  'health-and-work-report': 'the employer, by way of the patient',
} as const
export type Paper = keyof typeof PAPERS

/** What may be told on a paper, in words for the list in docs/what-papers-hold.md. */
export const PAPER_ELEMENTS = {
  name: 'Patient’s name',
  initial: 'First letter of the first name',
  'birth-date': 'Date of birth',
  'nhs-number': 'NHS number',
  'no-nhs-number': 'That the NHS number is not sent',
  'health-condition': 'That there is a health condition, as precisely as was agreed',
  answer: 'Answer to a question of the referral',
  'site-answer': 'Answers to the service’s own questions',
  referrer: 'Who refers, and their profession',
  practice: 'Name of the practice',
  service: 'Name of the WorkWell service',
  'service-contact': 'How to reach the WorkWell service',
  'shared-kinds': 'Which kinds of things were shared, and no answer',
  'first-contact': 'When somebody of the service gets in touch, and how',
  'reply-link': 'Link on which the service answers',
  reference: 'Reference of the referral',
  course: 'How the referral went, and how it ended',
  author: 'Who wrote it, and their profession',
  'author-registration': 'HCPC number of who wrote it',
  'practice-phone': 'Phone number of the practice',
  'ring-first': 'Whom to phone before any contact with the patient',
  'contact-held-back': 'That contact details follow after a talk',
  advice: 'Advice on fitness for work, its dates, adjustments and review',
  'note-condition': 'Condition in words for the note',
  'note-comments': 'Comments on the note, and the clinician’s reason',
  'work-difficulties': 'Difficulties at work, and what is recommended',
  'note-names-workwell': 'That the fit note names WorkWell, where the patient wants their employer to read it',
} as const
export type PaperElement = keyof typeof PAPER_ELEMENTS

/** Agreed: the service's pack cites an agreement for the NHS number. Shared: from the sharing level on at which it may leave at all. */
type When = 'always' | 'agreed' | 'shared'

const LETTER = {
  name: 'always',
  'birth-date': 'always',
  'nhs-number': 'agreed',
  'no-nhs-number': 'always',
  'health-condition': 'always',
  answer: 'shared',
  'site-answer': 'shared',
  referrer: 'always',
  practice: 'always',
  'practice-phone': 'always',
  'ring-first': 'always',
  'contact-held-back': 'always',
  service: 'always',
  reference: 'always',
} as const satisfies Partial<Record<PaperElement, When>>

/**
 * The one table of what stands on which paper (hazards H09, H10). What is not listed never does. An employer and the patient's household
 * need no NHS number, and a draft of a note may be handed on: only the practice's own closing letter bears it without an agreement.
 */
const HOLDS: Readonly<Record<Paper, Partial<Record<PaperElement, When>>>> = {
  letter: LETTER,
  'letter-with-link': { ...LETTER, 'reply-link': 'always' },
  handout: { service: 'always', 'service-contact': 'always', 'note-names-workwell': 'always' },
  // Who referred, to whom and that kinds of things were shared: what the patient was told in the room, and no answer of theirs.
  'handout-after-referral': {
    initial: 'always',
    service: 'always',
    'service-contact': 'always',
    referrer: 'always',
    practice: 'always',
    'shared-kinds': 'always',
    'first-contact': 'always',
    'note-names-workwell': 'always',
  },
  'closing-letter': {
    name: 'always',
    'birth-date': 'always',
    'nhs-number': 'always',
    service: 'always',
    'service-contact': 'always',
    reference: 'always',
    course: 'always',
  },
  'fit-note-draft': {
    name: 'always',
    'birth-date': 'always',
    author: 'always',
    advice: 'always',
    'note-condition': 'always',
    'note-comments': 'always',
  },
  // The fields of the professions' own form: no condition, no NHS number, no word of WorkWell.
  'health-and-work-report': {
    name: 'always',
    'birth-date': 'always',
    author: 'always',
    'author-registration': 'always',
    practice: 'always',
    'practice-phone': 'always',
    advice: 'always',
    'work-difficulties': 'always',
  },
}

/** On which paper, and what was agreed about it. */
export interface PaperTerms {
  readonly paper: Paper
  /** Undefined where nothing was agreed, or the paper does not depend on it: then nothing that needs it stands. */
  readonly sharing: SharingLevel | undefined
  readonly nhsNumberAgreed: boolean
  /** From which level on answers to the service's own questions leave; undefined where it has none. */
  readonly siteAnswersFrom: SharingLevel | undefined
}

export const letterTerms = (
  paper: 'letter' | 'letter-with-link',
  service: WorkWellService,
  sharing: SharingLevel | undefined,
): PaperTerms => ({
  paper,
  sharing,
  nhsNumberAgreed: service.nhsNumber.send === 'yes',
  siteAnswersFrom: service.extraQuestions?.leavesFrom,
})

/** For a paper that has nothing to do with what the service may know. */
export const ownTerms = (paper: Exclude<Paper, 'letter' | 'letter-with-link'>): PaperTerms => ({
  paper,
  sharing: undefined,
  nhsNumberAgreed: false,
  siteAnswersFrom: undefined,
})

/** Whether an element may stand on a paper; of an answer, by its question. */
export function mayStand(element: PaperElement, terms: PaperTerms, linkId = ''): boolean {
  const { paper, sharing, nhsNumberAgreed, siteAnswersFrom } = terms
  const when = HOLDS[paper][element]
  if (when === undefined || when === 'always') return when === 'always'
  if (when === 'agreed') return nhsNumberAgreed
  if (sharing === undefined) return false
  if (element === 'answer') return answerLeaves(linkId, sharing)
  return siteAnswersFrom !== undefined && mayLeave(siteAnswersFrom, sharing)
}
