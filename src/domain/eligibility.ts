import type { EarlierReferral, PatientSummary } from './clinical-context.ts'
import type { WorkStatus } from './consultation-words.ts'
import { ageOn, daysBetween, displayDate, type LocalDate } from './local-date.ts'
import { factOf, type SiteFact } from './site.ts'
import type { ServiceCandidate } from './site-area.ts'

/** What a service's own rules say of a patient. Never more than that: whether it suits the patient is the clinician's to say (H17). */
export type Verdict = 'may-refer' | 'ask-first' | 'not-here'

/** What one rule found, in words, with where the rule comes from. */
export interface Finding {
  readonly rule: Rule
  readonly state: 'met' | 'ask' | 'not-here'
  readonly says: string
  /** Answered by a question that the form has anyway, or said elsewhere on the page: no second question for it. */
  readonly askedElsewhere?: boolean
  readonly fact?: SiteFact
}

export interface Eligibility {
  readonly verdict: Verdict
  readonly findings: readonly Finding[]
}

/** All that is known when a rule is judged; the work status only once it was answered. */
export interface Known {
  readonly candidate: ServiceCandidate
  readonly patient: Pick<PatientSummary, 'birthDate'>
  readonly today: LocalDate
  readonly workStatus: WorkStatus | 'unknown'
  readonly referrals: readonly EarlierReferral[] | 'unreadable'
  readonly declinedOn?: LocalDate | undefined
}

export type Rule =
  | 'area'
  | 'dates'
  | 'age'
  | 'work-status'
  | 'local-question'
  | 'capacity'
  | 'open-referral'
  | 'recent-referral'
  | 'declined'

type Found = Omit<Finding, 'rule' | 'fact'> | undefined

const withSource = (rule: Rule, found: NonNullable<Found>, fact: SiteFact | undefined): Finding => ({
  rule,
  ...found,
  ...(fact ? { fact } : {}),
})

function area({ candidate }: Known): Found {
  const { covered, registered, resident, because, service } = candidate
  if (covered === 'yes') return { state: 'met', says: `Area: ${because.join(', and ')}.` }
  const wanted = service.area.covers === 'listed' ? AREA_WORDS[service.area.counts] : ''
  const says = `The service takes people who ${wanted}.`
  if (covered === 'no') return { state: 'not-here', says: `${says} ${partBroken(registered, resident)}` }
  return {
    state: 'ask',
    says: `${says} The record does not say enough: ask where the patient lives and is registered.`,
  }
}

const AREA_WORDS = {
  registered: 'are registered with a practice in its area',
  resident: 'live in its area',
  either: 'live in its area or are registered with a practice there',
  both: 'live in its area and are registered with a practice there',
} as const

const partBroken = (registered: 'yes' | 'no' | 'unknown', resident: 'yes' | 'no' | 'unknown'): string =>
  [registered === 'no' && 'The patient is registered elsewhere.', resident === 'no' && 'The patient lives elsewhere.']
    .filter(Boolean)
    .join(' ')

function dates({ candidate: { service }, today }: Known): Found {
  const { validFrom, validUntil } = service
  if (validFrom && today < validFrom)
    return { state: 'not-here', says: `The service starts on ${displayDate(validFrom)}.` }
  if (validUntil && today > validUntil)
    return { state: 'not-here', says: `The service ended on ${displayDate(validUntil)}.` }
  return validUntil ? { state: 'met', says: `The service runs until ${displayDate(validUntil)}.` } : undefined
}

function age({ candidate: { service }, patient, today }: Known): Found {
  const { minimumAge, maximumAge } = service
  if (patient.birthDate === 'unknown')
    return { state: 'ask', says: `The service takes people from ${minimumAge} years of age. How old is the patient?` }
  const years = ageOn(patient.birthDate, today)
  const takes = maximumAge ? `from ${minimumAge} to ${maximumAge}` : `from ${minimumAge}`
  const isWithin = years >= minimumAge && (maximumAge === undefined || years <= maximumAge)
  return isWithin
    ? { state: 'met', says: `Age: ${years}; the service takes people ${takes}.` }
    : { state: 'not-here', says: `The service takes people ${takes} years of age; the patient is ${years}.` }
}

