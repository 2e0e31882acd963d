/** Refused above this: no question is answered by more text, or by more answers. */
export const LONGEST_TEXT = 10_000
export const MOST_ANSWERS = 100

/** What a form body holds under a name; only its own properties, and only texts. */
export function fieldTexts(form: Record<string, unknown>, name: string): string[] {
  const value = Object.hasOwn(form, name) ? form[name] : undefined
  return (Array.isArray(value) ? value : [value]).filter(each => typeof each === 'string')
}

export const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').trim()

/** Blank rows beyond the last answer (the empty box of a repeating question) are no change. */
export function sameTexts(sent: readonly string[], shown: readonly string[]): boolean {
  const rows = Math.max(sent.length, shown.length)
  return Array.from({ length: rows }, (_, row) => (sent[row] ?? '') === (shown[row] ?? '')).every(Boolean)
}
