import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse } from 'fhir/r4.js'
import {
  CONTACT_FIELDS,
  type ContactDetails,
  type ContactField,
  type ContactLimits,
} from '../domain/contact-details.ts'
import { allAnswers } from './read-answers.ts'

/** Which question of the form asks for which way to reach the patient. */
export const CONTACT_LINK_IDS: Readonly<Record<ContactField, string>> = {
  phone: 'contact-phone',
  email: 'contact-email',
  address: 'contact-address',
  safety: 'contact-safety',
}
export const contactFieldOf = (linkId: string): ContactField | undefined =>
  CONTACT_FIELDS.find(field => CONTACT_LINK_IDS[field] === linkId)

/** What the clinician answered of them; empty where nothing. */
export function contactIn({ item = [] }: QuestionnaireResponse): ContactDetails {
  const answers = allAnswers(item)
  const at = (field: ContactField): string => answers.get(CONTACT_LINK_IDS[field])?.[0]?.valueString?.trim() ?? ''
  return { phone: at('phone'), email: at('email'), address: at('address'), safety: at('safety') }
}

/** The questions themselves: their words and lengths are the form's, and stand nowhere else (decision 3). */
export type ContactQuestions = Readonly<Record<ContactField, QuestionnaireItem>>

/** @throws Error when the form does not ask for one of them: a bug of ours, or of an edit */
export function contactQuestionsOf({ item = [] }: Questionnaire): ContactQuestions {
  const all = (items: readonly QuestionnaireItem[]): QuestionnaireItem[] =>
    items.flatMap(each => [each, ...all(each.item ?? [])])
  const known = all(item)
  const question = (field: ContactField): QuestionnaireItem => {
    const found = known.find(each => each.linkId === CONTACT_LINK_IDS[field])
    if (!found) throw new Error(`The form has no question ${CONTACT_LINK_IDS[field]}`)
    return found
  }
  return {
    phone: question('phone'),
    email: question('email'),
    address: question('address'),
    safety: question('safety'),
  }
}

export const contactLimitsOf = (questions: ContactQuestions): ContactLimits =>
  Object.fromEntries(
    CONTACT_FIELDS.map(field => [field, questions[field].maxLength ?? 500]),
  ) as unknown as ContactLimits
