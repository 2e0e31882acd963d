import type {
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  QuestionnaireResponseItemAnswer,
} from 'fhir/r4.js'
import {
  CONTACT_FIELDS,
  type ContactDetails,
  type ContactField,
  type ContactLimits,
} from '../domain/contact-details.ts'
import { allAnswers, CONTACT_MESSAGE } from './read-answers.ts'
import { pickedAddress } from './temporary-address.ts'

/** Which question of the form asks for which way to reach the patient. */
export const CONTACT_LINK_IDS: Readonly<Record<ContactField, string>> = {
  phone: 'contact-phone',
  email: 'contact-email',
  address: 'contact-address',
  safety: 'contact-safety',
}
export const contactFieldOf = (linkId: string): ContactField | undefined =>
  CONTACT_FIELDS.find(field => CONTACT_LINK_IDS[field] === linkId)

/** Whether a question asks how to reach the patient, in words or by yes and no. */
export const asksForContact = (linkId: string): boolean =>
  contactFieldOf(linkId) !== undefined || linkId === CONTACT_MESSAGE

/** What contact details answer to a question; undefined to any other question. */
export function contactAnswer(
  linkId: string,
  contact: ContactDetails,
): readonly QuestionnaireResponseItemAnswer[] | undefined {
  if (linkId === CONTACT_MESSAGE) return contact.messages === undefined ? [] : [{ valueBoolean: contact.messages }]
  const field = contactFieldOf(linkId)
  if (field === undefined) return undefined
  return contact[field] === '' ? [] : [{ valueString: contact[field] }]
}

/** What the clinician answered of them; empty where nothing. */
export function contactIn({ item = [] }: QuestionnaireResponse): ContactDetails {
  const answers = allAnswers(item)
  const at = (field: ContactField): string => answers.get(CONTACT_LINK_IDS[field])?.[0]?.valueString?.trim() ?? ''
  const messages = answers.get(CONTACT_MESSAGE)?.[0]?.valueBoolean
  const address = at('address')
  return {
    phone: at('phone'),
    email: at('email'),
    address,
    safety: at('safety'),
    ...(messages === undefined ? {} : { messages }),
    ...(address !== '' && pickedAddress({ item }) === address ? { isTemporary: true } : {}),
  }
}

/** The questions themselves: their words and lengths are the form's, and stand nowhere else (decision 3). */
export type ContactQuestions = Readonly<Record<ContactField | 'messages', QuestionnaireItem>>

/** @throws Error when the form does not ask for one of them: a bug of ours, or of an edit */
export function contactQuestionsOf({ item = [] }: Questionnaire): ContactQuestions {
  const all = (items: readonly QuestionnaireItem[]): QuestionnaireItem[] =>
    items.flatMap(each => [each, ...all(each.item ?? [])])
  const known = all(item)
  const asked = (linkId: string): QuestionnaireItem => {
    const found = known.find(each => each.linkId === linkId)
    if (!found) throw new Error(`The form has no question ${linkId}`)
    return found
  }
  const question = (field: ContactField): QuestionnaireItem => asked(CONTACT_LINK_IDS[field])
  return {
    phone: question('phone'),
    email: question('email'),
    address: question('address'),
    safety: question('safety'),
    messages: asked(CONTACT_MESSAGE),
  }
}

export const contactLimitsOf = (questions: ContactQuestions): ContactLimits =>
  Object.fromEntries(
    CONTACT_FIELDS.map(field => [field, questions[field].maxLength ?? 500]),
  ) as unknown as ContactLimits
