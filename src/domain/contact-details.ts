/** How a service reaches the patient, as the clinician types it; empty where there is none. All of it leaves at every sharing level. */
export interface ContactDetails {
  readonly phone: string
  readonly email: string
  readonly address: string
  /** How to make contact safely. */
  readonly safety: string
}
export const CONTACT_FIELDS = ['phone', 'email', 'address', 'safety'] as const satisfies (keyof ContactDetails)[]

/** Why a clinician corrects what was sent. */
export const AMENDMENTS = {
  'new-details': 'The patient has new contact details',
  'wrong-details': 'What was sent is wrong',
  safety: 'For the patient’s safety',
} as const
export type Amendment = keyof typeof AMENDMENTS
export const isAmendment = (text: string | undefined): text is Amendment =>
  text !== undefined && Object.hasOwn(AMENDMENTS, text)

export type ContactProblem = 'NO_WAY' | 'PHONE' | 'EMAIL' | 'TOO_LONG'
const LONGEST = 500

/** What is not right yet, by field. A service that can reach nobody was referred nobody (hazard H02). */
export function contactProblems({ phone, email, address, safety }: ContactDetails): ContactProblem[] {
  return [
    ...(phone === '' && email === '' && address === '' ? (['NO_WAY'] as const) : []),
    ...(phone !== '' && !/^\+?[\d\s()-]{7,25}$/.test(phone) ? (['PHONE'] as const) : []),
    ...(email !== '' && !/^\S+@\S+\.\S+$/.test(email) ? (['EMAIL'] as const) : []),
    ...([phone, email, address, safety].some(each => each.length > LONGEST) ? (['TOO_LONG'] as const) : []),
  ]
}

export const isSameContact = (one: ContactDetails, other: ContactDetails): boolean =>
  CONTACT_FIELDS.every(field => one[field] === other[field])
