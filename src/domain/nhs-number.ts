/** An NHS number: ten digits without spaces, check digit right. Source: NHS Data Dictionary, NHS NUMBER. */
export type NhsNumber = string

/** Modulus 11: weights 10 to 2 over the first nine digits; a remainder check of 11 is 0, of 10 is never issued. */
export function isNhsNumber(text: string): text is NhsNumber {
  if (!/^\d{10}$/.test(text)) return false
  const digits = [...text].map(Number)
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0)
  const check = 11 - (sum % 11)
  return (check === 11 ? 0 : check) === digits[9]
}

/** Shown 3-3-4, so that it can be read aloud and compared. */
export const displayNhsNumber = (number: NhsNumber): string =>
  `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`

/** Numbers that start with 9 are never issued to people in England: the test ranges (999 among them) lie there. */
export const isTestNhsNumber = (number: NhsNumber): boolean => number.startsWith('9')