const WORK_STATUS_WORDS: Record<WorkStatus, string> = {
  'employed-at-work': 'employed and at work',
  'employed-off-sick': 'employed and off sick',
  'self-employed-working': 'self-employed and working',
  'self-employed-off-sick': 'self-employed and off sick',
  'out-of-work-under-6-months': 'out of work for less than 6 months',
  'out-of-work-6-months-or-more': 'out of work for 6 months or more',
  other: 'in another situation',
}

function workStatus({ candidate: { service }, workStatus: status }: Known): Found {
  if (!service.workStatus) return undefined
  const { accepts } = service.workStatus
  const takes = `The service takes people who are ${accepts.map(each => WORK_STATUS_WORDS[each]).join(', or ')}.`
  if (status === 'unknown')
    return { state: 'ask', says: `${takes} You are asked the work status below.`, askedElsewhere: true }
  if (accepts.includes(status)) return { state: 'met', says: `Work status: ${WORK_STATUS_WORDS[status]}.` }
  return status === 'other'
    ? { state: 'ask', says: `${takes} Does the patient’s situation come near to one of these?` }
    : { state: 'not-here', says: `${takes} The patient is ${WORK_STATUS_WORDS[status]}.` }
}

const localQuestions = ({ candidate: { service } }: Known): Found[] =>
  (service.askFirst ?? []).map(({ question }) => ({ state: 'ask', says: question }))

function capacity({ candidate: { service } }: Known): Found {
  if (!service.capacity) return undefined
  const { state, asOf, note } = service.capacity
  const says = `${CAPACITY_WORDS[state]} (as of ${displayDate(asOf)}).${note ? ` ${note}` : ''}`
  return { state: state === 'full' ? 'not-here' : 'met', says }
}

const CAPACITY_WORDS = {
  open: 'The service has room',
  'waiting-list': 'The service has a waiting list',
  full: 'The service takes nobody new at the moment',
} as const

function openReferral({ referrals }: Known): Found {
  if (referrals === 'unreadable')
    return {
      state: 'ask',
      says: 'Earlier WorkWell referrals could not be read. Has the patient been referred already?',
    }
  return referrals.some(each => each.open)
    ? { state: 'ask', says: 'A WorkWell referral is open already. Is a second one needed?', askedElsewhere: true }
    : undefined
}

/** Days. A second referral so soon after the first is asked about (hazard H13). */
const RECENT = 28

function recentReferral({ referrals, today }: Known): Found {
  if (referrals === 'unreadable') return undefined
  const recent = referrals.find(
    each => !each.open && each.sentOn !== 'unknown' && daysBetween(each.sentOn, today) <= RECENT,
  )
  if (recent === undefined || recent.sentOn === 'unknown') return undefined
  return {
    state: 'ask',
    says: `A WorkWell referral of ${displayDate(recent.sentOn)} is closed. What has changed since?`,
  }
}

const declined = ({ declinedOn }: Known): Found =>
  declinedOn
    ? {
        state: 'ask',
        says: `On ${displayDate(declinedOn)} the patient did not agree. Has the patient changed their mind?`,
        askedElsewhere: true,
      }
    : undefined

/** By when somebody should have looked at this rule again, if that day has passed (hazard H12). */
export const isOverdue = ({ fact }: Finding, today: LocalDate): boolean => fact !== undefined && fact.reviewBy < today

/** By rule: the field of the pack whose source is shown beside it. */
const RULES = {
  area: { judge: area, field: 'area' },
  dates: { judge: dates, field: 'validFrom' },
  age: { judge: age, field: 'minimumAge' },
  'work-status': { judge: workStatus, field: 'workStatus' },
  'local-question': { judge: localQuestions, field: 'askFirst' },
  capacity: { judge: capacity, field: 'capacity' },
  'open-referral': { judge: openReferral },
  'recent-referral': { judge: recentReferral },
  declined: { judge: declined },
} satisfies Record<Rule, { judge: (known: Known) => Found | Found[]; field?: string }>
/** Judged when the page opens and again with the answers. One rule that says no is enough; unknown is never no. */
export function eligibilityOf(known: Known): Eligibility {
  const findings = Object.entries(RULES).flatMap(([rule, { judge, ...from }]) => {
    const fact = 'field' in from ? factOf(known.candidate.service, from.field) : undefined
    return [judge(known)].flat().flatMap((found): Finding[] => (found ? [withSource(rule as Rule, found, fact)] : []))
  })
  const states = new Set(findings.map(each => each.state))
  const verdict = states.has('not-here') ? 'not-here' : states.has('ask') ? 'ask-first' : 'may-refer'
  return { verdict, findings }
}
