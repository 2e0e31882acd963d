/** How a service reaches the patient, as the clinician types it; empty where there is none. All of it leaves at every sharing level. */
export interface ContactDetails {
  readonly phone: string
  readonly email: string
  readonly address: string
  /** How to make contact safely. */
  readonly safety: string
  /** Whether it is safe to leave a message; absent where nobody answered, and then none is left. */
  readonly messages?: boolean
  /** The address is one for a time, picked as such: the patient's home it is not. */
  readonly isTemporary?: true
}
/** Those that are words. */
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

export type ContactField = (typeof CONTACT_FIELDS)[number]
/** The most characters that the form takes for each. */
export type ContactLimits = Readonly<Record<ContactField, number>>

const TOO_LONG = { phone: 'LONG_PHONE', email: 'LONG_EMAIL', address: 'LONG_ADDRESS', safety: 'LONG_SAFETY' } as const
export type ContactProblem = 'NO_WAY' | 'PHONE' | 'EMAIL' | (typeof TOO_LONG)[ContactField]

/** What is not right yet, by field. A service that can reach nobody was referred nobody (hazard H02). */
export function contactProblems(contact: ContactDetails, limits: ContactLimits): ContactProblem[] {
  const { phone, email, address } = contact
  return [
    ...(phone === '' && email === '' && address === '' ? (['NO_WAY'] as const) : []),
    ...(phone !== '' && !/^\+?[\d\s()-]{7,25}$/.test(phone) ? (['PHONE'] as const) : []),
    ...(email !== '' && !/^\S+@\S+\.\S+$/.test(email) ? (['EMAIL'] as const) : []),
    ...CONTACT_FIELDS.filter(field => contact[field].length > limits[field]).map(field => TOO_LONG[field]),
  ]
}

export const NO_CONTACT: ContactDetails = { phone: '', email: '', address: '', safety: '' }

export const isSameContact = (one: ContactDetails, other: ContactDetails): boolean =>
  CONTACT_FIELDS.every(field => one[field] === other[field]) &&
  one.messages === other.messages &&
  one.isTemporary === other.isTemporary
