import type { SharingLevel } from '../../src/domain/referral.ts'
import type { PaperLine } from './paper-line.ts'
import type { PaperElement } from './what-papers-hold.ts'

const KINDS = {
  reach: 'your name, your date of birth and how to reach you safely',
  number: 'your NHS number',
  access: 'your language, and what you need to take part',
  condition: 'that you have a health condition',
  group: 'what kind of health condition you have',
  term: 'the name of your health condition',
  others: 'other health conditions and treatment that matter for work',
  note: 'if you have a fit note, and what it says',
  status: 'if you are in work',
  job: 'your job, and how long you have been off work',
  effects: 'what is difficult at work, and what helps',
  safety: 'if there is anything to keep you or the coach safe',
  referrer: 'who referred you, and what you agreed to share',
  local: 'your answers to questions of this WorkWell service',
} as const
type Kind = keyof typeof KINDS

const OF_ELEMENTS: Partial<Record<PaperElement, Kind>> = {
  name: 'reach',
  'birth-date': 'reach',
  'nhs-number': 'number',
  referrer: 'referrer',
  practice: 'referrer',
  'practice-phone': 'referrer',
  'site-answer': 'local',
}

/** By linkId. */
const OF_ANSWERS: Readonly<Record<string, Kind>> = {
  pathway: 'note',
  profession: 'referrer',
  'note-advice': 'note',
  'note-from': 'note',
  'note-to': 'note',
  'note-adjustments': 'note',
  evidence: 'note',
  'work-status': 'status',
  concern: 'safety',
  'concern-managed': 'safety',
  'ring-phone': 'safety',
  'ring-when': 'safety',
  'ring-second': 'safety',
  sharing: 'referrer',
  'against-rules': 'referrer',
  'ask-first': 'local',
  'contact-phone': 'reach',
  'contact-email': 'reach',
  'contact-address': 'reach',
  'contact-best-way': 'reach',
  'contact-safety': 'reach',
  'contact-message': 'reach',
  language: 'access',
  interpreter: 'access',
  'told-by': 'access',
  'access-needs': 'access',
  'off-work-since': 'job',
  occupation: 'job',
  'job-at-risk': 'job',
  'functional-effects': 'effects',
  'functional-comments': 'effects',
  'other-conditions': 'others',
  'treatment-awaited': 'others',
}

const CONDITION: Readonly<Record<SharingLevel, Kind>> = { basic: 'condition', standard: 'group', full: 'term' }

/** What nobody has said of what kind it is. */
const REST = 'other things that you agreed to'

/**
 * Which kinds of things a referral holds, in words for the patient and each once: read from the lines of what was sent, and never their values
 * (hazard H09).
 */
export function sharedKinds(lines: readonly PaperLine[], sharing: SharingLevel): string[] {
  const kinds = lines.flatMap(({ element, linkId = '' }) => {
    if (element === 'no-nhs-number' || element === 'contact-held-back') return []
    if (element === 'health-condition' || linkId === 'condition-group') return [KINDS[CONDITION[sharing]]]
    const kind = element === 'answer' ? OF_ANSWERS[linkId] : OF_ELEMENTS[element]
    return [kind === undefined ? REST : KINDS[kind]]
  })
  const ordered = [...Object.values(KINDS), REST]
  return ordered.filter(each => kinds.includes(each))
}
