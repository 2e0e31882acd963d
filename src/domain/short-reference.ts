/** The alphabet of Open Location Code: no sign that is taken for another (0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B), no vowel that makes a word. */
const ALPHABET = '23456789CFGHJMPQRVWX'
const LENGTH = 8
const ALL = BigInt(ALPHABET.length) ** BigInt(LENGTH)
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * What both sides say of a referral on the phone: `CGM5-FH27`. It is worked out of the referral's UUID alone, so that nobody has to keep or
 * send it; a number that is no UUID (another maker's) is said as it is.
 * There are 25.6 thousand million: of a service with 1,000 referrals two share one in 1 of 50,000 such services, with 10,000 in 1 of 500.
 * That is all right since it only finds: whoever searches sees all that bear it, with names and dates of birth; no key, link or message
 * goes by it, and a referral is never changed by it alone.
 */
export function shortReference(referralId: string): string {
  if (!UUID.test(referralId)) return referralId
  let left = BigInt(`0x${referralId.replaceAll('-', '')}`) % ALL
  let signs = ''
  for (let place = 0; place < LENGTH; place++) {
    signs = ALPHABET.charAt(Number(left % 20n)) + signs
    left /= 20n
  }
  return `${signs.slice(0, 4)}-${signs.slice(4)}`
}

/** As somebody typed it: any case, with spaces, dashes or none. Undefined where it cannot be one. */
export function readShortReference(typed: string): string | undefined {
  const signs = typed.toUpperCase().replace(/[\s\u2010-\u2015-]/g, '')
  if (signs.length !== LENGTH || [...signs].some(sign => !ALPHABET.includes(sign))) return undefined
  return `${signs.slice(0, 4)}-${signs.slice(4)}`
}
