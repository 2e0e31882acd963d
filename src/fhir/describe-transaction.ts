import type { Bundle, FhirResource, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4.js'
import { ADJUSTMENT_NAMES, ADJUSTMENTS } from '../domain/fit-note.ts'
import { messageWords } from '../domain/leaving-messages.ts'
import { displayDate, isLocalDate } from '../domain/local-date.ts'
import { displayNhsNumber } from '../domain/nhs-number.ts'
import { numberText } from '../domain/number-text.ts'
import { codeIn, displayName, identifierIn } from './elements.ts'
import { isHeldBack } from './held-back.ts'
import { CONTACT_MESSAGE } from './read-answers.ts'
import { CS, ID } from './systems.ts'

/** One line of the check page. */
export interface SharedLine {
  readonly label: string
  readonly value: string
}

/** A line of a referral, with what it tells: papers go by it. */
export interface ReferralLine extends SharedLine {
  readonly part:
    | 'name'
    | 'birth-date'
    | 'nhs-number'
    | 'no-nhs-number'
    | 'health-condition'
    | 'answer'
    | 'site-answer'
    | 'referrer'
    | 'practice'
    | 'practice-phone'
    | 'contact-held-back'
  /** Of an answer: whose question. */
  readonly linkId?: string
}

/**
 * What will leave, read back from the very Bundle that will be sent, so that the check page cannot differ from it
 * (hazard H09).
 */
export function describeTransaction(bundle: Bundle<FhirResource>): ReferralLine[] {
  const resources = (bundle.entry ?? []).flatMap(entry => entry.resource ?? [])
  const note = describeNote(resources)
  const form = resources.flatMap(describeForm)
  return [
    ...resources.flatMap(describePatient),
    ...resources.flatMap(describeCondition),
    ...(form.length === 0 || resources.some(isHeldBack) ? form : withMessages(form)).map(line =>
      note.length > 0 && line.linkId === 'pathway' ? WITH_NOTE : line,
    ),
    ...note,
    ...describeReferrer(bundle),
  ]
}

function describePatient(resource: FhirResource): ReferralLine[] {
  if (resource.resourceType !== 'Patient') return []
  const nhsNumber = identifierIn(resource.identifier, ID.nhsNumber)?.value
  const name = resource.name?.[0]
  return [
    { part: 'name', label: 'Name', value: displayName(name) ?? 'Not recorded' },
    {
      part: 'birth-date',
      label: 'Date of birth',
      value: resource.birthDate ? displayDate(resource.birthDate) : 'Not recorded',
    },
    nhsNumber
      ? { part: 'nhs-number', label: 'NHS number', value: displayNhsNumber(nhsNumber) }
      : { part: 'no-nhs-number', label: 'NHS number', value: 'Not sent' },
    ...(isHeldBack(resource)
      ? [
          {
            part: 'contact-held-back',
            label: 'How to reach the patient',
            value: 'After a talk with the referrer',
          } as const,
        ]
      : []),
  ]
}

function describeCondition(resource: FhirResource): ReferralLine[] {
  return resource.resourceType === 'Condition'
    ? [{ part: 'health-condition', label: 'Health condition', value: resource.code?.text ?? 'Not said' }]
    : []
}

function describeForm(resource: FhirResource): ReferralLine[] {
  if (resource.resourceType !== 'QuestionnaireResponse') return []
  // Questions of a service's own have a level of their own, also where they are called like one of ours.
  const part = resource.identifier?.value?.endsWith('.site') === true ? 'site-answer' : 'answer'
  return (resource.item ?? []).flatMap(item => describeItem(item, part))
}

/**
 * What the service reads of messages: "Do not leave messages" unless the patient said yes, also where nobody answered (hazard H02). It stands behind
 * the ways to reach the patient.
 */
function withMessages(lines: readonly ReferralLine[]): ReferralLine[] {
  const isAnswer = (line: ReferralLine): boolean => line.part === 'answer' && line.linkId === CONTACT_MESSAGE
  const value = lines.find(isAnswer)?.value ?? messageWords(undefined)
  const others = lines.filter(line => !isAnswer(line))
  const at = others.findLastIndex(({ part, linkId }) => part === 'answer' && linkId?.startsWith('contact-')) + 1
  const said = { part: 'answer', linkId: CONTACT_MESSAGE, label: 'Messages', value } as const
  return [...others.slice(0, at || others.length), said, ...others.slice(at || others.length)]
}

/** A note that the form does not speak of: the record's own of today, beside a referral that needed none. */
function describeNote(resources: readonly FhirResource[]): ReferralLine[] {
  const isInForm = resources.some(each => each.resourceType === 'QuestionnaireResponse' && asksNote(each.item ?? []))
  if (isInForm) return []
  return resources.flatMap((each): ReferralLine[] => {
    if (each.resourceType !== 'Observation') return []
    const linkId = NOTE_PARTS[codeIn(each.code, CS.observation) ?? '']
    const words = each.valueCodeableConcept?.coding?.find(({ system }) => system === CS.fitNoteAdvice)?.display
    if (linkId === 'note-advice') {
      const { start, end } = each.effectivePeriod ?? {}
      const days = start && end ? `, ${dayText(start)} to ${dayText(end)}` : ', dates not recorded'
      return [
        {
          part: 'answer',
          linkId,
          label: 'Fit note issued on the day of the referral',
          value: `${words ?? 'Advice not said'}${days}`,
        },
      ]
    }
    const adjustment = codeIn(each.valueCodeableConcept, CS.adjustment)
    const name = ADJUSTMENTS.find(known => known === adjustment)
    return linkId && name
      ? [{ part: 'answer', linkId, label: 'Adjustment on that fit note', value: ADJUSTMENT_NAMES[name] }]
      : []
  })
}

/** What was chosen says "no fit note today": beside a note of today that would be wrong. */
const WITH_NOTE: ReferralLine = {
  part: 'answer',
  linkId: 'pathway',
  label: 'What is this consultation for?',
  value: 'Refer to WorkWell (fit note issued already)',
}

const NOTE_PARTS: Readonly<Record<string, string>> = {
  'fitness-for-work-advice': 'note-advice',
  'recommended-adjustment': 'note-adjustments',
}

const asksNote = (items: readonly QuestionnaireResponseItem[]): boolean =>
  items.some(({ linkId, item = [] }) => linkId === 'note-advice' || asksNote(item))

const dayText = (day: string): string => (isLocalDate(day) ? displayDate(day) : day)

/** The condition is said once, by its own resource, which holds what this answer holds. */
const SAID_ELSEWHERE = ['main-condition']

/** Who asks, and where the service replies: the role leads to the person and the practice. */
function describeReferrer(bundle: Bundle<FhirResource>): ReferralLine[] {
  const at = new Map(bundle.entry?.map(entry => [entry.fullUrl, entry.resource]))
  return [...at.values()].flatMap(role => {
    if (role?.resourceType !== 'PractitionerRole') return []
    const person = at.get(role.practitioner?.reference)
    const referenced = at.get(role.organization?.reference)
    const practice = referenced?.resourceType === 'Organization' ? referenced : undefined
    const phone = practice?.telecom?.find(each => each.system === 'phone')?.value
    const name = person?.resourceType === 'Practitioner' ? displayName(person.name?.[0]) : undefined
    const profession = role.code?.[0]?.text
    return [
      {
        part: 'referrer',
        label: 'Referred by',
        value: [name, profession].filter(Boolean).join(', ') || 'Not recorded',
      },
      {
        part: 'practice',
        label: 'Practice',
        value: practice?.name || 'Not recorded',
      },
      ...(phone ? [{ part: 'practice-phone', label: 'Phone of the practice', value: phone } as const] : []),
    ]
  })
}

function describeItem(item: QuestionnaireResponseItem, part: 'answer' | 'site-answer'): ReferralLine[] {
  if (SAID_ELSEWHERE.includes(item.linkId)) return []
  const { linkId, text = linkId, answer = [] } = item
  if (part === 'answer' && linkId === CONTACT_MESSAGE)
    return [{ part, linkId, label: text, value: messageWords(answer[0]?.valueBoolean) }]
  const lineOf = (answers: QuestionnaireResponseItemAnswer[]): ReferralLine[] => {
    const values = answers.map(answerText).filter(value => value !== '')
    return values.length > 0 ? [{ part, linkId, label: text, value: values.join(', ') }] : []
  }
  // What was asked beneath an answer is read below that one.
  const own = answer.some(each => each.item)
    ? answer.flatMap(each => [...lineOf([each]), ...(each.item ?? []).flatMap(below => describeItem(below, part))])
    : lineOf(answer)
  return [...own, ...(item.item ?? []).flatMap(each => describeItem(each, part))]
}

export function answerText(answer: Omit<QuestionnaireResponseItemAnswer, 'item'>): string {
  if (answer.valueCoding) return answer.valueCoding.display ?? answer.valueCoding.code ?? ''
  if (answer.valueDate !== undefined)
    return isLocalDate(answer.valueDate) ? displayDate(answer.valueDate) : answer.valueDate
  if (answer.valueBoolean !== undefined) return answer.valueBoolean ? 'Yes' : 'No'
  if (answer.valueDecimal !== undefined) return numberText(answer.valueDecimal)
  const plain = answer.valueString ?? answer.valueInteger ?? answer.valueDateTime ?? answer.valueUri
  return plain === undefined ? '' : String(plain)
}
