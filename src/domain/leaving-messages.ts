/**
 * Whether a message may be left on the patient's phone or with whoever answers it. Only a yes lets it: of a patient who was not asked, and of a referral
 * of before, nobody knows who else listens (hazard H02).
 */
export const LEAVING_MESSAGES = { may: 'Messages may be left', not: 'Do not leave messages' } as const

/** @param safe what the patient said; undefined where nobody asked */
export const messageWords = (safe: boolean | undefined): string => LEAVING_MESSAGES[safe === true ? 'may' : 'not']

/** A sentence with the words on messages at its end, in the place of those that stood there. */
export function withMessageWords(text: string, safe: boolean | undefined): string {
  const before = Object.values(LEAVING_MESSAGES).reduce((all, words) => all.replace(`. ${words}.`, ''), text)
  return `${before.replace(/\.$/, '')}. ${messageWords(safe)}.`
}
