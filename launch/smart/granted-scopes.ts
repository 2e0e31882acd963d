/** Create, read, update, delete, search: the letters of SMART scopes v2. */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's'

const V1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }
const SCOPE = /^(?:patient|user)\/([A-Za-z]+|\*)\.(read|write|\*|c?r?u?d?s?)(?:\?.*)?$/

/** Whether the scopes that the EHR granted (v1 or v2; it may grant fewer than asked) allow this on this type. */
export function isGranted(scopes: readonly string[], resourceType: string, interaction: Interaction): boolean {
  return scopes.some(scope => {
    const [, type, rights = ''] = SCOPE.exec(scope) ?? []
    return (type === resourceType || type === '*') && (V1[rights] ?? rights).includes(interaction)
  })
}
