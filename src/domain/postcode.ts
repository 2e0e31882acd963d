/** Where a patient lives, as far as a postcode says it. */
export type Home =
  | { readonly is: 'postcode'; readonly postcode: string }
  /** The outward half alone, or an outward half and a sector: an area, not a home. */
  | { readonly is: 'part'; readonly postcode: string }
  | { readonly is: 'no-fixed-abode' | 'forces-post' | 'unreadable' | 'unknown' }

const OUTWARD = '[A-Z]{1,2}\\d[A-Z\\d]?'

/** A whole postcode with its one space; anything else as it is, in capitals with single spaces. */
export function spaced(postcode: string): string {
  const joined = postcode.replace(/[\s.-]/g, '').toUpperCase()
  const [, outward, inward] = new RegExp(`^(${OUTWARD}|BFPO)(\\d[A-Z]{2})$`).exec(joined) ?? []
  return outward && inward ? `${outward} ${inward}` : postcode.trim().replace(/\s+/g, ' ').toUpperCase()
}

/** What the record's postcode says. ZZ99 is the NHS's own for people whom no postcode describes (ODS, NHS Postcode Directory). */
export function homeOf(postcode: string): Home {
  const text = spaced(postcode)
  if (text === '' || postcode === 'unknown') return { is: 'unknown' }
  if (/^ZZ99/.test(text)) return { is: text === 'ZZ99 3VZ' ? 'no-fixed-abode' : 'unknown' }
  if (/^BF1 |^BFPO\b|^BFPO\d/.test(text)) return { is: 'forces-post' }
  if (new RegExp(`^${OUTWARD} \\d[A-Z]{2}$`).test(text)) return { is: 'postcode', postcode: text }
  if (new RegExp(`^${OUTWARD}( \\d)?$`).test(text)) return { is: 'part', postcode: text }
  return { is: 'unreadable' }
}

/**
 * Whether a home lies in an area: a post town's letters (`LS`), a district (`LS1`), a sector (`LS1 1`) or one postcode.
 * LS1 is not LS11, and L is not LS (hazard H12). A district holds its parts: EC1, EC1A. Half a postcode may not say enough.
 */
export function liesIn(area: string, home: string): boolean | 'unknown' {
  const wanted = spaced(area)
  if (home.length < wanted.length) return wanted.startsWith(home) && isWithin(home, wanted) ? 'unknown' : false
  return isWithin(wanted, home)
}

function isWithin(area: string, home: string): boolean {
  if (!home.startsWith(area)) return false
  const rest = home.slice(area.length)
  if (area.includes(' ')) return true
  return /\d/.test(area) ? /^[A-Z]?( |$)/.test(rest) : /^\d/.test(rest)
}
