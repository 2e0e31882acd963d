import type { ReferralLine } from '../../../src/fhir/describe-transaction.ts'
import { SITE_PREFIX } from '../../../src/questionnaire/renamed-items.ts'

/** One row of the check page: what leaves, and the question that it can be changed at. */
export interface CheckRow {
  readonly label: string
  readonly said: string
  /** Undefined where it is the record's own, and no question of this consultation. */
  readonly linkId: string | undefined
}
export type CheckGroup = 'to' | 'health' | 'reach'

const OF_QUESTIONS: Readonly<Record<string, readonly [CheckGroup, string]>> = {
  sharing: ['to', 'Agreed to share'],
  'against-rules': ['to', 'Why against the rules'],
  'ask-first': ['to', 'Asked first'],
  'main-condition': ['health', 'Condition'],
  'condition-group': ['health', 'Kind of condition'],
  pathway: ['health', 'Consultation'],
  'note-advice': ['health', 'Fit note'],
  'note-adjustments': ['health', 'Adjustments'],
  evidence: ['health', 'Evidence'],
  'work-status': ['health', 'Work'],
  concern: ['health', 'Safety'],
  'off-work-since': ['health', 'Off work since'],
  occupation: ['health', 'Occupation'],
  'job-at-risk': ['health', 'Job at risk'],
  'functional-effects': ['health', 'Difficult at work'],
  'functional-comments': ['health', 'What helps'],
  'other-conditions': ['health', 'Other conditions'],
  'treatment-awaited': ['health', 'Treatment'],
  'ring-phone': ['reach', 'Phone you on'],
  'ring-when': ['reach', 'Best time'],
  'ring-second': ['reach', 'Or ask for'],
  'contact-phone': ['reach', 'Phone'],
  'contact-email': ['reach', 'Email'],
  'contact-address': ['reach', 'Address'],
  'contact-best-way': ['reach', 'Best way'],
  'contact-safety': ['reach', 'Safe contact'],
  language: ['reach', 'Language'],
  interpreter: ['reach', 'Interpreter'],
  'access-needs': ['reach', 'Access needs'],
  profession: ['reach', 'Profession'],
  'referrer-name': ['reach', 'Referred by'],
  'practice-name': ['reach', 'Practice'],
  'practice-phone': ['reach', 'Practice phone'],
}

/** Lines that answer a question without being its answer. */
const QUESTION_OF: Partial<Record<ReferralLine['part'], string>> = {
  'health-condition': 'main-condition',
  'contact-held-back': 'contact-phone',
  referrer: 'referrer-name',
  practice: 'practice-name',
  'practice-phone': 'practice-phone',
}

/** Of the record: nothing to change here, and so no row of its own for each. */
const JOINED: Partial<Record<ReferralLine['part'], string>> = {
  name: 'Patient',
  'birth-date': 'Patient',
  'nhs-number': 'Patient',
  'no-nhs-number': 'Patient',
  referrer: 'From',
  practice: 'From',
  'practice-phone': 'From',
}

/**
 * What leaves, line for line as it was read back from the Bundle (hazard H09), in the order in which a clinician thinks: to whom, what about the
 * health, how to reach. No line is left out; one that nobody has placed stands with the health, under its question's own words.
 *
 * @param asks whether this consultation asks a question: by the linkId that it has on the page
 */
export function checkGroups(
  lines: readonly ReferralLine[],
  asks: (linkId: string) => boolean,
): Readonly<Record<CheckGroup, readonly CheckRow[]>> {
  const groups: Record<CheckGroup, CheckRow[]> = { to: [], health: [], reach: [] }
  for (const line of lines) {
    const { group, ...row } = placed(line, asks)
    const rows = groups[group]
    const before = rows.at(-1)
    // What is said under one name is one row: nobody reads "adjustment" twice.
    if (before?.label === row.label && before.linkId === row.linkId)
      rows[rows.length - 1] = { ...row, said: `${before.said}, ${row.said}` }
    else rows.push(row)
  }
  return groups
}

function placed(line: ReferralLine, asks: (linkId: string) => boolean): CheckRow & { readonly group: CheckGroup } {
  const { part, label, value } = line
  const own = part === 'site-answer' ? `${SITE_PREFIX}${line.linkId}` : (line.linkId ?? QUESTION_OF[part])
  const day = DAY_WORDS[own ?? '']
  // The days of a note stand beside its advice.
  const question = day === undefined ? own : 'note-advice'
  const linkId = question !== undefined && asks(question) ? question : undefined
  const joined = linkId === undefined ? JOINED[part] : undefined
  if (joined !== undefined) return { group: 'reach', label: joined, said: inJoined(line), linkId }
  // A note that the record holds already: no question of this consultation.
  if (linkId === undefined && question?.startsWith('note-'))
    return { group: 'health', label: 'Fit note today', said: value, linkId }
  const [group, short] = (part === 'contact-held-back' ? HELD : OF_QUESTIONS[question ?? '']) ?? ['health', label]
  return { group, label: short, said: day === undefined ? value : `${day} ${value}`, linkId }
}

const DAY_WORDS: Readonly<Record<string, string>> = { 'note-from': 'from', 'note-to': 'to' }

const HELD = ['reach', 'How to reach them'] as const

/** Beside others in one row a value says what it is. */
function inJoined({ part, label, value }: ReferralLine): string {
  if (part === 'birth-date' && value !== NOT_RECORDED) return `born ${value}`
  if (part === 'nhs-number' || part === 'no-nhs-number')
    return `NHS number ${part === 'nhs-number' ? value : 'not sent'}`
  return value === NOT_RECORDED ? `${label}: not recorded` : value
}

const NOT_RECORDED = 'Not recorded'
