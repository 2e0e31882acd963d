import type { QuestionnaireItem, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { onceFor } from '../domain/once-for.ts'
import { allAnswers } from './read-answers.ts'

// A temporary address may be a refuge (hazard H02): it is offered as one answer of its own, never picked for anybody, and used in the place of the home
// only once somebody picked it. The answer is the address itself as it was shown: after the record was read anew no other can leave under it.

const CONTACT = 'contact'
const ADDRESS = 'contact-address'
const TEMPORARY = 'contact-address-temporary'
const NO = 'No'

/** The questions on how to reach the patient: the temporary address of the record as an answer, and no such question where there is none. */
export const contactGroup = (group: QuestionnaireItem, address: string | undefined): QuestionnaireItem =>
  address === undefined ? withoutPick(group) : withPick(group, address)

/** One group for all patients without such an address, so that what is known of it holds for all of them (docs/adr/0025). */
const withoutPick = onceFor((group: QuestionnaireItem) => ({
  ...group,
  item: (group.item ?? []).filter(each => each.linkId !== TEMPORARY),
}))

const withPick = (group: QuestionnaireItem, address: string): QuestionnaireItem => ({
  ...group,
  item: (group.item ?? []).map(each =>
    each.linkId === TEMPORARY ? { ...each, answerOption: [{ valueString: address }, { valueString: NO }] } : each,
  ),
})

const textAt = ({ item = [] }: Pick<QuestionnaireResponse, 'item'>, linkId: string): string | undefined =>
  allAnswers(item).get(linkId)?.[0]?.valueString

/** The temporary address that the clinician picked. */
export function pickedAddress(response: Pick<QuestionnaireResponse, 'item'>): string | undefined {
  const picked = textAt(response, TEMPORARY)
  return picked === NO ? undefined : picked
}

/** What stood there before, and what stands there else. */
export interface AddressBefore {
  readonly previous: QuestionnaireResponse
  /** The home of the record, where it says one. */
  readonly home: string | undefined
  readonly question: QuestionnaireItem
}

/**
 * The answers with the address that the clinician picked, in the place of the one that stood there. What is typed over it afterwards wins, and takes
 * the pick away; "No" puts the record's home back.
 */
export function withPickedAddress(
  response: QuestionnaireResponse,
  { previous, home, question }: AddressBefore,
): QuestionnaireResponse {
  const picked = pickedAddress(response)
  const before = pickedAddress(previous)
  const typed = textAt(response, ADDRESS)
  if (picked === undefined)
    return textAt(response, TEMPORARY) === NO && before !== undefined && typed === before
      ? withAddress(response, home, question)
      : response
  if (typed === picked) return response
  return picked === before ? without(response, TEMPORARY) : withAddress(response, picked, question)
}

/** Without a pick that the record, read anew, no longer offers: it is asked again, and neither that address nor the home leaves in its place. */
export function withoutLostPick(response: QuestionnaireResponse, offered: string | undefined): QuestionnaireResponse {
  const picked = pickedAddress(response)
  if (picked === undefined || picked === offered) return response
  const open = without(response, TEMPORARY)
  return textAt(open, ADDRESS) === picked ? without(open, ADDRESS) : open
}

const inContact = (
  response: QuestionnaireResponse,
  change: (items: QuestionnaireResponseItem[]) => QuestionnaireResponseItem[],
): QuestionnaireResponse => ({
  ...response,
  item: (response.item ?? []).flatMap(group => {
    if (group.linkId !== CONTACT) return [group]
    const item = change(group.item ?? [])
    return item.length === 0 ? [] : [{ ...group, item }]
  }),
})

const without = (response: QuestionnaireResponse, linkId: string): QuestionnaireResponse =>
  inContact(response, items => items.filter(each => each.linkId !== linkId))

/** The question stands before the pick, as in the form. */
function withAddress(
  response: QuestionnaireResponse,
  address: string | undefined,
  { text }: QuestionnaireItem,
): QuestionnaireResponse {
  const open = without(response, ADDRESS)
  if (address === undefined) return open
  const answered = { linkId: ADDRESS, ...(text === undefined ? {} : { text }), answer: [{ valueString: address }] }
  return inContact(open, items => items.flatMap(each => (each.linkId === TEMPORARY ? [answered, each] : [each])))
}
