import type { Bundle, FhirResource, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4.js'
import { displayDate, isLocalDate } from '../domain/local-date.ts'
import { displayNhsNumber } from '../domain/nhs-number.ts'
import { displayName, identifierIn } from './elements.ts'
import { ID } from './systems.ts'

/** One line of the check page. */
export interface SharedLine {
  readonly label: string
  readonly value: string
}

/**
 * What will leave, read back from the very Bundle that will be sent, so that the check page cannot differ from it
 * (hazard H09).
 */
export function describeTransaction(bundle: Bundle<FhirResource>): SharedLine[] {
  const resources = (bundle.entry ?? []).flatMap(entry => entry.resource ?? [])
  return [
    ...resources.flatMap(describePatient),
    ...resources.flatMap(describeCondition),
    ...resources.flatMap(describeForm),
    ...describeReferrer(bundle),
  ]
}

function describePatient(resource: FhirResource): SharedLine[] {
  if (resource.resourceType !== 'Patient') return []
  const nhsNumber = identifierIn(resource.identifier, ID.nhsNumber)?.value
  const name = resource.name?.[0]
  return [
    { label: 'Name', value: displayName(name) ?? 'Not recorded' },
    { label: 'Date of birth', value: resource.birthDate ? displayDate(resource.birthDate) : 'Not recorded' },
    { label: 'NHS number', value: nhsNumber ? displayNhsNumber(nhsNumber) : 'Not sent' },
  ]
}

function describeCondition(resource: FhirResource): SharedLine[] {
  return resource.resourceType === 'Condition'
    ? [{ label: 'Health condition', value: resource.code?.text ?? 'Not said' }]
    : []
}

function describeForm(resource: FhirResource): SharedLine[] {
  return resource.resourceType === 'QuestionnaireResponse' ? (resource.item ?? []).flatMap(describeItem) : []
}

/** The condition is said once, by its own resource, which holds what this answer holds. */
const SAID_ELSEWHERE = ['main-condition']

/** Who asks, and where the service replies: the role leads to the person and the practice. */
function describeReferrer(bundle: Bundle<FhirResource>): SharedLine[] {
  const at = new Map(bundle.entry?.map(entry => [entry.fullUrl, entry.resource]))
  return [...at.values()].flatMap(role => {
    if (role?.resourceType !== 'PractitionerRole') return []
    const person = at.get(role.practitioner?.reference)
    const practice = at.get(role.organization?.reference)
    const name = person?.resourceType === 'Practitioner' ? displayName(person.name?.[0]) : undefined
    const profession = role.code?.[0]?.text
    return [
      { label: 'Referred by', value: [name, profession].filter(Boolean).join(', ') || 'Not recorded' },
      { label: 'Practice', value: (practice?.resourceType === 'Organization' && practice.name) || 'Not recorded' },
    ]
  })
}

function describeItem(item: QuestionnaireResponseItem): SharedLine[] {
  if (SAID_ELSEWHERE.includes(item.linkId)) return []
  const values = (item.answer ?? []).map(answerText).filter(value => value !== '')
  const own = values.length > 0 ? [{ label: item.text ?? item.linkId, value: values.join(', ') }] : []
  return [...own, ...(item.item ?? []).flatMap(describeItem)]
}

export function answerText(answer: QuestionnaireResponseItemAnswer): string {
  if (answer.valueCoding) return answer.valueCoding.display ?? answer.valueCoding.code ?? ''
  if (answer.valueDate !== undefined)
    return isLocalDate(answer.valueDate) ? displayDate(answer.valueDate) : answer.valueDate
  if (answer.valueBoolean !== undefined) return answer.valueBoolean ? 'Yes' : 'No'
  const plain =
    answer.valueString ?? answer.valueInteger ?? answer.valueDecimal ?? answer.valueDateTime ?? answer.valueUri
  return plain === undefined ? '' : String(plain)
}
