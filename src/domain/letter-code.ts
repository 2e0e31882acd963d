/** Crockford's alphabet: no letter that is read as a digit, or heard as another letter. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 20
const ID_LENGTH = 10

/** Ten letters and digits that stand for fifty bits. @param bytes seven of them or more */
export function tenSigns(bytes: Uint8Array): string {
  let bits = 0n
  for (const byte of bytes.subarray(0, 7)) bits = (bits << 8n) | BigInt(byte)
  return Array.from({ length: ID_LENGTH }, (_, index) => ALPHABET[Number((bits >> BigInt(5 * index)) & 31n)]).join('')
}

/** As it is printed: in groups of four. */
export const codeInGroups = (code: string): string => code.match(/.{4}/g)?.join('-') ?? code

/** The code as somebody typed it from paper: any case, spaces and dashes, O for 0, I and L for 1. Undefined where it cannot be one. */
export function readCode(typed: string): { readonly id: string; readonly signature: string } | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  if (code.length !== CODE_LENGTH || [...code].some(sign => !ALPHABET.includes(sign))) return undefined
  return { id: code.slice(0, ID_LENGTH), signature: code.slice(ID_LENGTH) }
}
